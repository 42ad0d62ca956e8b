// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

/** A packet cannot be sealed as asked: a key is missing or does not fit, or the data is too long. */
public final class SealingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient SecurityFailure failure;

    public SealingException(SecurityFailure failure) {
        super(failure.describe());
        this.failure = failure;
    }

    public SecurityFailure failure() {
        return failure;
    }
}
