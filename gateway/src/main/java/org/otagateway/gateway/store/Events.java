// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Appends what happened. */
public final class Events {
    private final Sql sql;
    private final Ids ids;

    Events(Sql sql, Ids ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /** Appends one event; no secret may be in {@code detail}. */
    public void append(
            Instant happened,
            @Nullable Long deliveryId,
            @Nullable Long attemptId,
            String kind,
            @Nullable String detail) {
        sql.append(
                "INSERT INTO event (id, happened, delivery_id, attempt_id, kind, detail)",
                ids.next("event"),
                happened,
                deliveryId,
                attemptId,
                kind,
                detail);
    }
}
