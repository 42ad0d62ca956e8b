// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** Carries a failure out of nested readers; never leaves this package. */
final class MalformedPduException extends Exception {
    private final transient PduFailure failure;

    MalformedPduException(PduFailure failure) {
        // Malformed input is common and hostile: no stack trace to pay for.
        super(failure.toString(), null, false, false);
        this.failure = failure;
    }

    PduFailure failure() {
        return failure;
    }
}
