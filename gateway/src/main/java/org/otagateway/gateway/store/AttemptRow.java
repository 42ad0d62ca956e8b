// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.PacketState;
import org.otagateway.gateway.outcome.StepVisit;
import org.otagateway.packet.bytes.Octets;

/**
 * A packet of the store: with the job and the card, all that it is made of.
 *
 * @param id its row
 * @param deliveryId the delivery's row
 * @param cardId the card's row
 * @param domainId the row of the counter domain
 * @param visit to which step of the plan it is
 * @param keyVersion 0…15
 * @param reference the concatenation reference, 1…255
 * @param digest SHA-256 of the packet
 * @param chasedBy under counter setting 11, for which send of which delivery it last went out again; null: never
 * @param sealed the packet itself, sealed, where it may not be rebuilt
 * @param packet what bears on what happens next
 */
public record AttemptRow(
        long id,
        long deliveryId,
        long cardId,
        long domainId,
        StepVisit visit,
        int keyVersion,
        int reference,
        Octets digest,
        @Nullable Long chasedBy,
        @Nullable Octets sealed,
        PacketState packet) {
    /** The same as the store has it: times in milliseconds, and no octets that nobody needs. */
    @SuppressWarnings("ReferenceEquality") // the same object is what was not changed
    AttemptRow asStored() {
        Octets wanted = packet.resolved() ? null : sealed;
        PacketState stored = StoredForm.of(packet);
        return wanted == sealed && stored == packet
                ? this
                : new AttemptRow(
                        id,
                        deliveryId,
                        cardId,
                        domainId,
                        visit,
                        keyVersion,
                        reference,
                        digest,
                        chasedBy,
                        wanted,
                        stored);
    }

    /** The same in another state. */
    public AttemptRow with(PacketState other) {
        return new AttemptRow(
                id, deliveryId, cardId, domainId, visit, keyVersion, reference, digest, chasedBy, sealed, other);
    }

    /** The same, gone out again for that send. */
    public AttemptRow chased(long by) {
        return new AttemptRow(
                id, deliveryId, cardId, domainId, visit, keyVersion, reference, digest, by, sealed, packet);
    }
}
