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
