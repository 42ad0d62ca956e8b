// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.nio.charset.StandardCharsets;
import org.otagateway.packet.bytes.Octets;

/**
 * Text of files: the default alphabet of TS 23.038 with a character in each octet, or 80 and UCS2 where a character is
 * not in it (TS 102 221 annex A).
 */
final class Alphabet {
    /** TS 23.038 clause 6.2.1; 1B, the escape, is no character. */
    private static final String DEFAULT = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final int UCS2 = 0x80;
    private static final int UNUSED = 0xFF;
    private static final int ESCAPE = 0x1B;

    private Alphabet() {}

    static Octets encode(String text) {
        int[] octets = new int[text.length()];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = DEFAULT.indexOf(text.charAt(i));
            if (octets[i] < 0 || octets[i] == ESCAPE) {
                return Octets.concat(Octets.of(UCS2), Octets.copyOf(text.getBytes(StandardCharsets.UTF_16BE)));
            }
        }
        return Octets.of(octets);
    }

    /** Whether each character is in the default alphabet. */
    static boolean isDefault(String text) {
        return text.chars().allMatch(character -> DEFAULT.indexOf(character) >= 0 && character != ESCAPE);
    }

    /** Characters of seven bits one behind the other, the first in the low bits (TS 23.038 clause 6.1.2.1). */
    static Octets pack(String text) {
        int[] octets = new int[(text.length() * 7 + 7) / 8];
        for (int i = 0; i < text.length(); i++) {
            int bits = DEFAULT.indexOf(text.charAt(i)) << (i * 7 % 8);
            octets[i * 7 / 8] |= bits & 0xFF;
            if (bits > 0xFF) {
                octets[i * 7 / 8 + 1] |= bits >>> 8;
            }
        }
        return Octets.of(octets);
    }

    /** The first {@code length} characters of what {@link #pack} wrote. */
    static String unpack(Octets octets, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int at = i * 7 / 8;
            int bits = octets.get(at) | (at + 1 < octets.length() ? octets.get(at + 1) << 8 : 0);
            int character = bits >>> (i * 7 % 8) & 0x7F;
            text.append(character == ESCAPE ? '?' : DEFAULT.charAt(character));
        }
        return text.toString();
    }

    /** Up to the first unused octet; "?" for what is no character. */
    static String decode(Octets octets) {
        if (!octets.isEmpty() && octets.get(0) == UCS2) {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i + 1 < octets.length(); i += 2) {
                char character = (char) (octets.get(i) << 8 | octets.get(i + 1));
                if (character == 0xFFFF) {
                    break;
                }
                text.append(character);
            }
            return text.toString();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets.length() && octets.get(i) != UNUSED; i++) {
            int octet = octets.get(i);
            text.append(octet < DEFAULT.length() && octet != ESCAPE ? DEFAULT.charAt(octet) : '?');
        }
        return text.toString();
    }
}
