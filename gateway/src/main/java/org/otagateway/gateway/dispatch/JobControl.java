// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.JobContexts;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobAct;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;

/** What an operator does to a job; needs no link. */
public final class JobControl {
    private static final int PAGE = 500;

    private final Store store;
    private final DeliveryEngine engine;
    private final InstantSource clock;
    private final Asked asked;

    /** @param asked is noted with what is done */
    public JobControl(
            Store store,
            JobContexts contexts,
            PacketSource packets,
            InstantSource clock,
            RandomGenerator random,
            Asked asked) {
        this.store = store;
        this.engine = new DeliveryEngine(contexts, packets, random);
        this.clock = clock;
        this.asked = asked;
    }

    private void set(Transaction tx, long jobId, JobState state, JobAct.Kind kind, @Nullable String reason) {
        tx.jobs().setState(jobId, state, reason);
        tx.jobs().note(jobId, new JobAct(clock.instant(), kind, asked.by(), asked.reason()));
    }

    /** Why a job stands, told with its state. */
    private String by(String what) {
        return what + " by an operator" + (asked.reason() == null ? "" : ": " + asked.reason());
    }

    /**
     * Nothing more of a job is sent until it is resumed; answers are still taken in.
     *
     * @return the job as it is now; null where there is none
     */
    public @Nullable Job pause(long jobId) {
        return change(jobId, (tx, job) -> {
            if (job.state() == JobState.RUNNING || job.state() == JobState.SCHEDULED) {
                set(tx, jobId, JobState.PAUSED, JobAct.Kind.PAUSED, by("paused"));
            }
        });
    }

    /**
     * A paused job is sent again; null where there is no such job. Failures so far do not pause it once more: only those
     * that come from now on count.
     */
    public @Nullable Job resume(long jobId) {
        return change(jobId, (tx, job) -> {
            if (job.state() == JobState.PAUSED) {
                tx.jobCounts().letPass(jobId);
                go(tx, job, JobAct.Kind.RESUMED);
            }
        });
    }

    /** A draft is sent, from its start on; null where there is no such job. */
    public @Nullable Job start(long jobId) {
        return change(jobId, (tx, job) -> {
            if (job.state() == JobState.DRAFT) {
                go(tx, job, JobAct.Kind.STARTED);
            }
        });
    }

    private void go(Transaction tx, Job job, JobAct.Kind kind) {
        boolean begun = job.definition().schedule().begun(clock.instant());
        set(tx, job.id(), begun ? JobState.RUNNING : JobState.SCHEDULED, kind, null);
    }

    private @Nullable Job change(long jobId, BiConsumer<Transaction, Job> change) {
        var unused = store.submit(tx -> {
                    Job job = tx.jobs().find(jobId);
                    if (job != null) {
                        change.accept(tx, job);
                    }
                    return 0;
                })
                .join();
        return store.read(view -> view.jobs().find(jobId));
    }

    /**
     * Cancels a job: cards for which no counter is spent are cancelled, the others are sent no more and end as their
     * evidence says, once no answer can come any more (design rule 8). Done again where it was cut short.
     *
     * @return the job as it is now; null where there is none
     */
    public @Nullable Job cancel(long jobId) {
        return stop(jobId, JobState.CANCELLED, JobAct.Kind.CANCELLED, new DeliveryEvent.Cancelled());
    }

    /**
     * Aborts a job, also one that is cancelled: as {@link #cancel}, but no answer is waited for. What the evidence of this
     * moment says is the outcome; a verified answer that comes later still turns it.
     *
     * @return the job as it is now; null where there is none
     */
    public @Nullable Job abort(long jobId) {
        return stop(jobId, JobState.ABORTED, JobAct.Kind.ABORTED, new DeliveryEvent.Aborted());
    }

    private @Nullable Job stop(long jobId, JobState state, JobAct.Kind kind, DeliveryEvent event) {
        var moved = store.submit(tx -> {
                    Job job = tx.jobs().find(jobId);
                    boolean open = job != null
                            && job.finished() == null
                            && job.state() != JobState.DONE
                            && job.state() != JobState.ABORTED;
                    if (job != null && open && job.state() != state) {
                        set(tx, jobId, state, kind, by(kind.label()));
                    }
                    return open || (job != null && job.finished() == null && job.state() == state);
                })
                .join();
        long after = moved ? 0 : -1;
        while (after >= 0) {
            long from = after;
            after = store.submit(tx -> stopPage(tx, jobId, from, event)).join();
        }
        return store.read(view -> view.jobs().find(jobId));
    }

    private long stopPage(Transaction tx, long jobId, long after, DeliveryEvent event) {
        List<DeliveryRow> rows = tx.deliveryStates().pending(jobId, after, PAGE);
        for (DeliveryRow row : rows) {
            engine.apply(new Occasion(tx, clock.instant(), false, new Effects()), row, event);
        }
        if (rows.isEmpty()) {
            if (!tx.deliveryStates().anyPending(jobId)) {
                tx.jobs().setFinished(jobId, clock.instant());
            }
            return -1;
        }
        return rows.get(rows.size() - 1).rowNo();
    }
}
