// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Instant;
import java.util.Objects;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.store.DeliveryRow;

/** What is done where a card that could not be reached is seen again: the next send waits no longer. */
public final class SignsOfLife {
    private final DeliveryEngine engine;

    public SignsOfLife(DeliveryEngine engine) {
        this.engine = engine;
    }

    /**
     * The card was seen.
     *
     * @param when it was seen
     * @return deliveries whose next send was brought forward
     */
    public int seen(Occasion occasion, long cardId, Instant when) {
        int forward = 0;
        for (DeliveryRow row : occasion.tx().deliveryStates().awaiting(cardId, occasion.now())) {
            engine.apply(occasion, row, new DeliveryEvent.Seen(when));
            DeliveryRow after = occasion.tx().deliveryStates().find(row.id());
            boolean same = after == null
                    || Objects.equals(after.state().dueAt(), row.state().dueAt());
            forward += same ? 0 : 1;
        }
        return forward;
    }
}
