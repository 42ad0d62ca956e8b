// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.otagateway.gateway.outcome.DeliveryMark;
import org.otagateway.gateway.outcome.Outcome;

/** Reads the report of a job. */
public final class ReportQueries {
    private final Sql sql;

    ReportQueries(Sql sql) {
        this.sql = sql;
    }

    /** What all packets of a job add up to. */
    public record Totals(long packets, long segments, long segmentsSubmitted) {}

    /** A page of up to {@code limit} rows after row {@code afterRow} of the card file. */
    public List<ReportRow> page(long jobId, long afterRow, int limit) {
        return page(jobId, afterRow, Long.MAX_VALUE, EnumSet.allOf(Outcome.class), limit);
    }

    /** The same up to row {@code lastRow}, and only rows of these outcomes. */
    public List<ReportRow> page(long jobId, long afterRow, long lastRow, Set<Outcome> outcomes, int limit) {
        return sql.list(
                "SELECT d.row_no, c.iccid, c.msisdn, j.name, d.outcome, r.por_verified, r.response_status,"
                        + " r.commands_executed, r.status_word, r.response_data, r.smsc_state, r.smsc_error, r.finished,"
                        + " r.detail, (SELECT counter FROM attempt a WHERE a.id = d.attempt_id), t.packets, t.segments,"
                        + " t.submitted, i.created"
                        + " FROM (SELECT d.id, count(a.id) AS packets, coalesce(sum(a.segments), 0) AS segments,"
                        + " coalesce(sum(a.submitted), 0) AS submitted FROM delivery d"
                        + " LEFT JOIN attempt a ON a.delivery_id = d.id WHERE d.job_id = ? AND d.row_no > ? AND d.row_no <= ?"
                        + " AND ((CAST(? AS INTEGER) >> d.outcome) & 1) = 1"
                        + " GROUP BY d.row_no, d.id ORDER BY d.row_no LIMIT ?) t JOIN delivery d ON d.id = t.id"
                        + " JOIN card c ON c.id = d.card_id JOIN job j ON j.id = d.job_id"
                        + " LEFT JOIN delivery_result r ON r.delivery_id = d.id"
                        + " LEFT JOIN delivery_input i ON i.delivery_id = d.id ORDER BY d.row_no",
                ReportQueries::row,
                jobId,
                afterRow,
                lastRow,
                mask(outcomes),
                limit);
    }

    /** One bit for each outcome. */
    static int mask(Set<Outcome> outcomes) {
        return outcomes.stream().mapToInt(outcome -> 1 << outcome.code()).sum();
    }

    /** How many deliveries of the job have each outcome; zeros included. */
    public Map<Outcome, Long> outcomes(long jobId) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0L);
        }
        record Count(Outcome outcome, long count) {}
        for (Count count : sql.list(
                "SELECT outcome, count(*) FROM delivery WHERE job_id = ? GROUP BY outcome",
                row -> new Count(Outcome.ofCode(row.small(1)), row.number(2)),
                jobId)) {
            counts.put(count.outcome(), count.count());
        }
        return counts;
    }

    /** How many unconfirmed deliveries of the job are so because it asked for no PoR, all segments being delivered. */
    public long unconfirmedWithDetail(long jobId, String detail) {
        return sql.number(
                "SELECT count(*) FROM delivery d JOIN delivery_result r ON r.delivery_id = d.id"
                        + " WHERE d.job_id = ? AND d.outcome = ? AND r.detail = ?",
                jobId,
                Outcome.UNCONFIRMED.code(),
                detail);
    }

    /** Cards of the job of which a packet leapt to where the card's counter may be. */
    public long leapt(long jobId) {
        return sql.number(
                "SELECT count(*) FROM delivery WHERE job_id = ? AND (marks & " + DeliveryMark.LEAPT.bit() + ") <> 0",
                jobId);
    }

    /** What all packets of the job add up to. */
    public Totals totals(long jobId) {
        Totals totals = sql.first(
                "SELECT count(*), coalesce(sum(a.segments), 0), coalesce(sum(a.submitted), 0) FROM delivery d"
                        + " JOIN attempt a ON a.delivery_id = d.id WHERE d.job_id = ?",
                row -> new Totals(row.number(1), row.number(2), row.number(3)),
                jobId);
        return totals == null ? new Totals(0, 0, 0) : totals;
    }

    private static ReportRow row(Sql.Row row) throws SQLException {
        return new ReportRow(
                row.number(1),
                row.text(2),
                row.text(3),
                row.text(4),
                Outcome.ofCode(row.small(5)),
                EvidenceColumns.read(row, 6),
                row.numberOrNull(15),
                row.small(16),
                row.small(17),
                row.small(18),
                row.time(19));
    }
}
