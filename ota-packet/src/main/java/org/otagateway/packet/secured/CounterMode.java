// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

/** What the card does with the counter, b5b4 of SPI1 (TS 102 225 clause 5.1.1). */
public enum CounterMode {
    /** 00: the field is there, without meaning. */
    NONE(0),
    /** 01: a counter is there, the card does not compare it. */
    UNCHECKED(1),
    /** 10: taken if higher than the card's. */
    HIGHER(2),
    /** 11: taken if exactly one higher. */
    ONE_HIGHER(3);

    private final int code;

    CounterMode(int code) {
        this.code = code;
    }

    /** Two bits. */
    public int code() {
        return code;
    }

    /** Whether a card takes one counter value at most once. */
    public boolean refusesReplay() {
        return this == HIGHER || this == ONE_HIGHER;
    }

    static CounterMode ofCode(int code) {
        return switch (code & 3) {
            case 0 -> NONE;
            case 1 -> UNCHECKED;
            case 2 -> HIGHER;
            default -> ONE_HIGHER;
        };
    }
}
