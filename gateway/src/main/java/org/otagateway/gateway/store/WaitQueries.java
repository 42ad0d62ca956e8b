// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.ResolvedApplication;
import org.otagateway.gateway.outcome.WaitCause;

/** Counts why cards of a job have no outcome yet. Nothing is kept for it: it is what the rows of deliveries tell. */
public final class WaitQueries {
    private static final String FROM = " FROM delivery d LEFT JOIN attempt a ON a.id = d.attempt_id"
            + " LEFT JOIN delivery_result r ON r.delivery_id = d.id WHERE d.job_id = ? AND d.outcome = 0";

    private static final String IN_FLIGHT = "SELECT CASE"
            + " WHEN d.phase = 1 AND a.deferrals > 0 AND d.due_at < a.valid_until THEN 'throttled'"
            + " WHEN d.phase = 1 THEN 'sending'"
            + " WHEN r.smsc_error IN (%s) OR r.response_status IN (%s) THEN 'memory_full'"
            + " WHEN r.response_status = 2 THEN 'counter_low'"
            + " WHEN a.failed_at IS NOT NULL THEN 'unreachable'"
            + " WHEN r.smsc_state = 'DELIVRD' THEN 'no_por'"
            + " ELSE 'at_smsc' END AS cause" + FROM + " AND d.phase IN (1, 2) LIMIT ?";

    private static final String LATER = "SELECT CASE"
            + " WHEN r.response_status = 2 THEN 'counter_low'"
            + " WHEN EXISTS (SELECT 1 FROM attempt b WHERE b.card_id = d.card_id AND b.under_way = 1)"
            + " OR EXISTS (SELECT 1 FROM delivery h WHERE h.card_id = d.card_id AND h.holding IS NOT NULL"
            + " AND h.id <> d.id) THEN 'card_held'"
            + " WHEN d.attempt_id IS NULL THEN 'window'"
            + " ELSE 'queued' END AS cause" + FROM + " AND d.phase = 0 AND d.due_at > ? AND d.due_at < ? LIMIT ?";

    private final Sql sql;

    WaitQueries(Sql sql) {
        this.sql = sql;
    }

    private record Count(WaitCause cause, long cards) {}

    /**
     * How many cards of a job wait for what; zeros included.
     *
     * @param most of the cards that are under way, and of those that fall due later, so many are looked at
     */
    public Map<WaitCause, Long> causes(Job job, Instant now, int most) {
        long jobId = job.id();
        Map<WaitCause, Long> counts = new EnumMap<>(WaitCause.class);
        for (WaitCause cause : WaitCause.values()) {
            counts.put(cause, 0L);
        }
        addInFlight(counts, job, most);
        add(counts, LATER, jobId, now, Waves.NOT_BEGUN, most);
        // From the indexes alone: a job may have a million of them.
        long due = sql.number("SELECT count(*) FROM delivery WHERE job_id = ? AND due_at <= ?", jobId, now);
        long dueInFlight = sql.number(
                "SELECT count(*) FROM delivery WHERE job_id = ? AND due_at <= ? AND phase IN (1, 2)", jobId, now);
        counts.merge(WaitCause.QUEUED, due - dueInFlight, Long::sum);
        counts.put(
                WaitCause.WAVE,
                sql.number(
                        "SELECT count(*) FROM delivery WHERE job_id = ? AND due_at >= ? AND due_at IS NOT NULL",
                        jobId,
                        Waves.NOT_BEGUN));
        return counts;
    }

    private void addInFlight(Map<WaitCause, Long> counts, Job job, int most) {
        Set<String> errors = new TreeSet<>();
        Set<Integer> statuses = new TreeSet<>();
        for (ResolvedApplication application : job.definition().applications().values()) {
            errors.addAll(application.reading().memoryFull().errors());
            statuses.addAll(application.reading().memoryFull().statuses());
        }
        List<Object> parameters = new ArrayList<>(errors);
        parameters.addAll(statuses);
        parameters.add(job.id());
        parameters.add(most);
        add(
                counts,
                String.format(Locale.ROOT, IN_FLIGHT, places(errors.size()), places(statuses.size())),
                parameters.toArray());
    }

    /** So many parameters; where there are none, nothing is equal to it. */
    private static String places(int number) {
        return number == 0 ? "NULL" : String.join(", ", Collections.nCopies(number, "?"));
    }

    private void add(Map<WaitCause, Long> counts, String rows, Object... parameters) {
        for (Count count : sql.list(
                "SELECT cause, count(*) FROM (" + rows + ") c GROUP BY cause",
                row -> new Count(WaitCause.ofLabel(row.text(1)), row.number(2)),
                parameters)) {
            counts.merge(count.cause(), count.cards(), Long::sum);
        }
    }

    /** Cards that a job holds between two packets of their plan. */
    public long holding(long jobId) {
        return sql.number("SELECT count(*) FROM delivery WHERE job_id = ? AND holding IS NOT NULL", jobId);
    }
}
