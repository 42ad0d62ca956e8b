// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which waves of a job have begun. */
public class WaveQueries {
    final Sql sql;

    WaveQueries(Sql sql) {
        this.sql = sql;
    }

    /**
     * A wave that has begun.
     *
     * @param wave its number, from 1
     * @param begun when
     * @param cards how many it takes in
     * @param taken how many of those are let go already
     * @param row the row of the card file up to which they were looked for
     * @param doneAt when enough of its cards had an outcome for the next wave; null before
     */
    public record Begun(
            int wave,
            Instant begun,
            long cards,
            long taken,
            long row,
            @Nullable Instant doneAt) {}

    /** The waves of a job that have begun, the first first. */
    public List<Begun> list(long jobId) {
        return sql.list(
                "SELECT wave, begun, cards, taken, cursor_row, done_at FROM job_wave WHERE job_id = ? ORDER BY wave",
                WaveQueries::begun,
                jobId);
    }

    private static Begun begun(Sql.Row row) throws SQLException {
        return new Begun(row.small(1), row.time(2), row.number(3), row.number(4), row.number(5), row.timeOrNull(6));
    }
}
