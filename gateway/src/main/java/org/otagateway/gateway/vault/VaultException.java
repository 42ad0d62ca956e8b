// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vault;

/** Something sealed could not be opened, or the root key could not be had. The message never holds a secret. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        super(message);
    }

    VaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
