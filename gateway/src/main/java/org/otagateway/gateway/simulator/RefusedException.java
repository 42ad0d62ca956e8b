// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

/** Ends a command that the card refuses. It has no stack trace: a refusal is an everyday answer. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
