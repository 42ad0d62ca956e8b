// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.bytes;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of octets. Not for secrets: it prints itself; those are {@link SecretOctets}. */
public final class Octets implements Comparable<Octets> {
    /** The string of no octets. */
    public static final Octets EMPTY = new Octets(new byte[0]);

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** Copies {@code octets}. */
    public static Octets copyOf(byte[] octets) {
        return octets.length == 0 ? EMPTY : new Octets(octets.clone());
    }

    /** Copies {@code length} octets of {@code octets} from {@code offset}. */
    public static Octets copyOf(byte[] octets, int offset, int length) {
        return length == 0 ? EMPTY : new Octets(Arrays.copyOfRange(octets, offset, offset + length));
    }

    /**
     * The octets given as numbers.
     *
     * @throws IllegalArgumentException where one is not within 0…255
     */
    public static Octets of(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] > 0xFF) {
                throw new IllegalArgumentException("octet " + i + ": expected 0 to 255, got " + values[i]);
            }
            octets[i] = (byte) values[i];
        }
        return octets.length == 0 ? EMPTY : new Octets(octets);
    }

    /**
     * Reads hexadecimal in either case, without separators.
     *
     * @throws IllegalArgumentException where the number of digits is odd or a character is no hexadecimal digit; the
     *     message names the place
     */
    public static Octets hex(CharSequence digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (!HexFormat.isHexDigit(digits.charAt(i))) {
                throw new IllegalArgumentException(
                        "expected hexadecimal digits, got '" + digits.charAt(i) + "' at character " + (i + 1));
            }
        }
        if (digits.length() % 2 != 0) {
            throw new IllegalArgumentException("expected an even number of hexadecimal digits, got " + digits.length());
        }
        return digits.length() == 0 ? EMPTY : new Octets(HEX.parseHex(digits));
    }

    /** Joins strings of octets in their order. */
    public static Octets concat(Octets... parts) {
        int length = 0;
        for (Octets part : parts) {
            length += part.octets.length;
        }
        if (length == 0) {
            return EMPTY;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (Octets part : parts) {
            System.arraycopy(part.octets, 0, joined, at, part.octets.length);
            at += part.octets.length;
        }
        return new Octets(joined);
    }

    /** The number of octets. */
    public int length() {
        return octets.length;
    }

    public boolean isEmpty() {
        return octets.length == 0;
    }

    /** The octet at {@code index}, 0…255. */
    public int get(int index) {
        return octets[index] & 0xFF;
    }

    /** The octets from {@code from} to the end. */
    public Octets from(int from) {
        return slice(from, octets.length);
    }

    /** The octets from {@code from} (included) to {@code to} (not included). */
    public Octets slice(int from, int to) {
        if (from < 0 || to > octets.length || from > to) {
            throw new IndexOutOfBoundsException("slice " + from + " to " + to + " of " + octets.length + " octets");
        }
        if (from == 0 && to == octets.length) {
            return this;
        }
        return from == to ? EMPTY : new Octets(Arrays.copyOfRange(octets, from, to));
    }

    public boolean startsWith(Octets prefix) {
        return prefix.octets.length <= octets.length
                && Arrays.equals(octets, 0, prefix.octets.length, prefix.octets, 0, prefix.octets.length);
    }

    /** A copy in an array. */
    public byte[] toByteArray() {
        return octets.clone();
    }

    /** Copies all octets into {@code target} at {@code offset}. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(octets, 0, target, offset, octets.length);
    }

    /** Lower-case hexadecimal without separators. */
    public String toHex() {
        return HEX.formatHex(octets);
    }

    @Override
    public int compareTo(Octets other) {
        return Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets o && Arrays.equals(octets, o.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
