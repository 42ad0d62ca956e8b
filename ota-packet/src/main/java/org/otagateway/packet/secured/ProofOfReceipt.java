// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

/** When the card answers, b2b1 of SPI2 (TS 102 225 clause 5.1.1). 11 is reserved. */
public enum ProofOfReceipt {
    NONE(0),
    ALWAYS(1),
    ON_ERROR(2);

    private final int code;

    ProofOfReceipt(int code) {
        this.code = code;
    }

    /** Two bits. */
    public int code() {
        return code;
    }

    /** The reserved 11 is told before. */
    static ProofOfReceipt ofCode(int code) {
        return switch (code & 3) {
            case 1 -> ALWAYS;
            case 2 -> ON_ERROR;
            default -> NONE;
        };
    }
}
