// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.ReportQueries.Totals;

/** Reads what is kept of jobs whose details were dropped. */
public class ArchiveQueries {
    final Sql sql;

    ArchiveQueries(Sql sql) {
        this.sql = sql;
    }

    /**
     * What the dropped deliveries of a job came to.
     *
     * @param since when the dropping began
     * @param outcomes how many had each outcome; those with none are left out
     * @param asked of the unconfirmed those whose job asked for no PoR
     * @param totals what their packets added up to
     * @param leapt those whose counter leapt
     */
    public record Archived(Instant since, Map<Outcome, Long> outcomes, long asked, Totals totals, long leapt) {}

    /** What was dropped of a job; null where nothing was. */
    public @Nullable Archived find(long jobId) {
        record Count(Outcome outcome, long cards) {}
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        sql.list(
                        "SELECT outcome, cards FROM job_archive_outcome WHERE job_id = ?",
                        row -> new Count(Outcome.ofCode(row.small(1)), row.number(2)),
                        jobId)
                .forEach(count -> outcomes.put(count.outcome(), count.cards()));
        return sql.first(
                "SELECT since, asked, packets, segments, submitted, leapt FROM job_archive WHERE job_id = ?",
                row -> new Archived(
                        row.time(1),
                        outcomes,
                        row.number(2),
                        new Totals(row.number(3), row.number(4), row.number(5)),
                        row.number(6)),
                jobId);
    }
}
