// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

/** On whose word the place of a card's counter is known (design rule 4). */
public enum PlacedBy {
    /** It is not known. */
    NONE(0),
    /** A verified proof of receipt told it. */
    PROOF_OF_RECEIPT(1),
    /** The operator's column cntrN told it. */
    OPERATOR(2);

    private final int code;

    PlacedBy(int code) {
        this.code = code;
    }

    /** The code in the store. */
    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException where no constant has the code */
    public static PlacedBy ofCode(int code) {
        for (PlacedBy value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        throw new IllegalArgumentException("no PlacedBy has code " + code);
    }
}
