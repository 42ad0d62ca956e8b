// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.outcome.DeliveryMark;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;

/**
 * One look for deliveries that are due, within a unit of work: what is under way goes first, then what waits, no more
 * than there is room for.
 */
final class Claims {
    private static final int PAGE = 256;

    private final DeliveryEngine engine;
    private final Set<Long> selected;
    private long lastServed;

    /** @param selected jobs whose waiting cards are sent; empty: all. What is under way of others is brought to its end */
    Claims(DeliveryEngine engine, Set<Long> selected) {
        this.engine = engine;
        this.selected = Set.copyOf(selected);
    }

    /**
     * What a look found.
     *
     * @param effects what to do after the commit
     * @param handled deliveries whose time had come
     * @param nextDue when to look again at the latest, by what is known now; null: nothing is due
     */
    record Claimed(Effects effects, int handled, @Nullable Instant nextDue) {}

    /**
     * Looks once. Without a link nothing is taken that would only be put off: it keeps its place by the time it is due, and
     * goes at the next bind, no more at once than there is room for.
     *
     * @param bound whether a link is
     * @param heard whether a link has been bound for long enough that what the SMSC kept meanwhile has come in; until then
     *     no silence is believed
     */
    Claimed run(Transaction tx, Instant now, int room, boolean bound, boolean heard, ToIntFunction<Job> jobRoom) {
        Effects effects = new Effects();
        int handled = 0;
        Instant nextDue = null;
        long served = 0;
        for (long jobId : inTurn(tx)) {
            Job job = tx.jobs().find(jobId);
            if (job == null) {
                continue;
            }
            int before = effects.segments();
            int left = Math.min(room - effects.segments(), jobRoom.applyAsInt(job));
            boolean holding = holds(job, now) || !bound;
            Occasion occasion = new Occasion(tx, now, holding, effects);
            boolean over = job.state() == JobState.CANCELLED || expired(job, now);
            if (over || (heard && (holding || left > 0))) {
                handled += run(occasion, job, tx.deliveryStates().dueInFlight(jobId, now, PAGE), left);
            }
            left -= effects.segments() - before;
            boolean waitingToo = waitingToo(job);
            if (waitingToo && (holding ? over : left > 0)) {
                // Between two steps of a plan nothing waits behind what has not begun.
                int between = effects.segments();
                handled += run(occasion, job, tx.deliveryStates().dueHolding(jobId, now, PAGE), left);
                left -= effects.segments() - between;
            }
            if (waitingToo && (holding ? over : left > 0)) {
                List<DeliveryRow> due = new ArrayList<>(tx.deliveryStates().due(jobId, now, PAGE));
                due.removeIf(row -> !heard && !over && row.state().phase() != Phase.WAITING);
                handled += run(occasion, job, due, left);
            }
            if (served == 0 && effects.segments() > before) {
                served = jobId;
            }
            if (heard) {
                nextDue = earlier(
                        nextDue,
                        waitingToo && !holding
                                ? tx.deliveryStates().nextDue(jobId)
                                : tx.deliveryStates().nextDueInFlight(jobId));
            }
        }
        lastServed = served == 0 ? lastServed : served;
        return new Claimed(effects, handled, nextDue);
    }

    /** Nothing of such a job is sent: it is paused, or its schedule says another time. */
    static boolean holds(Job job, Instant now) {
        return job.state() == JobState.PAUSED || !job.definition().schedule().open(now);
    }

    /**
     * Jobs of which something is due. The one that was served last comes last, so that a small job waits for one look of a
     * large one and not for its end.
     */
    private List<Long> inTurn(Transaction tx) {
        List<Long> later = new ArrayList<>();
        List<Long> first = new ArrayList<>();
        for (long jobId = tx.deliveryStates().jobWithDueAfter(0);
                jobId != 0;
                jobId = tx.deliveryStates().jobWithDueAfter(jobId)) {
            (jobId > lastServed ? first : later).add(jobId);
        }
        first.addAll(later);
        return first;
    }

    /** What is left of such a job ends without a link: nothing of it is sent. */
    static boolean expired(Job job, Instant now) {
        Instant started = job.started();
        return job.definition().schedule().over(now)
                || (started != null
                        && !now.isBefore(started.plus(job.definition().policy().expires())));
    }

    private boolean waitingToo(Job job) {
        boolean running = job.state() == JobState.RUNNING && (selected.isEmpty() || selected.contains(job.id()));
        return running || job.state() == JobState.CANCELLED;
    }

    private int run(Occasion occasion, Job job, List<DeliveryRow> rows, int room) {
        int before = occasion.effects().segments();
        int handled = 0;
        for (DeliveryRow row : rows) {
            if (!occasion.holding() && occasion.effects().segments() - before >= room) {
                break;
            }
            boolean cancel = job.state() == JobState.CANCELLED
                    && row.state().outcome() == Outcome.PENDING
                    && !row.state().has(DeliveryMark.STOPPING);
            // An earlier row of the page may have moved this one.
            DeliveryRow fresh = occasion.tx().deliveryStates().find(row.id());
            Instant due = fresh == null ? null : fresh.state().dueAt();
            if (fresh != null && due != null && !due.isAfter(occasion.now())) {
                engine.apply(occasion, fresh, cancel ? new DeliveryEvent.Cancelled() : new DeliveryEvent.Due());
                handled++;
            }
        }
        return handled;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
