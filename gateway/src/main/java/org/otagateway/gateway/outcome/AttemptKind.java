// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

/** What a packet carries; the codes are those of the store. */
public enum AttemptKind {
    /** The script of the job. */
    SCRIPT(0),
    /** A harmless SELECT that places the card's counter (design rule 4). */
    PROBE(1);

    private final int code;

    AttemptKind(int code) {
        this.code = code;
    }

    /** The code in the store, 0 or 1. */
    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException where no kind has this code */
    public static AttemptKind ofCode(int code) {
        return switch (code) {
            case 0 -> SCRIPT;
            case 1 -> PROBE;
            default -> throw new IllegalArgumentException("kind: expected 0 or 1, got " + code);
        };
    }
}
