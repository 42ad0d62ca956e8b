// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double from a minimum to a maximum, each cut by up to half at random. Not safe for several threads. */
final class BackOff {
    private final long min;
    private final long max;
    private final RandomGenerator random;
    private long current;

    BackOff(Duration min, Duration max, RandomGenerator random) {
        this.min = min.toNanos();
        this.max = max.toNanos();
        this.random = random;
        this.current = this.min;
    }

    /** The next pause in nanoseconds: many links that lost one SMSC do not come back in one moment. */
    long next() {
        long pause = current;
        current = Math.min(max, current * 2);
        return pause / 2 + random.nextLong(pause / 2 + 1);
    }

    void reset() {
        current = min;
    }
}
