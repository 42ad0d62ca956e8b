// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * The rate that an SMSC bears: additive increase, multiplicative decrease. Answers are looked at in rounds, those alone to
 * what was written in the round, so that each cut is judged by what it did. A round with refusals cuts the rate by half
 * their share (a tenth refused costs a twentieth: chance refusals do not strangle the link, an SMSC that refuses all
 * halves it); one in which most answers took far longer than usual cuts it by a quarter; any
 * other raises it, and so does, a little, one with few refusals.
 *
 * <p>Times are nanoseconds of one monotonic clock. Not safe for several threads.
 */
final class AdaptiveRate {
    private static final long MILLI = 1_000_000L;
    private static final long ROUND = 250 * MILLI;
    /** So many refusals end a round at once. */
    private static final int ENOUGH_REFUSALS = 20;
    /** For so long after a cut the rate rises by small steps. */
    private static final long CAUTION = 5_000 * MILLI;

    private static final double SMALL_STEP = 0.01;
    private static final double STEP = 0.05;
    private static final double SLOW_CUT = 0.75;
    private static final double LEAST = 0.01;
    /** A share of refusals under which the rate still seeks its way up. */
    private static final double FEW = 0.1;

    private static final int SLOW_TIMES = 4;
    private static final long SLOW_PLUS = 200 * MILLI;
    private static final int USUAL_INERTIA = 50;

    private final double limit;
    private final double least;
    private double rate;
    private long began;
    private int accepted;
    private int refused;
    private int slow;
    private long slowNanos;
    private long quickNanos;
    /** What an answer usually takes; 0 before the first round ended. */
    private long usual;

    private boolean cut;
    private long cutAt;

    /** @param limit segments a second that are never exceeded; the rate starts there */
    AdaptiveRate(int limit, long now) {
        this.limit = limit;
        this.least = Math.max(Math.min(1, limit), limit * LEAST);
        this.rate = limit;
        this.began = now;
    }

    /** Segments a second. */
    double rate() {
        return rate;
    }

    /** Whether, with one refusal more of what was written then, most answers of this round are refusals. */
    boolean mostlyRefusedWith(long writtenAt) {
        return writtenAt - began >= 0 && refused + 1 > accepted;
    }

    /** The SMSC took what was written then. */
    void accepted(long writtenAt, long now) {
        if (writtenAt - began < 0) {
            return;
        }
        accepted++;
        long took = now - writtenAt;
        if (usual > 0 && took > SLOW_TIMES * usual + SLOW_PLUS) {
            slow++;
            slowNanos += took;
        } else {
            quickNanos += took;
        }
        endRound(now);
    }

    /** The SMSC refused for now what was written then. */
    void refused(long writtenAt, long now) {
        if (writtenAt - began < 0) {
            return;
        }
        refused++;
        endRound(now);
    }

    private void endRound(long now) {
        if (now - began < ROUND && refused < ENOUGH_REFUSALS) {
            return;
        }
        double share = (double) refused / (accepted + refused);
        boolean sluggish = slow * 2 > accepted;
        if (refused > 0) {
            cut(1 - share / 2, now);
            rate = Math.min(limit, rate + (mostlyTaken(share) ? limit * SMALL_STEP : 0));
        } else if (sluggish) {
            cut(SLOW_CUT, now);
        } else {
            boolean careful = cut && now - cutAt < CAUTION;
            rate = Math.min(limit, rate + limit * (careful ? SMALL_STEP : STEP));
        }
        learnUsual(sluggish);
        began = now;
        accepted = 0;
        refused = 0;
        slow = 0;
        slowNanos = 0;
        quickNanos = 0;
    }

    private static boolean mostlyTaken(double refusedShare) {
        return refusedShare < FEW;
    }

    private void cut(double factor, long now) {
        rate = Math.max(least, rate * factor);
        cut = true;
        cutAt = now;
    }

    /** An SMSC that stays slow is a slow SMSC: after some rounds that is its usual. */
    private void learnUsual(boolean sluggish) {
        int quick = accepted - slow;
        if (usual == 0 && quick > 0) {
            usual = Math.max(1, quickNanos / quick);
        } else if (sluggish) {
            usual += (slowNanos / slow - usual) / USUAL_INERTIA;
        } else if (quick > 0) {
            long mean = quickNanos / quick;
            usual = Math.max(1, mean < usual ? mean : usual + (mean - usual) / USUAL_INERTIA);
        }
    }
}
