// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;

/**
 * The pause after temporary refusals. All refusals of what was written before a pause began belong to that pause; the
 * first of what was written after it doubles the next. Times are nanoseconds of one monotonic clock. Not safe for several
 * threads.
 */
final class Throttle {
    private final long min;
    private final long max;
    private long pause;
    private boolean paused;
    private long began;
    private long ends;

    Throttle(Duration min, Duration max) {
        this.min = min.toNanos();
        this.max = max.toNanos();
    }

    void refused(long writtenAt, long now) {
        if (paused && writtenAt - began <= 0) {
            return;
        }
        pause = pause == 0 ? min : Math.min(max, pause * 2);
        paused = true;
        began = now;
        ends = now + pause;
    }

    void accepted(long writtenAt) {
        if (!paused || writtenAt - ends >= 0) {
            pause = 0;
        }
    }

    /** The nanoseconds until segments may be written again; 0 for now. */
    long delay(long now) {
        return paused ? Math.max(0, ends - now) : 0;
    }
}
