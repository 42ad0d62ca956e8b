// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

/** Carries a {@link SecurityFailure} inside this package. Without a stack trace: hostile octets must stay cheap. */
final class SecurityFailureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SecurityFailure failure;

    SecurityFailureException(SecurityFailure failure) {
        super(failure.describe(), null, false, false);
        this.failure = failure;
    }

    SecurityFailure failure() {
        return failure;
    }
}
