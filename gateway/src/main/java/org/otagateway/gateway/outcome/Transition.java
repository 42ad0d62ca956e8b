// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event makes of a delivery.
 *
 * @param delivery its new state
 * @param packet the new state of the packet that the event concerned; null where there was none
 * @param actions to be carried out in the same commit
 */
public record Transition(DeliveryState delivery, @Nullable PacketState packet, List<Action> actions) {
    public Transition {
        actions = List.copyOf(actions);
    }
}
