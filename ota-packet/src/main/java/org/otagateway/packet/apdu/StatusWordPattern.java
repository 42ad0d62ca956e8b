// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.apdu;

import java.util.Locale;

/**
 * Four hexadecimal digits of which any may be {@code x}, for "any": {@code 9000}, {@code 91xx}.
 *
 * @param value the fixed digits, 0 where any is allowed
 * @param mask F for each fixed digit, 0 for each free one
 */
public record StatusWordPattern(int value, int mask) {
    public StatusWordPattern {
        if (mask < 0 || mask > 0xFFFF || (value & ~mask) != 0) {
            throw new IllegalArgumentException("status word pattern: value has digits outside its mask");
        }
    }

    /**
     * Reads {@code 9000} or {@code 91xx}, in either case.
     *
     * @throws IllegalArgumentException where the text is something else; the message has the text
     */
    public static StatusWordPattern parse(String text) {
        String digits = text.strip().toLowerCase(Locale.ROOT);
        if (digits.length() != 4) {
            throw wrong(text);
        }
        int value = 0;
        int mask = 0;
        for (int i = 0; i < 4; i++) {
            char c = digits.charAt(i);
            int digit = "0123456789abcdef".indexOf(c);
            if (digit < 0 && c != 'x') {
                throw wrong(text);
            }
            value = value << 4 | Math.max(digit, 0);
            mask = mask << 4 | (digit < 0 ? 0 : 0xF);
        }
        return new StatusWordPattern(value, mask);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "expected a status word of four hexadecimal digits or x, such as 9000 or 91xx, got \"" + text + "\"");
    }

    public boolean matches(StatusWord word) {
        return (word.value() & mask) == value;
    }

    /** The pattern as {@link #parse} reads it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(4);
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append((mask >> shift & 0xF) == 0 ? 'x' : Character.forDigit(value >> shift & 0xF, 16));
        }
        return text.toString();
    }
}
