// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.bytes;

/**
 * Reads octets from front to back. It knows the clause and the offset, and each read names its field, so that a short
 * input is told as such. Numbers are big-endian and unsigned. Not thread-safe.
 */
public final class OctetReader {
    private final Octets octets;
    private final String clause;
    private int offset;

    public OctetReader(Octets octets, String clause) {
        this.octets = octets;
        this.clause = clause;
    }

    /** Octets read so far. */
    public int offset() {
        return offset;
    }

    /** Octets not yet read. */
    public int remaining() {
        return octets.length() - offset;
    }

    public boolean atEnd() {
        return remaining() == 0;
    }

    /** The octet that the next read starts with, not consumed. */
    public int peek(String field) throws MalformedException {
        need(field, 1);
        return octets.get(offset);
    }

    /** One octet, 0…255. */
    public int u8(String field) throws MalformedException {
        need(field, 1);
        return octets.get(offset++);
    }

    /** Two octets, 0…65535. */
    public int u16(String field) throws MalformedException {
        need(field, 2);
        return (u8(field) << 8) | u8(field);
    }

    /** Three octets, 0…FFFFFF. */
    public int u24(String field) throws MalformedException {
        need(field, 3);
        return (u16(field) << 8) | u8(field);
    }

    /** Five octets, the width of a counter. */
    public long u40(String field) throws MalformedException {
        need(field, 5);
        return ((long) u16(field) << 24) | u24(field);
    }

    /** {@code length} octets. */
    public Octets octets(String field, int length) throws MalformedException {
        need(field, length);
        offset += length;
        return octets.slice(offset - length, offset);
    }

    /** All octets left, none included. */
    public Octets rest() {
        Octets rest = octets.from(offset);
        offset = octets.length();
        return rest;
    }

    /**
     * A BER length in its shortest or a longer form of at most three octets (00…7F, 81 xx, 82 xx xx), not beyond what is
     * left.
     */
    public int berLength(String field) throws MalformedException {
        int start = offset;
        int first = u8(field);
        int length;
        if (first < 0x80) {
            length = first;
        } else if (first == 0x81) {
            length = u8(field);
        } else if (first == 0x82) {
            length = u16(field);
        } else {
            throw fail(field, start, "a BER length of 1 to 3 octets", hex8(first));
        }
        if (length > remaining()) {
            throw fail(field, start, "at most " + remaining() + ", the octets left", Integer.toString(length));
        }
        return length;
    }

    /** Asks that nothing is left. */
    public void end(String field) throws MalformedException {
        if (!atEnd()) {
            throw fail(field, offset, "the end", remaining() + " more octets");
        }
    }

    /** A failure of {@code field}, which starts at {@code at}. */
    public MalformedException fail(String field, int at, String expected, String actual) {
        return new MalformedException(new Malformed(clause, field, at, expected, actual, octets));
    }

    /** An octet as two hexadecimal digits, for messages. */
    public static String hex8(int octet) {
        return Octets.of(octet & 0xFF).toHex();
    }

    private void need(String field, int length) throws MalformedException {
        if (length < 0 || length > remaining()) {
            throw fail(field, offset, length + " octets", remaining() + " octets");
        }
    }
}
