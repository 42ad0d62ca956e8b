// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.config.RetentionSettings;
import org.otagateway.gateway.correlate.Correlator;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.Outgoing;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Lease;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;

/**
 * Looks for deliveries that are due, no more than the links have room for, and submits what their commits made durable.
 * All state is in the store: what a crash interrupts is sent again at the next start.
 */
final class Dispatcher {
    private static final int PAGE = 200;
    private static final long GATHER_MILLIS = 5;
    private static final int CROWD = 8;
    private static final int ROOM_IN_A_CROWD = 8;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration LISTEN = Duration.ofSeconds(1);
    private static final Duration FINISH_EVERY = Duration.ofMillis(200);
    private static final Duration CLEAN_EVERY = Duration.ofMinutes(10);

    private final Store store;
    private final DeliveryEngine engine;
    private final Submitter submitter;
    private final Lanes lanes;
    private final Claims claims;
    private final JobLife life;
    private final Set<Long> selected;
    private final IntSupplier mostWaiting;
    private final Lease lease;
    private final InstantSource clock;
    private final Map<Outcome, Long> turned = new ConcurrentHashMap<>();
    private final Map<Long, JobTally> tallies = new ConcurrentHashMap<>();
    private final Map<Long, Pacer> pacers = new HashMap<>();
    private final LongAdder leaps = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean signalled;
    private long recoveredAt;
    private volatile boolean stopping;
    private boolean unbound;
    private Instant heardFrom = Instant.EPOCH;
    private Instant lastFinish = Instant.EPOCH;
    private Instant lastClean = Instant.EPOCH;
    private final Retention retention;

    /** @param mostWaiting the most incoming PDUs that waited for their commit at one time since the last look */
    Dispatcher(
            Store store,
            DeliveryEngine engine,
            Receipts receipts,
            Routes routes,
            Set<Long> selected,
            IntSupplier mostWaiting,
            InstantSource clock) {
        this(store, engine, receipts, routes, selected, mostWaiting, RetentionSettings.NEVER, clock);
    }

    /**
     * The same.
     *
     * @param retention how long details are kept
     */
    Dispatcher(
            Store store,
            DeliveryEngine engine,
            Receipts receipts,
            Routes routes,
            Set<Long> selected,
            IntSupplier mostWaiting,
            RetentionSettings retention,
            InstantSource clock) {
        this.retention = new Retention(retention);
        this.store = store;
        this.lease = store.lease();
        this.engine = engine;
        this.selected = Set.copyOf(selected);
        this.mostWaiting = mostWaiting;
        this.clock = clock;
        this.lanes = new Lanes(routes);
        this.claims = new Claims(engine, selected, lanes);
        this.life = new JobLife(selected);
        this.submitter = new Submitter(store, engine, receipts, routes, clock, this::committed, (job, segments) -> {
            JobTally tally = tallies.get(job);
            if (tally != null) {
                tally.submitted(segments);
            }
        });
    }

    /** Learns what a commit left to be done; called after each. */
    void committed(Effects effects) {
        follow(effects);
        signal();
    }

    /** The same for a commit of its own, after which it knows when to look again. */
    private void follow(Effects effects) {
        for (Effects.OutcomeChange change : effects.changes()) {
            JobTally tally = tallies.get(change.jobId());
            if (tally != null) {
                tally.add(change);
            }
            turned.merge(change.after(), 1L, Long::sum);
        }
        leaps.add(effects.leaps());
        effects.outgoing().forEach(submitter::submit);
    }

    /** Something changed: look again. */
    void signal() {
        lock.lock();
        try {
            signalled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends {@link #run} before its next look. */
    void stop() {
        stopping = true;
        signal();
    }

    /** How far a job is. */
    JobProgress progress(Job job) {
        JobTally tally = tally(job.id());
        if (store.shared() && tally.recountDue(clock.instant())) {
            // Other gateways turn outcomes, too.
            tally.recount(store.read(view -> view.reports().outcomes(job.id())));
        }
        tally.planned(job.plannedRows() - job.rejectedRows());
        return tally.snapshot(job.id());
    }

    /** Counts outcomes of the selected jobs from now on; before anything comes in. */
    void count() {
        selected.forEach(this::tally);
        if (selected.isEmpty()) {
            store.read(view -> view.jobs().listOpen()).forEach(this::tally);
        }
    }

    /** Deliveries that turned to each outcome since the start. */
    Map<Outcome, Long> turned() {
        return Map.copyOf(turned);
    }

    /** Counters that leapt to where a card's may be, since the start. */
    long leaps() {
        return leaps.sum();
    }

    private JobTally tally(long jobId) {
        return tallies.computeIfAbsent(
                jobId, id -> new JobTally(store.read(view -> view.reports().outcomes(id))));
    }

    /** Sends again what was interrupted, then looks until it is stopped. */
    void run() throws InterruptedException {
        recover();
        while (!stopping) {
            if (lease.departures() != recoveredAt) {
                recover();
            }
            Instant wake = step();
            if (wake != null) {
                // Each commit signals; one look serves all of a few milliseconds.
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                await(wake);
            }
        }
    }

    /**
     * One look.
     *
     * @return when to look again at the latest; null: at once
     */
    @Nullable
    Instant step() {
        Instant now = clock.instant();
        boolean bound = submitter.bound();
        boolean heard = heard(bound, now);
        int room = bound ? room() : 0;
        int changes = 0;
        Claims.Claimed claimed = null;
        if (!bound || room > 0 || claims.urgent()) {
            lanes.look();
            claimed = store.submit(tx -> claims.run(tx, now, room, bound, heard, this::room))
                    .join();
            paced(claimed.effects());
        }
        if (!now.isBefore(lastFinish.plus(FINISH_EVERY))) {
            lastFinish = now;
            changes = store.submit(tx -> {
                        int urgent = room > 0 || claims.urgent() ? 0 : claims.lookForUrgent(tx, now);
                        return urgent + life.look(tx, now);
                    })
                    .join();
        }
        if (!now.isBefore(lastClean.plus(CLEAN_EVERY))) {
            lastClean = now;
            store.submit(tx -> clean(tx, now)).join();
        }
        if (retention.due(now)) {
            retention.done(store.submit(tx -> retention.slice(tx, now)).join(), now);
        }
        if (changes > 0 || (claimed != null && claimed.handled() > 0)) {
            return null;
        }
        Instant longest = now.plus(LONGEST_WAIT);
        Instant due = claimed == null ? null : claimed.nextDue();
        return due == null || due.isAfter(longest) ? longest : due.isAfter(now) ? due : now.plusMillis(20);
    }

    /** Whether what the SMSC kept while no link was bound has had its time to come in. */
    private boolean heard(boolean bound, Instant now) {
        if (!bound) {
            unbound = true;
            return false;
        }
        if (unbound) {
            unbound = false;
            heardFrom = now.plus(LISTEN);
        }
        return !now.isBefore(heardFrom);
    }

    /**
     * Short messages that may go now. Where incoming ones queue, the SMSC holds more of them back, and a PoR that waits
     * there looks like silence: sending on at full speed would only send packets again.
     */
    int room() {
        // Without a share the others do not know of this gateway yet.
        int room = lease.share() > 0 ? submitter.room() : 0;
        return mostWaiting.getAsInt() < CROWD ? room : Math.min(room, ROOM_IN_A_CROWD);
    }

    private void paced(Effects effects) {
        for (Outgoing packet : effects.outgoing()) {
            Pacer pacer = pacers.get(packet.jobId());
            if (pacer != null) {
                pacer.take(packet.parts().size());
            }
        }
        follow(effects);
    }

    /** Short messages that the job's own rate lets go now. */
    private int room(Job job) {
        int rate = job.definition().policy().rate().orElse(0);
        if (rate == 0) {
            return Integer.MAX_VALUE;
        }
        Instant now = clock.instant();
        return pacers.computeIfAbsent(job.id(), id -> new Pacer(rate, now)).room(now, lease.share());
    }

    private static int clean(Transaction tx, Instant now) {
        tx.correlations().dropOld(now, Correlator.PARTS_KEPT);
        return 0;
    }

    /** Rule 2 and the model: after a crash the packet under way goes out again, the same octets, before anything else. */
    void recover() {
        recoveredAt = lease.departures();
        long jobId = store.submit(tx -> tx.deliveryStates().jobWithDueAfter(0)).join();
        while (jobId != 0 && !stopping) {
            long job = jobId;
            long after = 0;
            while (after >= 0) {
                long from = after;
                Recovered page = store.submit(tx -> recover(tx, job, from)).join();
                committed(page.effects);
                after = page.last;
            }
            jobId = store.submit(tx -> tx.deliveryStates().jobWithDueAfter(job)).join();
        }
    }

    private record Recovered(Effects effects, long last) {}

    private Recovered recover(Transaction tx, long jobId, long after) {
        Effects effects = new Effects();
        Job job = tx.jobs().find(jobId);
        Instant now = clock.instant();
        boolean holding = job == null || Claims.holds(job, now);
        List<DeliveryRow> rows = tx.deliveryStates().interrupted(jobId, after, PAGE);
        for (DeliveryRow row : rows) {
            engine.apply(new Occasion(tx, now, holding, effects), row, new DeliveryEvent.Interrupted());
        }
        return new Recovered(
                effects, rows.isEmpty() ? -1 : rows.get(rows.size() - 1).id());
    }

    private void await(Instant wake) throws InterruptedException {
        long nanos = Duration.between(clock.instant(), wake).toNanos();
        lock.lockInterruptibly();
        try {
            while (!signalled && !stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            signalled = false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the results of all submits are stored. */
    void drain(Duration most) throws InterruptedException {
        long left = most.toNanos();
        while (submitter.underWay() > 0 && left > 0) {
            long start = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(5);
            left -= System.nanoTime() - start;
        }
    }
}
