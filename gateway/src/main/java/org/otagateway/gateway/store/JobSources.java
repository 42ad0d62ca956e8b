// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.job.Targets;

/** Where the cards of jobs without a card file come from, and how far planning looked. */
public final class JobSources {
    /** Rows that one read looks at, so that it is short even where few of them are meant. */
    private static final long WINDOW = 5_000;

    private final Sql sql;

    JobSources(Sql sql) {
        this.sql = sql;
    }

    /**
     * Where the cards of a job come from.
     *
     * @param targets what is asked of them
     * @param ofJob the other job whose cards they are; null: those of the store
     * @param seen the last card, or row of that job, that was looked at
     * @param last the last to be looked at
     * @param most rows to plan; empty: all
     * @param strict whether the first refused row ends the planning
     */
    public record JobSource(
            long jobId,
            Targets targets,
            @Nullable Long ofJob,
            long seen,
            long last,
            OptionalLong most,
            boolean strict) {
        /** Whether there is nothing left to look at. */
        public boolean exhausted() {
            return seen >= last;
        }
    }

    /**
     * A card that is meant.
     *
     * @param position how far planning is once it is planned
     * @param columns the other job's copy of its columns, a JSON object; null where there is none
     */
    public record TargetRow(
            long position, Card card, @Nullable String columns) {}

    /**
     * A page of cards that are meant.
     *
     * @param position how far planning is once they are planned
     */
    public record TargetPage(List<TargetRow> rows, long position) {}

    /** Notes where the cards of a new job come from; what there is now is all that is ever looked at. */
    public void insert(long jobId, Targets targets, @Nullable Long ofJob) {
        sql.update(
                "INSERT INTO job_source (job_id, targets, of_job, seen, last, most, strict)"
                        + " VALUES (?, ?, ?, 0, ?, NULL, 0)",
                jobId,
                targets.text(ofJob),
                ofJob,
                ofJob == null
                        ? sql.number("SELECT max(id) FROM card")
                        : sql.number("SELECT max(row_no) FROM delivery WHERE job_id = ?", ofJob));
    }

    /** Notes how the rows are to be planned that are not planned yet. */
    public void setOptions(long jobId, OptionalLong most, boolean strict) {
        sql.update(
                "UPDATE job_source SET most = ?, strict = ? WHERE job_id = ?",
                most.isPresent() ? most.getAsLong() : null,
                strict,
                jobId);
    }

    /** Where the cards of a job come from; null where it has a card file. */
    public @Nullable JobSource find(long jobId) {
        return sql.first(
                "SELECT job_id, targets, of_job, seen, last, most, strict FROM job_source WHERE job_id = ?",
                JobSources::source,
                jobId);
    }

    /** Whether the job has no card file. */
    public boolean isSource(long jobId) {
        return find(jobId) != null;
    }

    /** Jobs whose cards are not all planned. */
    public List<Long> unplanned() {
        return sql.list(
                "SELECT s.job_id FROM job_source s JOIN job j ON j.id = s.job_id"
                        + " WHERE j.planning_done = 0 AND j.finished IS NULL ORDER BY s.job_id",
                row -> row.number(1));
    }

    /** Up to {@code limit} of the next cards that are meant. */
    public TargetPage page(JobSource source, int limit) {
        long until = Math.min(source.seen() + WINDOW, source.last());
        Long ofJob = source.ofJob();
        CardSelect select = new CardSelect(source.targets().filter(), ofJob != null);
        List<TargetRow> rows = ofJob == null
                ? sql.list(
                        "SELECT c.id, c.id, c.iccid, c.msisdn, c.imsi, c.eid, c.profile, c.created, c.standing, NULL"
                                + " FROM card c WHERE c.id > ? AND c.id <= ?" + select.conditions()
                                + " ORDER BY c.id LIMIT ?",
                        JobSources::target,
                        select.parameters(List.of(source.seen(), until), limit))
                : sql.list(
                        "SELECT d.row_no, c.id, c.iccid, c.msisdn, c.imsi, c.eid, c.profile, c.created, c.standing,"
                                + " i.columns FROM delivery d JOIN card c ON c.id = d.card_id"
                                + " LEFT JOIN delivery_input i ON i.delivery_id = d.id"
                                + " WHERE d.job_id = ? AND d.row_no > ? AND d.row_no <= ?"
                                + " AND ((CAST(? AS INTEGER) >> d.outcome) & 1) = 1" + select.conditions()
                                + " ORDER BY d.row_no LIMIT ?",
                        JobSources::target,
                        select.parameters(
                                List.of(
                                        ofJob,
                                        source.seen(),
                                        until,
                                        ReportQueries.mask(source.targets().outcomes())),
                                limit));
        return new TargetPage(rows, rows.size() == limit ? rows.get(limit - 1).position() : until);
    }

    /** Notes how far planning looked. */
    public void advance(long jobId, long seen) {
        sql.update("UPDATE job_source SET seen = ? WHERE job_id = ?", seen, jobId);
    }

    private static TargetRow target(Sql.Row row) throws SQLException {
        return new TargetRow(row.number(1), CardQueries.card(row, 2), row.textOrNull(10));
    }

    private static JobSource source(Sql.Row row) throws SQLException {
        Long most = row.numberOrNull(6);
        return new JobSource(
                row.number(1),
                Targets.parse(row.text(2)),
                row.numberOrNull(3),
                row.number(4),
                row.number(5),
                most == null ? OptionalLong.empty() : OptionalLong.of(most),
                row.flag(7));
    }
}
