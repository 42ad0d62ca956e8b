// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.List;

/** Reads how many cards of a job ended, and how many of them badly. */
public class JobCountQueries {
    private static final String SUM = "SELECT coalesce(sum(ended), 0), coalesce(sum(failed), 0) FROM job_count ";

    final Sql sql;

    JobCountQueries(Sql sql) {
        this.sql = sql;
    }

    /**
     * Cards with an outcome.
     *
     * @param failed those that count as failures; a failure that was let pass and turned well makes it less than 0
     */
    public record Count(long ended, long failed) {}

    /** Since the job was last resumed. */
    public Count since(long jobId) {
        return first("WHERE job_id = ?", jobId);
    }

    /** Of one wave since the job was last resumed. */
    public Count since(long jobId, int wave) {
        return first("WHERE job_id = ? AND wave = ?", jobId, wave);
    }

    /** Of one wave since its begin. */
    public Count all(long jobId, int wave) {
        return first("WHERE job_id = ? AND wave = ? AND writer >= 0", jobId, wave);
    }

    private Count first(String where, Object... parameters) {
        Count count = sql.first(SUM + where, row -> new Count(row.number(1), row.number(2)), parameters);
        return count == null ? new Count(0, 0) : count;
    }

    final List<Integer> waves(long jobId) {
        return sql.list("SELECT DISTINCT wave FROM job_count WHERE job_id = ?", row -> row.small(1), jobId);
    }
}
