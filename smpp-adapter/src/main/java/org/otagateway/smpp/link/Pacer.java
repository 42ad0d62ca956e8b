// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * Lets segments out evenly, and never more than {@code rate} in any second wherever it starts.
 *
 * <p>Two rules. A ring holds when each of the last {@code rate} segments was written; the next may go only a second after
 * the oldest of them. That alone would let the whole rate out in one burst at the start of each second, and the SMSC,
 * which counts by its own clock after a network that squeezes and stretches, would see two bursts in one second. So
 * segments are also spaced, at a fiftieth under the rate, and a pause earns a burst of 40 ms' worth.
 *
 * <p>Times are nanoseconds of one monotonic clock. Not safe for several threads.
 */
final class Pacer {
    private static final long SECOND = 1_000_000_000L;

    private final long interval;
    private final long tolerance;
    private final long[] written;
    private int next;
    private boolean full;
    /** When the next segment is due if all before it were spaced; may lie in the past. */
    private long due;

    /** @param now the time at which counting starts; the first segment may go at once */
    Pacer(int rate, long now) {
        interval = SECOND * 51 / 50 / rate;
        tolerance = SECOND / 25;
        written = new long[rate];
        due = now;
    }

    /** The nanoseconds until one segment may be written; 0 for now. */
    long delay(long now) {
        long spaced = due - now;
        long limited = full ? written[next] + SECOND - now : 0;
        return Math.max(0, Math.max(spaced, limited));
    }

    /** How many segments may be written now, at most {@code wanted}. */
    int permits(long now, int wanted) {
        int count = 0;
        long at = Math.max(due, now - tolerance);
        while (count < wanted && count < written.length && at <= now && ringAllows(count, now)) {
            count++;
            at += interval;
        }
        return count;
    }

    /** {@code count} segments were written, the last not after {@code now}. */
    void wrote(int count, long now) {
        due = Math.max(due, now - tolerance) + interval * count;
        for (int i = 0; i < count; i++) {
            written[next] = now;
            next++;
            if (next == written.length) {
                next = 0;
                full = true;
            }
        }
    }

    private boolean ringAllows(int ahead, long now) {
        int index = next + ahead;
        boolean used = full;
        if (index >= written.length) {
            index -= written.length;
            used = true;
        }
        // Past the end of a ring that is not full come the entries of this very second.
        return !used || now - written[index] >= SECOND;
    }
}
