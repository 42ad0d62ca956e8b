// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

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
        append(happened, deliveryId, attemptId, kind, detail, null);
    }

    /** The same with octets that came in. */
    public void append(
            Instant happened,
            @Nullable Long deliveryId,
            @Nullable Long attemptId,
            String kind,
            @Nullable String detail,
            @Nullable Octets octets) {
        sql.note(
                "INSERT INTO event (id, happened, delivery_id, attempt_id, kind, detail, octets)",
                ids.next("event"),
                happened,
                deliveryId,
                attemptId,
                kind,
                detail,
                octets);
    }
}
