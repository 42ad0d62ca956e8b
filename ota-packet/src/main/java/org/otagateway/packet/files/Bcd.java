// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import org.otagateway.packet.bytes.Octets;

/**
 * Digits in half octets, the first of each pair in the low half; an odd number ends with F in the high half (TS 24.008
 * clause 10.5.4.7).
 */
final class Bcd {
    private static final String DIGITS = "0123456789*#";
    private static final int FILLER = 0xF;

    private Bcd() {}

    /** @throws IllegalArgumentException where a character is none of 0–9, * and # */
    static Octets encode(String digits) {
        int[] octets = new int[(digits.length() + 1) / 2];
        for (int i = 0; i < octets.length; i++) {
            int high = 2 * i + 1 < digits.length() ? nibble(digits.charAt(2 * i + 1)) : FILLER;
            octets[i] = high << 4 | nibble(digits.charAt(2 * i));
        }
        return Octets.of(octets);
    }

    /** The digits up to the first F; "?" for a half octet that is no digit. */
    static String decode(Octets octets) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 2 * octets.length(); i++) {
            int nibble = octets.get(i / 2) >>> (i % 2 == 0 ? 0 : 4) & 0xF;
            if (nibble == FILLER) {
                break;
            }
            digits.append(nibble < DIGITS.length() ? DIGITS.charAt(nibble) : '?');
        }
        return digits.toString();
    }

    private static int nibble(char digit) {
        int nibble = DIGITS.indexOf(digit);
        if (nibble < 0) {
            throw new IllegalArgumentException("expected digits, got '" + digit + "'");
        }
        return nibble;
    }
}
