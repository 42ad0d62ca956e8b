// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.job.ColumnsJson;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.Priority;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.outcome.DeliveryMark;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.store.DeliveryInput;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.DeliveryStates;
import org.otagateway.gateway.store.DeliveryStates.Due;
import org.otagateway.gateway.store.Transaction;

/**
 * One look for deliveries that are due, within a unit of work: what is under way goes first, then what waits, no more
 * than there is room for.
 */
final class Claims {
    private static final int PAGE = 256;
    private static final int LEAST_PAGE = 32;
    /** Short messages that urgent jobs may send in one look where the links have no room. */
    private static final int URGENT_ROOM = 16;

    private static final int LOWER_LEADS = 8;

    private final DeliveryEngine engine;
    private final Set<Long> selected;
    private final Lanes lanes;
    private final Map<Priority, Long> lastServed = new EnumMap<>(Priority.class);
    private long looks;
    private volatile boolean urgent;

    /** @param selected jobs whose waiting cards are sent; empty: all. What is under way of others is brought to its end */
    Claims(DeliveryEngine engine, Set<Long> selected, Lanes lanes) {
        this.engine = engine;
        this.lanes = lanes;
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
     * @param room short messages that may go now; what is urgent may go beyond
     * @param bound whether a link is
     * @param heard whether a link has been bound for long enough that what the SMSC kept meanwhile has come in; until then
     *     no silence is believed
     * @param jobRoom short messages that the job's own rate lets go now
     */
    Claimed run(Transaction tx, Instant now, int room, boolean bound, boolean heard, ToIntFunction<Job> jobRoom) {
        Effects effects = new Effects();
        int handled = 0;
        Instant nextDue = null;
        Set<Priority> served = EnumSet.noneOf(Priority.class);
        boolean anyUrgent = false;
        List<Job> jobs = inTurn(tx);
        if (bound && room > 0) {
            letLowerLead(jobs);
        }
        for (Job job : jobs) {
            boolean isUrgent = priority(job) == Priority.INTERACTIVE;
            anyUrgent |= isUrgent && dueNow(tx, job, now);
            if (bound && room <= 0 && !isUrgent) {
                break; // the others come after it
            }
            int before = effects.segments();
            Share share = new Share(
                    occasion(tx, job, now, bound, effects),
                    job,
                    heard,
                    before
                            + Math.min(
                                    (isUrgent ? Math.max(room, URGENT_ROOM) : room) - before, jobRoom.applyAsInt(job)));
            handled += run(share);
            if (effects.segments() > before && served.add(priority(job))) {
                lastServed.put(priority(job), job.id());
            }
            nextDue = heard ? earlier(nextDue, share.nextDue()) : nextDue;
        }
        urgent = anyUrgent;
        return new Claimed(effects, handled, nextDue);
    }

    /**
     * In one look of {@value #LOWER_LEADS} a lower priority comes first, each of those that are there in turn, so that a
     * campaign of weeks does not stop all below it. What is urgent stays before all.
     */
    private void letLowerLead(List<Job> jobs) {
        looks++;
        if (looks % LOWER_LEADS != 0) {
            return;
        }
        List<Priority> present = jobs.stream()
                .map(Claims::priority)
                .filter(priority -> priority != Priority.INTERACTIVE)
                .distinct()
                .toList();
        if (present.size() > 1) {
            Priority leads = present.get(1 + (int) (looks / LOWER_LEADS % (present.size() - 1)));
            jobs.sort(Comparator.comparing(
                    job -> priority(job) == Priority.INTERACTIVE ? 0 : priority(job) == leads ? 1 : 2));
        }
    }

    private static Occasion occasion(Transaction tx, Job job, Instant now, boolean bound, Effects effects) {
        Occasion usual = new Occasion(tx, now, holds(job, now) || !bound, effects);
        Schedule schedule = job.definition().schedule();
        boolean closed = job.state() == JobState.RUNNING && !schedule.open(now);
        return closed ? usual.heldUntil(schedule.opening(schedule.zone(), now)) : usual;
    }

    /** Where the job's windows are read where its cards are, a card whose window is closed waits until it opens. */
    private static Occasion occasion(Share share, DeliveryRow row) {
        Schedule schedule = share.job.definition().schedule();
        if (!schedule.cardZone() || share.occasion.holding() || row.state().phase() == Phase.SENDING) {
            return share.occasion;
        }
        DeliveryInput input = share.occasion.tx().deliveryStates().input(row.id());
        String told = input == null ? null : ColumnsJson.read(input.columns()).get(Schedule.CARD_COLUMN);
        Instant now = share.occasion.now();
        Instant opening = schedule.opening(told == null ? schedule.zone() : ZoneId.of(told), now);
        return opening.isAfter(now) ? share.occasion.heldUntil(opening) : share.occasion;
    }

    /** Whether something urgent was due at the last look, for which there is room where there is none for others. */
    boolean urgent() {
        return urgent;
    }

    /** Looks for jobs that do not wait for room. */
    int lookForUrgent(Transaction tx, Instant now) {
        urgent = inTurn(tx).stream().anyMatch(job -> priority(job) == Priority.INTERACTIVE && dueNow(tx, job, now));
        return urgent ? 1 : 0;
    }

    private boolean dueNow(Transaction tx, Job job, Instant now) {
        Instant due = waitingToo(job) && !holds(job, now) ? tx.deliveryStates().nextDue(job.id()) : null;
        return due != null && !due.isAfter(now);
    }

    private static Priority priority(Job job) {
        return job.definition().campaign().priority();
    }

    /** What one job may send in one look, up to {@code upTo} short messages of all jobs together. */
    private final class Share {
        private final Occasion occasion;
        private final Job job;
        private final boolean heard;
        private final int upTo;
        private boolean full;

        Share(Occasion occasion, Job job, boolean heard, int upTo) {
            this.occasion = occasion;
            this.job = job;
            this.heard = heard;
            this.upTo = upTo;
        }

        boolean open() {
            return occasion.effects().segments() < upTo;
        }

        /** Cards that may begin now. */
        int cards() {
            OptionalInt most = job.definition().campaign().maxUnderWay();
            if (over()) {
                return PAGE;
            }
            if (most.isEmpty()) {
                return page();
            }
            int underWay = occasion.tx().deliveryStates().underWay(job.id(), most.getAsInt());
            full = underWay >= most.getAsInt();
            return Math.min(page(), most.getAsInt() - underWay);
        }

        /** Not many more than there is room for, since some may not go; few sizes, since each is a statement of its own. */
        private int page() {
            int room = upTo - occasion.effects().segments();
            return Math.min(PAGE, Math.max(LEAST_PAGE, Integer.highestOneBit(Math.min(room, PAGE)) * 4));
        }

        boolean over() {
            return job.state().isStopped() || job.expired(occasion.now());
        }

        boolean waitingToo() {
            return Claims.this.waitingToo(job) && (occasion.holding() ? over() : open());
        }

        /** When to look again at the latest; where no card may begin, one that ends tells by itself. */
        @Nullable
        Instant nextDue() {
            boolean waits = Claims.this.waitingToo(job) && !occasion.holding() && !full;
            DeliveryStates states = occasion.tx().deliveryStates();
            return waits ? states.nextDue(job.id()) : states.nextDueInFlight(job.id());
        }
    }

    private int run(Share share) {
        Instant now = share.occasion.now();
        long jobId = share.job.id();
        DeliveryStates states = share.occasion.tx().deliveryStates();
        int handled = 0;
        if (share.over() || (share.heard && (share.occasion.holding() || share.open()))) {
            handled += run(share, states.dueInFlight(jobId, now, PAGE));
        }
        if (share.waitingToo()) {
            // Between two steps of a plan nothing waits behind what has not begun.
            handled += run(share, states.dueHolding(jobId, now, PAGE));
        }
        if (share.waitingToo()) {
            int cards = share.cards();
            List<Due> due = new ArrayList<>(cards > 0 ? states.due(jobId, now, cards) : List.of());
            due.removeIf(row -> !share.heard && !share.over() && row.phase() != Phase.WAITING);
            handled += run(share, due);
        }
        return handled;
    }

    /** Nothing of such a job is sent: it is paused, or its schedule says another time. */
    static boolean holds(Job job, Instant now) {
        return (job.state() != JobState.RUNNING && job.state() != JobState.CANCELLED)
                || !job.definition().schedule().open(now);
    }

    /**
     * Jobs of which something is due, the more urgent first. Of equals the one that was served last comes last, so that a
     * small job waits for one look of a large one and not for its end.
     */
    private List<Job> inTurn(Transaction tx) {
        List<Job> jobs = new ArrayList<>();
        for (long jobId = tx.deliveryStates().jobWithDueAfter(0);
                jobId != 0;
                jobId = tx.deliveryStates().jobWithDueAfter(jobId)) {
            Job job = tx.jobs().find(jobId);
            if (job != null) {
                jobs.add(job);
            }
        }
        jobs.sort(Comparator.comparing(Claims::priority)
                .thenComparing(job -> job.id() <= lastServed.getOrDefault(priority(job), 0L)));
        return jobs;
    }

    private static DeliveryEvent stop(Job job) {
        return job.state() == JobState.ABORTED ? new DeliveryEvent.Aborted() : new DeliveryEvent.Cancelled();
    }

    private boolean waitingToo(Job job) {
        boolean running = job.state() == JobState.RUNNING && (selected.isEmpty() || selected.contains(job.id()));
        return running || job.state().isStopped();
    }

    /**
     * Another gateway is sending it, or was and is not given up yet: its send is not known to have left, so it is not ended for want of
     * an answer (the model: a send that is not recorded whole is its submitter's).
     */
    private static boolean elsewhere(Occasion occasion, DeliveryRow row) {
        return row.state().phase() == Phase.SENDING && occasion.tx().attempts().sentByAnother(row.id());
    }

    private int run(Share share, List<Due> rows) {
        Occasion occasion = share.occasion;
        Job job = share.job;
        int handled = 0;
        for (Due row : rows) {
            if (!occasion.holding() && !share.open()) {
                break;
            }
            // An earlier row of the page may have moved this one.
            DeliveryRow fresh = occasion.tx().deliveryStates().again(row);
            Instant due = fresh == null ? null : fresh.state().dueAt();
            if (fresh != null && due != null && !due.isAfter(occasion.now()) && !elsewhere(occasion, fresh)) {
                boolean stop = job.state().isStopped()
                        && fresh.state().outcome() == Outcome.PENDING
                        && !fresh.state().has(DeliveryMark.STOPPING);
                Occasion here = occasion(share, fresh);
                boolean sends = !here.holding() && !stop && !job.expired(occasion.now());
                Duration wait = sends ? lanes.putOff(occasion.tx(), fresh, job) : null;
                if (wait != null) {
                    occasion.tx()
                            .deliveryStates()
                            .putOff(fresh.id(), occasion.now().plus(wait));
                    handled++;
                    continue;
                }
                int packets = occasion.effects().outgoing().size();
                engine.apply(here, fresh, stop ? stop(job) : new DeliveryEvent.Due());
                lanes.take(occasion.effects()
                        .outgoing()
                        .subList(packets, occasion.effects().outgoing().size()));
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
