// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

/** Where a delivery stands; the codes are those of the store. */
public enum Phase {
    /** Its next packet, or the next send of its packet, waits for its time or for the card. */
    WAITING(0),
    /** A send is going out: some segment has no answer of the SMSC yet. */
    SENDING(1),
    /** All segments of the last send are answered: it waits for receipts, the PoR, or the next send. */
    AWAITING(2),
    /** Nothing is left to do; evidence that comes late may still turn the outcome. */
    FINAL(3);

    private static final Phase[] BY_CODE = values();

    private final int code;

    Phase(int code) {
        this.code = code;
    }

    /** The code in the store, 0…3. */
    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException where no phase has this code */
    public static Phase ofCode(int code) {
        for (Phase phase : BY_CODE) {
            if (phase.code == code) {
                return phase;
            }
        }
        throw new IllegalArgumentException("phase: expected 0 to 3, got " + code);
    }
}
