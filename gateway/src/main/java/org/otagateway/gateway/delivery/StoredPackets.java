// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.ComposedPacket;
import org.otagateway.gateway.compose.Composer;
import org.otagateway.gateway.compose.PacketSettings;
import org.otagateway.gateway.operation.Operation;
import org.otagateway.gateway.operation.Plan;
import org.otagateway.gateway.operation.RawApdu;
import org.otagateway.gateway.operation.StepGoal;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.gateway.vault.VaultException;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.secured.CounterMode;

/** Makes packets of the job's copy of a card's columns and the keys in the vault. For the writer's thread alone. */
public final class StoredPackets implements PacketSource {
    private final Vault vault;
    private final StoredValues values;
    private final StoredPlans plans;
    private @Nullable Composer composer;

    public StoredPackets(Vault vault) {
        this.vault = vault;
        this.values = new StoredValues(vault);
        this.plans = new StoredPlans(values);
    }

    /** Made at the first packet: its engines load Bouncy Castle, a sixth of the start of a command that makes none. */
    private Composer composer() {
        Composer made = composer;
        if (made == null) {
            made = new Composer();
            composer = made;
        }
        return made;
    }

    @Override
    public PlanOutline outline(Transaction tx, JobContext context, DeliveryRow delivery) {
        return plans.outline(tx, context, delivery);
    }

    @Override
    public StepGoal goal(Transaction tx, JobContext context, DeliveryRow delivery, int step) throws ComposeException {
        return plans.goal(tx, context, delivery, step);
    }

    @Override
    public ComposedPacket make(
            Transaction tx,
            JobContext context,
            DeliveryRow delivery,
            PacketContent content,
            Counter counter,
            int reference)
            throws ComposeException {
        Card card = values.card(tx, delivery.cardId());
        KeySet keys = values.keys(tx, context, card);
        List<String> script = script(tx, context, delivery, card, content);
        List<String> sent = content.kind() == AttemptKind.PROBE ? Composer.probe(script) : script;
        return composer().compose(settings(context, keys), sent, counter, reference, KeySets.of(keys));
    }

    @Override
    public ComposedPacket again(Transaction tx, JobContext context, DeliveryRow delivery, AttemptRow attempt)
            throws ComposeException {
        Counter counter = new Counter(attempt.packet().counter());
        Octets sealed = attempt.sealed();
        if (sealed == null) {
            return make(tx, context, delivery, PacketContent.of(attempt), counter, attempt.reference());
        }
        Card card = values.card(tx, delivery.cardId());
        try {
            Octets packet = vault.openPacket(card.iccid(), attempt.domainId(), counter.value(), sealed);
            PacketSettings settings = settings(context, values.keys(tx, context, card));
            return composer().segments(settings, packet, attempt.reference());
        } catch (VaultException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public @Nullable Octets kept(
            Transaction tx, JobContext context, DeliveryRow delivery, long domainId, Counter counter, Octets packet) {
        if (context.spi().counter() != CounterMode.ONE_HIGHER) {
            return null;
        }
        Card card = tx.cards().find(delivery.cardId());
        return card == null ? null : vault.sealPacket(card.iccid(), domainId, counter.value(), packet);
    }

    @Override
    public KeySet keys(Transaction tx, JobContext context, long cardId) throws ComposeException {
        return values.keys(tx, context, values.card(tx, cardId));
    }

    @Override
    public String msisdn(Transaction tx, long cardId) {
        Card card = tx.cards().find(cardId);
        return card == null ? "" : card.msisdn();
    }

    private static PacketSettings settings(JobContext context, KeySet keys) throws ComposeException {
        try {
            return context.settings(keys);
        } catch (IllegalArgumentException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The APDUs of one step for one card, in hexadecimal. */
    private List<String> script(
            Transaction tx, JobContext context, DeliveryRow delivery, Card card, PacketContent content)
            throws ComposeException {
        if (context.definition().isRaw()) {
            return written(context, values.columns(tx, delivery, card));
        }
        Plan plan = plans.plan(tx, context, delivery, card);
        int step = content.visit().step();
        if (step >= plan.size()) {
            throw new ComposeException("the plan no longer has a step " + (step + 1));
        }
        List<String> apdus = plan.step(step).apdus();
        Integer variant = content.visit().variant();
        return variant == null ? apdus : Composer.withLe(apdus, variant);
    }

    /** A script of APDUs alone goes as it stands. */
    private static List<String> written(JobContext context, Map<String, String> columns) throws ComposeException {
        try {
            List<String> apdus = new ArrayList<>();
            for (Operation operation : context.definition().script()) {
                apdus.add(((RawApdu) operation).template().fill(name -> StoredValues.value(columns, name)));
            }
            return apdus;
        } catch (IllegalArgumentException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
    }
}
