// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is durable about a delivery and bears on what happens next.
 *
 * @param phase where it stands
 * @param outcome the final word, or pending
 * @param dueAt when its next step falls due; null: nothing by time
 * @param packets counters spent for its script
 * @param marks {@link DeliveryMark} bits
 * @param evidence what the report says
 */
public record DeliveryState(
        Phase phase, Outcome outcome, @Nullable Instant dueAt, int packets, int marks, Evidence evidence) {

    /** As planning makes it: due at once. */
    public static final DeliveryState PLANNED =
            new DeliveryState(Phase.WAITING, Outcome.PENDING, Instant.EPOCH, 0, 0, Evidence.NONE);

    public boolean has(DeliveryMark mark) {
        return (marks & mark.bit()) != 0;
    }
}
