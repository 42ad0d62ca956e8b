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
 * @param progress how far it is in its plan
 */
public record DeliveryState(
        Phase phase,
        Outcome outcome,
        @Nullable Instant dueAt,
        int packets,
        int marks,
        Evidence evidence,
        Progress progress) {

    /** As planning makes it: due at once. */
    public static final DeliveryState PLANNED =
            new DeliveryState(Phase.WAITING, Outcome.PENDING, Instant.EPOCH, 0, 0, Evidence.NONE, Progress.START);

    public boolean has(DeliveryMark mark) {
        return (marks & mark.bit()) != 0;
    }
}
