// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.bytes;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Octets that nobody may read by accident: a key, a PIN. They are never printed and are compared in constant time.
 * {@link #reveal()} is the one way to them, and easy to search for.
 */
public final class SecretOctets {
    private final byte[] octets;

    private SecretOctets(byte[] octets) {
        this.octets = octets;
    }

    /** Copies {@code octets}; the caller wipes its own copy. */
    public static SecretOctets copyOf(byte[] octets) {
        return new SecretOctets(octets.clone());
    }

    /**
     * Reads hexadecimal in either case, without separators.
     *
     * @throws IllegalArgumentException where the number of digits is odd or a character is no hexadecimal digit; the
     *     message never holds the value
     */
    public static SecretOctets hex(CharSequence digits) {
        byte[] octets = new byte[digits.length() / 2];
        int high = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (!HexFormat.isHexDigit(c)) {
                Arrays.fill(octets, (byte) 0);
                throw new IllegalArgumentException(
                        "expected hexadecimal digits, got another character at place " + (i + 1));
            }
            int digit = HexFormat.fromHexDigit(c);
            if (i % 2 == 0) {
                high = digit << 4;
            } else {
                octets[i / 2] = (byte) (high | digit);
            }
        }
        if (digits.length() % 2 != 0) {
            Arrays.fill(octets, (byte) 0);
            throw new IllegalArgumentException("expected an even number of hexadecimal digits, got " + digits.length());
        }
        return new SecretOctets(octets);
    }

    /** The number of octets. */
    public int length() {
        return octets.length;
    }

    /** A copy of the secret. */
    public byte[] reveal() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretOctets o && MessageDigest.isEqual(octets, o.octets);
    }

    /** Tells nothing of the value, so that no hash leaks into a log or a dump. */
    @Override
    public int hashCode() {
        return octets.length;
    }

    @Override
    public String toString() {
        return "SecretOctets[" + octets.length + "]";
    }
}
