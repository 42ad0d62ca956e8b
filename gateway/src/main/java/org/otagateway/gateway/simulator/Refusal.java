// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import org.otagateway.packet.apdu.StatusWord;

/** Why a card refuses a command, with the words of TS 102 221 clause 10.2.1 and, for CLA A0, TS 51.011 clause 9.4. */
enum Refusal {
    FILE_EXISTS(0x6A89, 0x6F00),
    NO_MEMORY(0x6A84, 0x9240),
    WRONG_DATA(0x6A80, 0x6F00),
    NOT_ALLOWED(0x6985, 0x6F00),
    FILE_NOT_FOUND(0x6A82, 0x9404),
    NO_EF_SELECTED(0x6986, 0x9400),
    OUTSIDE_THE_FILE(0x6B00, 0x9402),
    RECORD_NOT_FOUND(0x6A83, 0x9402),
    PATTERN_NOT_FOUND(0x6282, 0x9404),
    WRONG_STRUCTURE(0x6981, 0x9408),
    ACCESS_DENIED(0x6982, 0x9804),
    DEACTIVATED(0x6984, 0x9810),
    PIN_BLOCKED(0x6983, 0x9840),
    PIN_UNKNOWN(0x6A88, 0x9802),
    MAXIMUM_REACHED(0x9850, 0x9850),
    NOTHING_TO_SEND(0x6985, 0x6F00),
    WRONG_LENGTH(0x6700, 0x6700),
    WRONG_P1_P2(0x6A86, 0x6B00),
    WRONG_INSTRUCTION(0x6D00, 0x6D00),
    WRONG_CLASS(0x6E00, 0x6E00);

    private final int uicc;
    private final int sim;

    Refusal(int uicc, int sim) {
        this.uicc = uicc;
        this.sim = sim;
    }

    StatusWord word(boolean simClass) {
        return new StatusWord(simClass ? sim : uicc);
    }
}
