// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

/** A wrong PIN, or the question how many tries are left. */
final class VerificationFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int triesLeft;

    VerificationFailedException(int triesLeft) {
        super("verification failed", null, false, false);
        this.triesLeft = triesLeft;
    }

    int triesLeft() {
        return triesLeft;
    }
}
