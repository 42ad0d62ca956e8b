// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.job.FailureLimit;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.Wave;
import org.otagateway.gateway.store.JobCountQueries.Count;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.store.WaveQueries.Begun;
import org.otagateway.gateway.store.Waves;

/**
 * Lets the cards of a job go in its waves: the next begins when enough cards of the last have an outcome, no limit of
 * failures is exceeded and the pause is over. How far it is lies in the store with each card that went.
 */
final class WaveGate {
    /** Cards that one look lets go, so that no unit of work grows long. */
    private static final int MOST_AT_ONCE = 1000;

    private WaveGate() {}

    /** Why the job pauses: of one of its waves too many cards failed; null where it goes on. */
    static @Nullable String failing(Transaction tx, Job job) {
        List<Wave> waves = job.definition().campaign().waves();
        if (waves.isEmpty()) {
            return null;
        }
        for (Begun begun : tx.waves().list(job.id())) {
            FailureLimit limit = waves.get(begun.wave() - 1).stop();
            Count since = tx.jobCounts().since(job.id(), begun.wave());
            if (limit != null && limit.exceeded(since.ended(), since.failed(), done(tx, job, begun))) {
                return "wave " + begun.wave() + " of " + waves.size() + ": " + since.failed() + " of " + since.ended()
                        + " cards failed: stop-after-failures " + limit;
            }
        }
        return null;
    }

    private static boolean done(Transaction tx, Job job, Begun begun) {
        Wave wave = job.definition().campaign().waves().get(begun.wave() - 1);
        boolean whole = begun.taken() >= begun.cards();
        return whole
                && wave.isDone(
                        begun.cards(),
                        tx.jobCounts().all(job.id(), begun.wave()).ended());
    }

    /** Lets cards go that may; gives how many went, or 1 where a wave began or was done. The job is one that sends. */
    static int look(Transaction tx, Job job, Instant now) {
        List<Wave> waves = job.definition().campaign().waves();
        if (waves.isEmpty()) {
            return 0;
        }
        List<Begun> begun = tx.waves().list(job.id());
        if (begun.isEmpty()) {
            return begin(tx, job, 1, 0, now);
        }
        Begun last = begun.get(begun.size() - 1);
        Wave wave = waves.get(last.wave() - 1);
        if (last.taken() < last.cards()) {
            return wave.spread() ? takeSpread(tx, job, last, now) : takeNext(tx, job, last, now);
        }
        Instant doneAt = last.doneAt();
        if (last.wave() == waves.size() || (doneAt == null && !done(tx, job, last))) {
            return 0;
        }
        if (doneAt == null) {
            tx.waves().update(job.id(), with(last, last.cards(), last.taken(), last.row(), now));
            return 1;
        }
        if (now.isBefore(doneAt.plus(wave.pause()))) {
            return 0;
        }
        return begin(
                tx, job, last.wave() + 1, begun.stream().mapToLong(Begun::cards).sum(), now);
    }

    private static int begin(Transaction tx, Job job, int number, long inWaves, Instant now) {
        long total = job.plannedRows() - job.rejectedRows();
        Wave wave = job.definition().campaign().waves().get(number - 1);
        tx.waves().begin(job.id(), number, now, wave.cards(total, total - inWaves));
        return 1;
    }

    private static int takeNext(Transaction tx, Job job, Begun wave, Instant now) {
        int most = (int) Math.min(MOST_AT_ONCE, wave.cards() - wave.taken());
        List<Waves.Card> cards = tx.waves().waiting(job.id(), wave.row(), most);
        if (cards.isEmpty()) {
            return end(tx, job, wave);
        }
        cards.forEach(card -> tx.waves().let(card.deliveryId(), wave.wave(), now));
        long row = cards.get(cards.size() - 1).row();
        tx.waves().update(job.id(), with(wave, wave.cards(), wave.taken() + cards.size(), row, null));
        return cards.size();
    }

    /** The i-th of n cards is the first that waits from that part of the file on. */
    private static int takeSpread(Transaction tx, Job job, Begun wave, Instant now) {
        int most = (int) Math.min(MOST_AT_ONCE, wave.cards() - wave.taken());
        int taken = 0;
        while (taken < most) {
            long from = job.plannedRows() * (wave.taken() + taken) / wave.cards();
            Waves.Card card = tx.waves().firstWaiting(job.id(), from);
            if (card == null) {
                card = tx.waves().firstWaiting(job.id(), 0);
            }
            if (card == null) {
                return end(tx, job, with(wave, wave.cards(), wave.taken() + taken, 0, null));
            }
            tx.waves().let(card.deliveryId(), wave.wave(), now);
            taken++;
        }
        tx.waves().update(job.id(), with(wave, wave.cards(), wave.taken() + taken, 0, null));
        return taken;
    }

    /** There are fewer cards than it was to take in. */
    private static int end(Transaction tx, Job job, Begun wave) {
        tx.waves().update(job.id(), with(wave, wave.taken(), wave.taken(), wave.row(), null));
        return 1;
    }

    private static Begun with(Begun wave, long cards, long taken, long row, @Nullable Instant doneAt) {
        return new Begun(wave.wave(), wave.begun(), cards, taken, row, doneAt);
    }
}
