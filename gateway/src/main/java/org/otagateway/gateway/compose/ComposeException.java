// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.compose;

/** A packet that cannot be made: the message says what is wrong, for people, and holds no secret. */
public final class ComposeException extends Exception {
    private static final long serialVersionUID = 1L;

    public ComposeException(String message) {
        super(message);
    }

    public ComposeException(String message, Throwable cause) {
        super(message, cause);
    }
}
