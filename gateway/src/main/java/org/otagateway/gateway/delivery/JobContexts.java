// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.secured.ResponseChannel;

/** Finds what a job says of a card. */
public interface JobContexts {
    /** The job of a delivery, resolved for its card's profile. */
    JobContext of(Transaction tx, DeliveryRow delivery);

    /** How the link that a new packet of the delivery would take wants the proof of receipt; null: it does not say. */
    @Nullable
    ResponseChannel answers(Transaction tx, DeliveryRow delivery);

    /** Notes that a packet of the job goes; only the first call for a job counts. */
    void started(Transaction tx, long jobId, Instant now);
}
