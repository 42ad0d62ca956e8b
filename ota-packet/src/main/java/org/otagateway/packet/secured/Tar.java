// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import java.util.Locale;
import org.otagateway.packet.bytes.Octets;

/**
 * TAR, the toolkit application reference that addresses an application of the card (TS 101 220).
 *
 * @param value three octets as a number, 0…FFFFFF
 */
public record Tar(int value) {
    public Tar {
        if (value < 0 || value > 0xFF_FFFF) {
            throw new IllegalArgumentException("TAR: expected 000000 to FFFFFF, got " + Integer.toHexString(value));
        }
    }

    /**
     * Six hexadecimal digits, as "B00011".
     *
     * @throws IllegalArgumentException where they are not
     */
    public static Tar hex(CharSequence digits) {
        Octets octets = Octets.hex(digits);
        if (octets.length() != 3) {
            throw new IllegalArgumentException("TAR: expected 3 octets, got " + octets.length());
        }
        return new Tar((octets.get(0) << 16) | (octets.get(1) << 8) | octets.get(2));
    }

    /** Three octets. */
    public Octets encode() {
        return Octets.of(value >> 16, (value >> 8) & 0xFF, value & 0xFF);
    }

    /** Six hexadecimal digits. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%06x", value);
    }
}
