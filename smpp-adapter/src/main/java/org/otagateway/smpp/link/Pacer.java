// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * Lets segments out evenly, and never more than {@code limit} in any second wherever it starts.
 *
 * <p>Two rules. A ring holds when each of the last {@code limit} segments was written; the next may go only a second after
 * the oldest of them. That alone would let the whole limit out in one burst at the start of each second, and the SMSC,
 * which counts by its own clock after a network that squeezes and stretches, would see two bursts in one second. So
 * segments are also spaced, at a fiftieth under the rate, and a pause earns a burst of 40 ms' worth.
 *
 * <p>Where several gateways share the limit of one SMSC, each goes by its share of limit and rate.
 *
 * <p>What was reserved and is not yet written counts as written in the future. Times are nanoseconds of one monotonic clock.
 * Not safe for several threads.
 */
final class Pacer {
    private static final long SECOND = 1_000_000_000L;
    private static final double MARGIN = 51.0 / 50;
    private static final long TOLERANCE = SECOND / 25;

    private static final int NONE = -1;

    private final long[] written;
    private double perSecond;
    private double share = 1;
    private int most;
    private long interval;
    private int next;
    private boolean full;
    private long last;
    private int reserved;
    /** When the next segment is due if all before it were spaced; may lie in the past. */
    private long due;

    /** @param now the time at which counting starts; the first segment may go at once */
    Pacer(int limit, long now) {
        written = new long[limit];
        most = limit;
        due = now;
        last = now;
        rate(limit);
    }

    /** Spaces what follows for this rate, segments a second. */
    void rate(double segments) {
        perSecond = segments;
        interval = share > 0 ? (long) (SECOND * MARGIN / (perSecond * share)) : SECOND;
    }

    /** Goes by so much of the limit and of the rate from now on; 0: nothing goes. */
    void share(double part) {
        share = part;
        most = Math.max(1, (int) (written.length * part));
        rate(perSecond);
    }

    /** The nanoseconds until one segment may be written; 0 for now. */
    long delay(long now) {
        if (share <= 0) {
            return TOLERANCE;
        }
        long spaced = due - now;
        // What is reserved has no time yet: ask again soon.
        int index = reserved >= most ? NONE : before(reserved);
        long limited = index == NONE ? 0 : written[index] + SECOND - now;
        return Math.max(0, Math.max(spaced, limited));
    }

    /** Reserves as many segments as may be written now, at most {@code wanted}; {@link #wrote} follows. */
    int reserve(long now, int wanted) {
        if (share <= 0) {
            return 0;
        }
        int count = 0;
        long from = Math.max(due, now - TOLERANCE);
        long at = from;
        while (count < wanted && at <= now && ringAllows(reserved + count, now)) {
            count++;
            at += interval;
        }
        if (count > 0) {
            reserved += count;
            due = at;
        }
        return count;
    }

    /** Of {@code taken} reserved segments {@code count} were written, the last not after {@code now}. */
    void wrote(int taken, int count, long now) {
        reserved -= taken;
        due -= interval * (taken - count);
        last = Math.max(last, now);
        for (int i = 0; i < count; i++) {
            written[next] = last;
            next++;
            if (next == written.length) {
                next = 0;
                full = true;
            }
        }
    }

    private boolean ringAllows(int ahead, long now) {
        if (ahead >= most) {
            return false;
        }
        int index = before(ahead);
        return index == NONE || now - written[index] >= SECOND;
    }

    /** Where the ring has the segment that the one after {@code ahead} more must stay a second behind. */
    private int before(int ahead) {
        int index = next + ahead - most;
        if (index >= 0) {
            return index;
        }
        return full ? index + written.length : NONE;
    }
}
