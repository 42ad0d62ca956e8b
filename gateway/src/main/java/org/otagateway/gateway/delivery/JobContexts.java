// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Instant;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;

/** Finds what a job says of a card. */
public interface JobContexts {
    /** The job of a delivery, resolved for its card's profile. */
    JobContext of(Transaction tx, DeliveryRow delivery);

    /** Notes that a packet of the job goes; only the first call for a job counts. */
    void started(Transaction tx, long jobId, Instant now);
}
