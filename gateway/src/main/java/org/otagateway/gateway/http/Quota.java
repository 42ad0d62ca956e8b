// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Bounds what callers ask for on average: so many units a second, and so many at once. What is more is not cut off in its
 * middle but owed, and who comes next waits until it is made up.
 */
final class Quota {
    private static final double NANOS = 1e9;

    private final double perNano;
    private final long atOnce;
    private final LongSupplier nanoTime;
    private double left;
    private long asOf;

    /**
     * Full at first.
     *
     * @param perSecond 1 or more
     * @param atOnce 1 or more
     * @param nanoTime a clock that never goes back, as {@link System#nanoTime}
     */
    Quota(long perSecond, long atOnce, LongSupplier nanoTime) {
        this.perNano = perSecond / NANOS;
        this.atOnce = atOnce;
        this.nanoTime = nanoTime;
        this.left = atOnce;
        this.asOf = nanoTime.getAsLong();
    }

    /** Takes {@code units}, whether they are left or not. */
    synchronized void take(long units) {
        refill();
        left -= units;
    }

    /** Takes {@code units} where nothing is owed; otherwise how long to wait, above zero. */
    synchronized Duration tryTake(long units) {
        refill();
        if (left < 0) {
            return Duration.ofNanos((long) Math.ceil(-left / perNano));
        }
        left -= units;
        return Duration.ZERO;
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        left = Math.min((double) atOnce, left + (now - asOf) * perNano);
        asOf = now;
    }
}
