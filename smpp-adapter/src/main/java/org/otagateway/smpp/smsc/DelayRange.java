// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A delay drawn evenly between two bounds, both included, to the millisecond.
 *
 * @param min not negative
 * @param max not below {@code min}
 */
public record DelayRange(Duration min, Duration max) {
    /** No delay. */
    public static final DelayRange NONE = fixed(Duration.ZERO);

    /** @throws IllegalArgumentException where the bounds are negative or in the wrong order */
    public DelayRange {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("delay: expected 0 <= min <= max, got " + min + " to " + max);
        }
    }

    /** Always {@code delay}. */
    public static DelayRange fixed(Duration delay) {
        return new DelayRange(delay, delay);
    }

    /** Between two numbers of milliseconds. */
    public static DelayRange ofMillis(long min, long max) {
        return new DelayRange(Duration.ofMillis(min), Duration.ofMillis(max));
    }

    /** Milliseconds; always draws once, so that the numbers drawn after it do not depend on the bounds. */
    long draw(RandomGenerator random) {
        long low = min.toMillis();
        double part = random.nextDouble();
        return low + (long) (part * (max.toMillis() - low + 1));
    }
}
