// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;

/** Reads deliveries. */
public class DeliveryQueries {
    final Sql sql;

    DeliveryQueries(Sql sql) {
        this.sql = sql;
    }

    /** The row of the job that names this card, or 0. */
    public long rowOf(long jobId, long cardId) {
        return sql.number("SELECT row_no FROM delivery WHERE card_id = ? AND job_id = ?", cardId, jobId);
    }

    /** Deliveries of a job whose time has come, counted up to {@code most}. */
    public long due(long jobId, Instant now, int most) {
        return sql.number(
                "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE job_id = ? AND due_at <= ? LIMIT ?) d",
                jobId,
                now,
                most);
    }

    /** The number of deliveries of a job. */
    public long count(long jobId) {
        return sql.number("SELECT count(*) FROM delivery WHERE job_id = ?", jobId);
    }
}
