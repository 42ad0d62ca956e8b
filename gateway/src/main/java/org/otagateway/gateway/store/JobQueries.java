// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobAct;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.RejectedRow;

/** Reads jobs and the rows they refused. */
public class JobQueries {
    private static final String JOB = "SELECT id, digest, run, state, reason, definition, created, started, finished,"
            + " planned_rows, planning_done, rejected_rows FROM job ";

    private static final int MOST_DEFINITIONS = 64;

    final Sql sql;
    private final Map<String, JobDefinition> definitions = new HashMap<>();

    JobQueries(Sql sql) {
        this.sql = sql;
    }

    /** The job in row {@code id}, or null. */
    public @Nullable Job find(long id) {
        return sql.first(JOB + "WHERE id = ?", this::job, id);
    }

    /** The last run of the job with this digest, or null. */
    public @Nullable Job findLastRun(String digest) {
        return sql.first(JOB + "WHERE digest = ? ORDER BY run DESC LIMIT 1", this::job, digest);
    }

    /** Up to {@code limit} jobs of this name. */
    public List<Job> named(String name, int limit) {
        return sql.list(JOB + "WHERE name = ? ORDER BY id LIMIT ?", this::job, name, limit);
    }

    /** A page of up to {@code limit} jobs after row {@code afterId}, the oldest first. */
    public List<Job> page(long afterId, int limit) {
        return sql.list(JOB + "WHERE id > ? ORDER BY id LIMIT ?", this::job, afterId, limit);
    }

    /** All jobs that are neither done nor stopped, the oldest first. */
    public List<Job> listUnfinished() {
        return sql.list(
                JOB + "WHERE state NOT IN (?, ?, ?) ORDER BY id",
                this::job,
                JobState.DONE.code(),
                JobState.CANCELLED.code(),
                JobState.ABORTED.code());
    }

    /** Rows of all jobs of which a delivery may still end, stopped ones among them, the oldest first. */
    public List<Long> listOpen() {
        return sql.list("SELECT id FROM job WHERE finished IS NULL ORDER BY id", row -> row.number(1));
    }

    /** How many jobs are in each state; zeros included. */
    public Map<JobState, Long> countByState() {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            counts.put(state, sql.number("SELECT count(*) FROM job WHERE state = ?", state.code()));
        }
        return counts;
    }

    /** A page of up to {@code limit} refused rows after line {@code afterLine}. */
    public List<RejectedRow> rejectedRows(long jobId, long afterLine, int limit) {
        return sql.list(
                "SELECT line, reason FROM rejected_row WHERE job_id = ? AND line > ? ORDER BY line LIMIT ?",
                row -> new RejectedRow(row.number(1), row.text(2)),
                jobId,
                afterLine,
                limit);
    }

    /** Up to {@code limit} acts on a job, the newest first. */
    public List<JobAct> acts(long jobId, int limit) {
        return sql.list(
                "SELECT happened, act, asked_by, reason FROM job_act WHERE job_id = ? ORDER BY id DESC LIMIT ?",
                row -> new JobAct(row.time(1), JobAct.Kind.ofCode(row.small(2)), row.text(3), row.textOrNull(4)),
                jobId,
                limit);
    }

    /** Read several times a second while a job runs; it never changes. */
    private JobDefinition definition(String json) {
        JobDefinition known = definitions.get(json);
        if (known == null) {
            known = JobDefinition.fromJson(json);
            if (definitions.size() >= MOST_DEFINITIONS) {
                definitions.clear();
            }
            definitions.put(json, known);
        }
        return known;
    }

    private Job job(Sql.Row row) throws SQLException {
        return new Job(
                row.number(1),
                row.text(2),
                row.small(3),
                JobState.ofCode(row.small(4)),
                row.textOrNull(5),
                definition(row.text(6)),
                row.time(7),
                row.timeOrNull(8),
                row.timeOrNull(9),
                row.number(10),
                row.flag(11),
                row.number(12));
    }
}
