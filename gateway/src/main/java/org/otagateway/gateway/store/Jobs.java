// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobAct;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.RejectedRow;

/** Reads and writes jobs. */
public final class Jobs extends JobQueries {
    private final Ids ids;

    Jobs(Sql sql, Ids ids) {
        super(sql);
        this.ids = ids;
    }

    /** Stores a new job, running or waiting for its start, with no row planned. */
    public Job insert(String digest, int run, JobDefinition definition, Instant created) {
        boolean begun = definition.schedule().begun(created);
        return insert(digest, run, begun ? JobState.RUNNING : JobState.SCHEDULED, definition, created);
    }

    /** Stores a new job with no row planned. */
    public Job insert(String digest, int run, JobState state, JobDefinition definition, Instant created) {
        Job job = new Job(ids.next("job"), digest, run, state, null, definition, created, null, null, 0, false, 0);
        sql.update(
                "INSERT INTO job (id, digest, run, name, state, reason, definition, created, started, finished,"
                        + " planned_rows, planning_done, rejected_rows) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                job.id(),
                digest,
                run,
                definition.name(),
                job.state().code(),
                null,
                definition.toJson(),
                created,
                null,
                null,
                0L,
                false,
                0L);
        return job;
    }

    /** Moves a job to {@code state}, and says why. */
    public void setState(long jobId, JobState state, @Nullable String reason) {
        sql.update("UPDATE job SET state = ?, reason = ? WHERE id = ?", state.code(), reason, jobId);
    }

    /** Notes what was done to a job. */
    public void note(long jobId, JobAct act) {
        sql.update(
                "INSERT INTO job_act (id, job_id, happened, act, asked_by, reason) VALUES (?, ?, ?, ?, ?, ?)",
                ids.next("job_act"),
                jobId,
                act.happened(),
                act.kind().code(),
                act.by(),
                act.reason());
    }

    /** Notes when the job's first packet went; only the first call counts. */
    public void setStarted(long jobId, Instant at) {
        sql.update("UPDATE job SET started = ? WHERE id = ? AND started IS NULL", at, jobId);
    }

    /** Ends a job, or with null opens it again for evidence that came late. */
    public void setFinished(long jobId, @Nullable Instant at) {
        sql.update(
                "UPDATE job SET finished = ?, state = CASE WHEN CAST(? AS BIGINT) IS NOT NULL AND state NOT IN (?, ?)"
                        + " THEN ? ELSE state END WHERE id = ?",
                at,
                at,
                JobState.CANCELLED.code(),
                JobState.ABORTED.code(),
                JobState.DONE.code(),
                jobId);
    }

    /** Notes that {@code rows} more rows are taken in, {@code rejected} of them refused. */
    public void addPlanned(long jobId, long rows, long rejected) {
        sql.update(
                "UPDATE job SET planned_rows = planned_rows + ?, rejected_rows = rejected_rows + ? WHERE id = ?",
                rows,
                rejected,
                jobId);
    }

    /** Notes that no row is left to plan. */
    public void setPlanningDone(long jobId) {
        sql.update("UPDATE job SET planning_done = 1 WHERE id = ?", jobId);
    }

    /** Stores a refused row. */
    public void insertRejected(long jobId, RejectedRow row) {
        sql.update(
                "INSERT INTO rejected_row (job_id, line, reason) VALUES (?, ?, ?) ON CONFLICT (job_id, line) DO"
                        + " NOTHING",
                jobId,
                row.line(),
                row.reason());
    }
}
