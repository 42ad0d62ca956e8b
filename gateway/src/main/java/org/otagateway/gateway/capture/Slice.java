// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.util.Arrays;

/** Octets of an array, not copied: a capture is read once, front to back. Reads beyond the end give −1. */
final class Slice {
    private final byte[] array;
    private final int from;
    private final int to;

    Slice(byte[] array, int from, int to) {
        if (from < 0 || to < from || to > array.length) {
            throw new IllegalArgumentException("expected 0 <= from <= to <= " + array.length);
        }
        this.array = array;
        this.from = from;
        this.to = to;
    }

    static Slice of(byte[] array) {
        return new Slice(array, 0, array.length);
    }

    int length() {
        return to - from;
    }

    int u8(int at) {
        return at >= 0 && at < length() ? array[from + at] & 0xFF : -1;
    }

    int u16(int at) {
        return at >= 0 && at + 2 <= length() ? u8(at) << 8 | u8(at + 1) : -1;
    }

    /** A value of 32 bits, −1 beyond the end. */
    long u32(int at) {
        return at >= 0 && at + 4 <= length() ? (long) u16(at) << 16 | u16(at + 2) : -1;
    }

    /** From {@code start} on; empty beyond the end. */
    Slice after(int start) {
        return new Slice(array, Math.min(to, from + Math.max(0, start)), to);
    }

    /** The first {@code count} octets, or all. */
    Slice first(int count) {
        return new Slice(array, from, Math.min(to, from + Math.max(0, count)));
    }

    byte[] toByteArray() {
        return Arrays.copyOfRange(array, from, to);
    }
}
