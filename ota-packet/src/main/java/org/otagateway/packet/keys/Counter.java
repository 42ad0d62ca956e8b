// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import java.util.Locale;
import java.util.Optional;

/**
 * CNTR, the counter of a secured packet: 40 bits, unsigned. It never wraps: a card whose counter stands at FFFFFFFFFF is
 * blocked for that key set for good (TS 102 225 clause 5.1.4).
 */
public record Counter(long value) implements Comparable<Counter> {
    /** FFFFFFFFFF. */
    public static final Counter MAX = new Counter(0xFF_FFFF_FFFFL);

    public static final Counter ZERO = new Counter(0);

    /** @throws IllegalArgumentException outside of 0…FFFFFFFFFF */
    public Counter {
        if (value < 0 || value > 0xFF_FFFF_FFFFL) {
            throw new IllegalArgumentException("counter: expected 0 to 1099511627775, got " + value);
        }
    }

    /** Whether a card that has taken this value takes no further packet under its key set. */
    public boolean blocked() {
        return value == 0xFF_FFFF_FFFFL;
    }

    /** The value after this one; none where it would block the key set. */
    public Optional<Counter> next() {
        return plus(1);
    }

    /** This value raised by {@code step}, 1 or more; none where it would block the key set. */
    public Optional<Counter> plus(long step) {
        if (step < 1) {
            throw new IllegalArgumentException("counter step: expected 1 or more, got " + step);
        }
        return step >= MAX.value - value ? Optional.empty() : Optional.of(new Counter(value + step));
    }

    @Override
    public int compareTo(Counter other) {
        return Long.compare(value, other.value);
    }

    /** Ten hexadecimal digits. */
    public String toHex() {
        return String.format(Locale.ROOT, "%010x", value);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
