// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.apdu;

import java.util.Set;

/**
 * What P3 of a command means. The compact format and T=0 have one octet there, and whether it is Lc or Le follows from
 * the instruction alone (TS 102 221 clause 10.1.2, table 10.5; TS 51.011 clause 9.2; GlobalPlatform Card Specification
 * clause 11).
 */
public enum Instruction {
    /** P3 is Le: the card sends, 00 means 256 octets. */
    OUTGOING,
    /** P3 is Lc: so many octets follow, 00 means none. */
    INCOMING,
    /** No standard names it. In the compact format P3 is then taken as Lc. */
    UNKNOWN;

    private static final int READ_BINARY = 0xB0;
    private static final int READ_RECORD = 0xB2;
    private static final int GET_RESPONSE = 0xC0;
    private static final int GET_DATA = 0xCA;
    private static final int RETRIEVE_DATA = 0xCB;
    private static final int GET_CHALLENGE = 0x84;
    private static final int FETCH = 0x12;
    private static final int STATUS = 0xF2;
    private static final int MANAGE_CHANNEL = 0x70;

    // DEACTIVATE FILE, TERMINAL PROFILE, TERMINAL RESPONSE, VERIFY, CHANGE, DISABLE, ENABLE and UNBLOCK PIN, INCREASE,
    // ACTIVATE FILE, INITIALIZE UPDATE, EXTERNAL AUTHENTICATE, AUTHENTICATE, SEARCH RECORD, SELECT, TERMINAL
    // CAPABILITY,
    // ENVELOPE, RESIZE FILE, UPDATE BINARY, PUT KEY, SET DATA, UPDATE RECORD, CREATE FILE, STORE DATA, DELETE, INSTALL,
    // LOAD, SET STATUS, SLEEP, TERMINATE CARD USAGE
    private static final Set<Integer> TAKING = Set.of(
            0x04, 0x10, 0x14, 0x20, 0x24, 0x26, 0x28, 0x2C, 0x32, 0x44, 0x50, 0x82, 0x88, 0x89, 0xA2, 0xA4, 0xAA, 0xC2,
            0xD4, 0xD6, 0xD8, 0xDB, 0xDC, 0xE0, 0xE2, 0xE4, 0xE6, 0xE8, 0xF0, 0xFA, 0xFE);

    /**
     * Decides by the first four octets of a command.
     *
     * <p>F2 is STATUS, which sends, except where GlobalPlatform's GET STATUS is meant, which takes search criteria: class
     * 80–8F with one of its four values of P1. CB is RETRIEVE DATA, which takes a tag for the first block (P2 bit 8) and
     * sends for further ones, or GET DATA with a tag list. 70 sends where a channel is opened.
     */
    public static Instruction of(int cla, int ins, int p1, int p2) {
        return switch (ins) {
            case READ_BINARY, READ_RECORD, GET_RESPONSE, GET_DATA, GET_CHALLENGE, FETCH -> OUTGOING;
            case STATUS ->
                (cla & 0xF0) == 0x80 && (p1 == 0x80 || p1 == 0x40 || p1 == 0x20 || p1 == 0x10) ? INCOMING : OUTGOING;
            case RETRIEVE_DATA -> p1 == 0 && (p2 & 0xBF) == 0 ? OUTGOING : INCOMING;
            case MANAGE_CHANNEL -> p1 == 0 && p2 == 0 ? OUTGOING : INCOMING;
            default -> TAKING.contains(ins) ? INCOMING : UNKNOWN;
        };
    }
}
