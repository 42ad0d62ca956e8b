// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.ComposedPacket;
import org.otagateway.gateway.operation.StepGoal;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeySet;

/** Makes packets of what lies in the store. */
public interface PacketSource {
    /** How the delivery's plan goes on from each step; where it can no longer be made, as a plan of one step. */
    PlanOutline outline(Transaction tx, JobContext context, DeliveryRow delivery);

    /**
     * What a step of the delivery's plan wants of its answer.
     *
     * @throws ComposeException where the plan can no longer be made
     */
    StepGoal goal(Transaction tx, JobContext context, DeliveryRow delivery, int step) throws ComposeException;

    /**
     * A new packet.
     *
     * @throws ComposeException where it cannot be made
     */
    ComposedPacket make(
            Transaction tx,
            JobContext context,
            DeliveryRow delivery,
            PacketContent content,
            Counter counter,
            int reference)
            throws ComposeException;

    /**
     * A packet once more: as it is kept, or else made again of the same things.
     *
     * @throws ComposeException where it cannot be made
     */
    ComposedPacket again(Transaction tx, JobContext context, DeliveryRow delivery, AttemptRow attempt)
            throws ComposeException;

    /** The packet sealed, where it must be kept as it is (counter setting 11, design rule 2); else null. */
    @Nullable
    Octets kept(
            Transaction tx, JobContext context, DeliveryRow delivery, long domainId, Counter counter, Octets packet);

    /**
     * The keys that a packet of this job and card takes.
     *
     * @throws ComposeException where there are none
     */
    KeySet keys(Transaction tx, JobContext context, long cardId) throws ComposeException;

    /** The card's number, international. */
    String msisdn(Transaction tx, long cardId);
}
