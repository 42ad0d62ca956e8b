// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

/** The other side of a secure channel has not proven that it holds the keys: a cryptogram or a check does not match. */
public final class ChannelException extends Exception {
    private static final long serialVersionUID = 1L;

    ChannelException(String message) {
        super(message);
    }
}
