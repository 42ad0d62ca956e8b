// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import java.util.Arrays;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;

/** The default alphabet of TS 23.038 clause 6.2.1 with its extension, packed in septets. */
final class Gsm7 {
    private static final int ESCAPE = 0x1B;
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "^{}\\[~]|€";
    private static final int[] EXTENDED_CODES = {0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65};

    private Gsm7() {}

    /** Septets of {@code text}, one an int; none where a character is not in the alphabet. */
    static Optional<int[]> septets(String text) {
        int[] septets = new int[2 * text.length()];
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int basic = c == ESCAPE ? -1 : BASIC.indexOf(c);
            int extended = EXTENDED.indexOf(c);
            if (basic >= 0) {
                septets[n++] = basic;
            } else if (extended >= 0) {
                septets[n++] = ESCAPE;
                septets[n++] = EXTENDED_CODES[extended];
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOf(septets, n));
    }

    /** Septets from the low bits up: the first in bits 1 to 7 of the first octet. */
    static Octets pack(int[] septets) {
        byte[] octets = new byte[(septets.length * 7 + 7) / 8];
        for (int i = 0; i < septets.length; i++) {
            int bit = i * 7;
            int shifted = septets[i] << (bit % 8);
            octets[bit / 8] |= (byte) shifted;
            if (shifted > 0xFF) {
                octets[bit / 8 + 1] |= (byte) (shifted >> 8);
            }
        }
        return Octets.copyOf(octets);
    }

    /** The text of {@code count} septets; an unknown extension reads as a blank, as the standard asks. */
    static String unpack(Octets octets, int count) {
        StringBuilder text = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < count; i++) {
            int bit = i * 7;
            int low = octets.get(bit / 8) >> (bit % 8);
            int high = bit / 8 + 1 < octets.length() ? octets.get(bit / 8 + 1) << (8 - bit % 8) : 0;
            int septet = (low | high) & 0x7F;
            if (escaped) {
                text.append(extended(septet));
                escaped = false;
            } else if (septet == ESCAPE) {
                escaped = true;
            } else {
                text.append(BASIC.charAt(septet));
            }
        }
        return text.toString();
    }

    private static char extended(int septet) {
        for (int i = 0; i < EXTENDED_CODES.length; i++) {
            if (EXTENDED_CODES[i] == septet) {
                return EXTENDED.charAt(i);
            }
        }
        return ' ';
    }
}
