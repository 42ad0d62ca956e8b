// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/** Reads and writes deliveries. */
public final class Deliveries extends DeliveryQueries {
    private final Ids ids;
    private final WorkingSet kept;

    Deliveries(Sql sql, Ids ids, WorkingSet kept) {
        super(sql);
        this.ids = ids;
        this.kept = kept;
    }

    /**
     * Plans a delivery with the job's own copy of its columns.
     *
     * @param row the row in the card file, from 1
     * @param due when it may go; {@link Waves#NOT_BEGUN} where its wave says that
     * @param columns a JSON object of the columns that the script names
     * @param sealed those of them that are secrets, sealed; null where there are none
     * @return its id, above that of every row planned before
     */
    public long plan(
            long jobId, long row, long cardId, Instant now, Instant due, String columns, @Nullable Octets sealed) {
        long id = ids.next("delivery");
        kept.deliveries().drop(cardId);
        sql.appendTold("INSERT INTO delivery (id, job_id, row_no, card_id, due_at)", id, jobId, row, cardId, due);
        sql.append("INSERT INTO delivery_input (delivery_id, created, columns, sealed)", id, now, columns, sealed);
        return id;
    }

    /** The same for one that is due at once. */
    public long plan(long jobId, long row, long cardId, Instant now, String columns, @Nullable Octets sealed) {
        return plan(jobId, row, cardId, now, now, columns, sealed);
    }
}
