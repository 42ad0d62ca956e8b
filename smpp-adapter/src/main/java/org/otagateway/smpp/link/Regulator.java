// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * What all binds of a link share: how many segments may leave now, by the limit, by what the SMSC bears, and by the pause
 * after it refused nearly all. Outlives the sessions: a new one does not start a new second. Thread-safe.
 */
final class Regulator {
    private final Pacer pacer;
    private final AdaptiveRate adaptive;
    private final Throttle throttle;
    private double share = 1;

    Regulator(int limit, Timers timers, long now) {
        pacer = new Pacer(limit, now);
        adaptive = new AdaptiveRate(limit, now);
        throttle = new Throttle(timers.throttleMin(), timers.throttleMax());
    }

    /** The nanoseconds until a segment may be written; 0 for now. */
    synchronized long delay(long now) {
        return Math.max(throttle.delay(now), pacer.delay(now));
    }

    /** Whether a pause after refusals is on. */
    synchronized boolean pauses(long now) {
        return throttle.delay(now) > 0;
    }

    /** Reserves what may be written now, at most {@code wanted}; {@link #wrote} follows. */
    synchronized int reserve(long now, int wanted) {
        return throttle.delay(now) > 0 ? 0 : pacer.reserve(now, wanted);
    }

    /** Of {@code taken} reserved segments {@code count} were written, the last not after {@code now}. */
    synchronized void wrote(int taken, int count, long now) {
        pacer.wrote(taken, count, now);
    }

    /** The SMSC took what was written then. */
    synchronized void accepted(long writtenAt, long now) {
        adaptive.accepted(writtenAt, now);
        pacer.rate(adaptive.rate());
        throttle.accepted(writtenAt);
    }

    /** The SMSC refused for now what was written then. */
    synchronized void refused(long writtenAt, long now) {
        boolean mostly = adaptive.mostlyRefusedWith(writtenAt);
        adaptive.refused(writtenAt, now);
        pacer.rate(adaptive.rate());
        if (mostly) {
            throttle.refused(writtenAt, now);
        }
    }

    /** This gateway goes by so much of limit and rate from now on, 0 to 1. */
    synchronized void share(double part) {
        share = part;
        pacer.share(part);
    }

    /** Segments a second in force. */
    synchronized double rate() {
        return adaptive.rate() * share;
    }
}
