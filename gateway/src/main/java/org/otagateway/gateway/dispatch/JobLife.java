// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobAct;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.store.JobCountQueries.Count;
import org.otagateway.gateway.store.Transaction;

/** Ends jobs that have nothing left, pauses those that fail too often, and begins waves. All it goes by is in the store. */
final class JobLife {
    private static final int LEAST_OUTCOMES = 20;
    private static final int RELEASED_AT_ONCE = 1000;

    private final Set<Long> selected;

    /** @param selected the jobs that are sent; empty: all */
    JobLife(Set<Long> selected) {
        this.selected = Set.copyOf(selected);
    }

    /** One look, within a unit of work; gives how much changed, 0 where nothing did. */
    int look(Transaction tx, Instant now) {
        List<Long> jobs = selected.isEmpty() ? tx.jobs().listOpen() : List.copyOf(selected);
        int changed = 0;
        for (long jobId : jobs) {
            Job job = tx.jobs().find(jobId);
            if (job == null || job.finished() != null) {
                continue;
            }
            boolean planned = job.planningDone() || job.state().isStopped();
            if (planned && !tx.deliveryStates().anyPending(jobId)) {
                tx.jobs().setFinished(jobId, now);
                changed++;
            } else if (planned && job.state() == JobState.RUNNING && job.expired(now)) {
                changed += tx.waves().release(jobId, now, RELEASED_AT_ONCE);
            } else if (job.state() == JobState.SCHEDULED
                    && job.definition().schedule().begun(now)) {
                tx.jobs().setState(jobId, JobState.RUNNING, null);
                changed++;
            } else if (job.state() == JobState.RUNNING) {
                String why = failing(tx, job);
                if (why != null) {
                    tx.jobs().setState(jobId, JobState.PAUSED, why);
                    tx.jobs().note(jobId, new JobAct(now, JobAct.Kind.PAUSED, Asked.GATEWAY, why));
                } else if (planned && job.definition().schedule().open(now)) {
                    changed += WaveGate.look(tx, job, now);
                }
            }
        }
        return changed;
    }

    /** Why the job pauses; null where it goes on. */
    private static @Nullable String failing(Transaction tx, Job job) {
        OptionalDouble percent = job.definition().policy().stopAfterFailures();
        if (percent.isEmpty()) {
            return WaveGate.failing(tx, job);
        }
        Count count = tx.jobCounts().since(job.id());
        boolean many =
                count.ended() >= LEAST_OUTCOMES && count.failed() * 100.0 > percent.getAsDouble() * count.ended();
        return many
                ? count.failed() + " of " + count.ended() + " cards failed: stop-after-failures"
                : WaveGate.failing(tx, job);
    }
}
