// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

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

    /** The number of deliveries of a job. */
    public long count(long jobId) {
        return sql.number("SELECT count(*) FROM delivery WHERE job_id = ?", jobId);
    }
}
