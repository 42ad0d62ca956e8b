// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.JobContexts;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.job.Job;
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

    public JobControl(
            Store store, JobContexts contexts, PacketSource packets, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.engine = new DeliveryEngine(contexts, packets, random);
        this.clock = clock;
    }

    /**
     * Nothing more of a running job is sent until it is resumed; answers are still taken in.
     *
     * @return the job as it is now; null where there is none
     */
    public @Nullable Job pause(long jobId) {
        return move(jobId, JobState.RUNNING, JobState.PAUSED, "paused by an operator");
    }

    /**
     * A paused job is sent again; null where there is no such job. Failures so far do not pause it once more: only those
     * that come from now on count.
     */
    public @Nullable Job resume(long jobId) {
        return move(jobId, JobState.PAUSED, JobState.RUNNING, null);
    }

    private @Nullable Job move(long jobId, JobState from, JobState to, @Nullable String reason) {
        var unused = store.submit(tx -> {
                    Job job = tx.jobs().find(jobId);
                    if (job != null && job.state() == from) {
                        tx.jobs().setState(jobId, to, reason);
                        if (to == JobState.RUNNING) {
                            tx.jobCounts().letPass(jobId);
                        }
                    }
                    return 0;
                })
                .join();
        return store.read(view -> view.jobs().find(jobId));
    }

    /**
     * Cancels a job: cards for which no counter is spent are cancelled, the others are sent no more and end as their
     * evidence says (design rule 8). Done again where it was cut short.
     *
     * @return the job as it is now; null where there is none
     */
    public @Nullable Job cancel(long jobId) {
        var moved = store.submit(tx -> {
                    Job job = tx.jobs().find(jobId);
                    boolean open = job != null && job.state() != JobState.FINISHED;
                    if (open) {
                        tx.jobs().setState(jobId, JobState.CANCELLED, "cancelled by an operator");
                    }
                    return open;
                })
                .join();
        long after = moved ? 0 : -1;
        while (after >= 0) {
            long from = after;
            after = store.submit(tx -> cancelPage(tx, jobId, from)).join();
        }
        return store.read(view -> view.jobs().find(jobId));
    }

    private long cancelPage(Transaction tx, long jobId, long after) {
        List<DeliveryRow> rows = tx.deliveryStates().pending(jobId, after, PAGE);
        for (DeliveryRow row : rows) {
            engine.apply(new Occasion(tx, clock.instant(), false, new Effects()), row, new DeliveryEvent.Cancelled());
        }
        if (rows.isEmpty()) {
            if (!tx.deliveryStates().anyPending(jobId)) {
                tx.jobs().setFinished(jobId, clock.instant());
            }
            return -1;
        }
        return rows.get(rows.size() - 1).id();
    }
}
