// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.DeliveryMark;
import org.otagateway.gateway.outcome.DeliveryRules;
import org.otagateway.gateway.outcome.Outcome;

/**
 * Drops the details of jobs that ended long ago, and keeps what they came to. Counters stay, and so does a delivery that a
 * rule may still need: one with a packet under way, or one whose octets are kept until a later proof resolves them.
 */
public final class JobArchive extends ArchiveQueries {
    JobArchive(Sql sql) {
        super(sql);
    }

    private record Done(long id, long row, Outcome outcome, boolean asked, boolean needed, boolean leapt) {}

    private record Sums(long packets, long segments, long submitted) {}

    /** The job whose details are being dropped, or else the next that ended before {@code before}, begun now; 0: none. */
    public long next(Instant before, Instant now) {
        long current = sql.number("SELECT min(job_id) FROM job_archive WHERE dropped = 0");
        if (current != 0) {
            return current;
        }
        long next = sql.number(
                "SELECT min(id) FROM job WHERE finished < ? AND NOT EXISTS"
                        + " (SELECT 1 FROM job_archive a WHERE a.job_id = job.id)",
                before);
        if (next != 0) {
            sql.update(
                    "INSERT INTO job_archive (job_id, since, seen, dropped, asked, packets, segments, submitted)"
                            + " VALUES (?, ?, 0, 0, 0, 0, 0, 0)",
                    next,
                    now);
        }
        return next;
    }

    /**
     * Drops the details of up to {@code most} deliveries of a job that {@link #next} gave, and of as many refused rows.
     *
     * @return whether something was left to look at
     */
    public boolean drop(long jobId, int most) {
        long seen = sql.number("SELECT seen FROM job_archive WHERE job_id = ?", jobId);
        List<Done> page = sql.list(
                "SELECT d.id, d.row_no, d.outcome, CASE WHEN r.detail = ? THEN 1 ELSE 0 END,"
                        + " CASE WHEN d.due_at IS NOT NULL OR EXISTS (SELECT 1 FROM attempt a WHERE a.delivery_id = d.id"
                        + " AND (a.under_way = 1 OR a.sealed IS NOT NULL)) THEN 1 ELSE 0 END, d.marks & "
                        + DeliveryMark.LEAPT.bit()
                        + " FROM delivery d LEFT JOIN delivery_result r ON r.delivery_id = d.id"
                        + " WHERE d.job_id = ? AND d.row_no > ? ORDER BY d.row_no LIMIT ?",
                row -> new Done(
                        row.number(1),
                        row.number(2),
                        Outcome.ofCode(row.small(3)),
                        row.flag(4),
                        row.flag(5),
                        row.flag(6)),
                DeliveryRules.NO_POR_ASKED,
                jobId,
                seen,
                most);
        page.stream().filter(done -> !done.needed).forEach(done -> drop(jobId, done));
        int rejected = sql.update(
                "DELETE FROM rejected_row WHERE job_id = ? AND line IN"
                        + " (SELECT line FROM rejected_row WHERE job_id = ? ORDER BY line LIMIT ?)",
                jobId,
                jobId,
                most);
        boolean more = !page.isEmpty() || rejected > 0;
        sql.update(
                "UPDATE job_archive SET seen = ?, dropped = ? WHERE job_id = ?",
                page.isEmpty() ? seen : page.get(page.size() - 1).row,
                !more,
                jobId);
        return more;
    }

    private void drop(long jobId, Done done) {
        @Nullable
        Sums sums = sql.first(
                "SELECT count(*), coalesce(sum(segments), 0), coalesce(sum(submitted), 0) FROM attempt"
                        + " WHERE delivery_id = ?",
                row -> new Sums(row.number(1), row.number(2), row.number(3)),
                done.id);
        if (sums != null) {
            sql.update(
                    "UPDATE job_archive SET asked = asked + ?, packets = packets + ?, segments = segments + ?,"
                            + " submitted = submitted + ?, leapt = leapt + ? WHERE job_id = ?",
                    done.asked ? 1 : 0,
                    sums.packets,
                    sums.segments,
                    sums.submitted,
                    done.leapt ? 1 : 0,
                    jobId);
        }
        sql.update(
                "INSERT INTO job_archive_outcome (job_id, outcome, cards) VALUES (?, ?, 1)"
                        + " ON CONFLICT (job_id, outcome) DO UPDATE SET cards = job_archive_outcome.cards + 1",
                jobId,
                done.outcome.code());
        sql.update(
                "DELETE FROM submission WHERE attempt_id IN (SELECT id FROM attempt WHERE delivery_id = ?)", done.id);
        sql.update("DELETE FROM attempt WHERE delivery_id = ?", done.id);
        sql.update("DELETE FROM delivery_result WHERE delivery_id = ?", done.id);
        sql.update("DELETE FROM delivery_input WHERE delivery_id = ?", done.id);
        sql.update("DELETE FROM event WHERE delivery_id = ?", done.id);
        sql.update("DELETE FROM delivery WHERE id = ?", done.id);
    }

    /**
     * Drops up to {@code most} of the oldest events that happened before {@code before}; they were appended in the order of
     * their rows.
     *
     * @return whether as many were dropped
     */
    public boolean dropEvents(Instant before, int most) {
        int dropped = sql.update(
                "DELETE FROM event WHERE happened < ? AND id IN (SELECT id FROM event ORDER BY id LIMIT ?)",
                before,
                most);
        return dropped == most;
    }
}
