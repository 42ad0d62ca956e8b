// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;

/**
 * What one event concerns.
 *
 * @param occasion when, and in which transaction
 * @param context the delivery's job, under the key version of the packet in question
 * @param plan of the delivery
 * @param delivery as the event finds it
 * @param attempt the packet; null where there is none
 * @param domain the counter domain of that packet, or of the one to be spent next
 * @param keysGone the card no longer has the keys of the packet to be spent next
 */
record Concern(
        Occasion occasion,
        JobContext context,
        PlanOutline plan,
        DeliveryRow delivery,
        @Nullable AttemptRow attempt,
        CounterDomain domain,
        boolean keysGone) {
    Transaction tx() {
        return occasion.tx();
    }

    Instant now() {
        return occasion.now();
    }
}
