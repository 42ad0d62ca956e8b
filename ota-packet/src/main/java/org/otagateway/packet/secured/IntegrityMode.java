// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

/** Integrity of a packet, two bits of SPI (TS 102 225 clause 5.1.1). */
public enum IntegrityMode {
    NONE(0),
    /** Redundancy check: finds errors of transmission, proves nothing. */
    RC(1),
    /** Cryptographic checksum. */
    CC(2),
    /** Digital signature; its form is left to agreement, so it is read in the header but neither made nor checked. */
    DS(3);

    private final int code;

    IntegrityMode(int code) {
        this.code = code;
    }

    /** Two bits. */
    public int code() {
        return code;
    }

    static IntegrityMode ofCode(int code) {
        return switch (code & 3) {
            case 0 -> NONE;
            case 1 -> RC;
            case 2 -> CC;
            default -> DS;
        };
    }
}
