// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.RouteRoom;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.operation.CardValues;
import org.otagateway.gateway.operation.CompileException;
import org.otagateway.gateway.operation.Executed;
import org.otagateway.gateway.operation.PacketRoom;
import org.otagateway.gateway.operation.Plan;
import org.otagateway.gateway.operation.PlanCompiler;
import org.otagateway.gateway.operation.StepGoal;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.vault.VaultException;
import org.otagateway.packet.keys.KeySet;

/**
 * Makes the plans of deliveries of what lies in the store: each time anew, since commands may hold secrets; only the outlines
 * are kept, some of them.
 */
final class StoredPlans {
    private static final int MOST_OUTLINES = 256;

    private final StoredValues values;
    private final Map<Long, Known> outlines = new HashMap<>();

    /** Job and card tell a delivery from one that was planned under the same number, here or elsewhere, and taken back. */
    private record Known(JobDefinition job, long cardId, PlanOutline outline) {}

    StoredPlans(StoredValues values) {
        this.values = values;
    }

    /** How the plan goes on from each step; where it can no longer be made, as a plan of one step. */
    PlanOutline outline(Transaction tx, JobContext context, DeliveryRow delivery) {
        try {
            return context.definition().isRaw() ? PlanOutline.SINGLE : made(tx, context, delivery);
        } catch (ComposeException e) {
            return PlanOutline.SINGLE;
        }
    }

    /** What a step wants of its answer. */
    StepGoal goal(Transaction tx, JobContext context, DeliveryRow delivery, int step) throws ComposeException {
        JobDefinition job = context.definition();
        if (job.isRaw()) {
            return new Executed(job.script().size(), job.expect());
        }
        PlanOutline outline = made(tx, context, delivery);
        if (step >= outline.steps()) {
            throw new ComposeException("the plan no longer has a step " + (step + 1));
        }
        return outline.goal(step);
    }

    private PlanOutline made(Transaction tx, JobContext context, DeliveryRow delivery) throws ComposeException {
        JobDefinition job = context.definition();
        Known known = outlines.get(delivery.id());
        if (known != null && known.cardId == delivery.cardId() && known.job.equals(job)) {
            return known.outline;
        }
        PlanOutline outline = PlanOutline.of(plan(tx, context, delivery, values.card(tx, delivery.cardId())));
        if (outlines.size() >= MOST_OUTLINES) {
            outlines.clear();
        }
        outlines.put(delivery.id(), new Known(job, delivery.cardId(), outline));
        return outline;
    }

    /** The plan, as the job's application was resolved: a change of keys on the way does not change it. */
    Plan plan(Transaction tx, JobContext context, DeliveryRow delivery, Card card) throws ComposeException {
        JobDefinition job = context.definition();
        JobContext resolved = context.asResolved();
        Map<String, String> columns = values.columns(tx, delivery, card);
        CardValues ofCard = new CardValues() {
            @Override
            public String column(String name) {
                return StoredValues.value(columns, name);
            }

            @Override
            public KeySet keys(int version) {
                return values.known(tx, resolved.under(version), card);
            }

            @Override
            public List<Integer> keyVersions() {
                return tx.cards()
                        .keyChain(card.id(), resolved.securityDomain(), resolved.keyVersion())
                        .versions();
            }
        };
        try {
            return PlanCompiler.compile(
                    job.script(),
                    job.expect(),
                    ofCard,
                    room(tx, resolved, card),
                    resolved.application().application().files());
        } catch (CompileException | IllegalArgumentException | VaultException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What a packet of the job's route carries; asked often, so the keys of a version are opened once. */
    private PacketRoom room(Transaction tx, JobContext resolved, Card card) {
        Map<Integer, KeySet> opened = new HashMap<>();
        return new RouteRoom(
                resolved.application().application(),
                resolved.width(),
                resolved.maxParts(),
                version -> opened.computeIfAbsent(version, v -> values.keysOrFault(tx, resolved.under(v), card)));
    }
}
