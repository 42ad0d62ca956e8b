// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.Arrays;

/** The numbers of a card and how its files code them. */
interface CardIdentity {
    /** 18 to 20 digits. */
    String iccid();

    /** Up to 15 digits. */
    String imsi();

    /** Up to 15 digits, international, without a plus. */
    String msisdn();

    /** The content that {@code file} has when the card is made. */
    default byte[] personalise(ElementaryFile file) {
        byte[] content = new byte[file.size()];
        Arrays.fill(content, (byte) 0xFF);
        switch (file.personalisation()) {
            case NONE -> file.initial().copyTo(content, 0);
            case ICCID -> swapped(iccid(), content, 0, 10);
            case IMSI -> imsi(imsi(), content);
            case MSISDN -> msisdn(msisdn(), content, file.recordLength());
        }
        return content;
    }

    /** Digits in swapped nibbles, filled with F (TS 102 221 clause 13.2). */
    static void swapped(String digits, byte[] target, int at, int octets) {
        for (int i = 0; i < octets; i++) {
            target[at + i] = (byte) (nibble(digits, 2 * i) | nibble(digits, 2 * i + 1) << 4);
        }
    }

    private static int nibble(String digits, int index) {
        return index < digits.length() ? Character.digit(digits.charAt(index), 16) & 0xF : 0xF;
    }

    /**
     * EF.IMSI (TS 31.102 clause 4.2.2): the length, then the digits behind a nibble of parity (9 for an odd number of
     * digits, 1 for an even one).
     */
    private static void imsi(String imsi, byte[] content) {
        content[0] = (byte) (imsi.length() / 2 + 1);
        swapped((imsi.length() % 2 == 1 ? "9" : "1") + imsi, content, 1, 8);
    }

    /**
     * The first record of EF.MSISDN (TS 31.102 clause 4.2.26): alpha identifier, then length, TON/NPI 91, ten octets of
     * digits, and two identifiers that are not used.
     */
    private static void msisdn(String msisdn, byte[] content, int recordLength) {
        int at = recordLength - 14;
        content[at] = (byte) (1 + (msisdn.length() + 1) / 2);
        content[at + 1] = (byte) 0x91;
        swapped(msisdn, content, at + 2, 10);
    }
}
