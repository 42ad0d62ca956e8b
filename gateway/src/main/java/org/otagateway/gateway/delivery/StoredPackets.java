// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.ComposedPacket;
import org.otagateway.gateway.compose.Composer;
import org.otagateway.gateway.compose.PacketSettings;
import org.otagateway.gateway.compose.SecretColumn;
import org.otagateway.gateway.job.ColumnsJson;
import org.otagateway.gateway.operation.Executed;
import org.otagateway.gateway.operation.Operation;
import org.otagateway.gateway.operation.RawApdu;
import org.otagateway.gateway.operation.StepGoal;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryInput;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.gateway.vault.VaultException;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.secured.CounterMode;

/** Makes packets of the job's copy of a card's columns and the keys in the vault. For the writer's thread alone. */
public final class StoredPackets implements PacketSource {
    private final Vault vault;
    private final Composer composer = new Composer();

    public StoredPackets(Vault vault) {
        this.vault = vault;
    }

    @Override
    public PlanOutline outline(Transaction tx, JobContext context, DeliveryRow delivery) {
        return PlanOutline.SINGLE;
    }

    @Override
    public StepGoal goal(Transaction tx, JobContext context, DeliveryRow delivery, int step) {
        return new Executed(
                context.definition().script().size(), context.definition().expect());
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
        Card card = card(tx, delivery.cardId());
        KeySet keys = keys(tx, context, card);
        List<String> script = script(tx, context, delivery, card);
        return composer.compose(
                settings(context, keys),
                content.kind() == AttemptKind.PROBE ? Composer.probe(script) : script,
                counter,
                reference,
                KeySets.of(keys));
    }

    @Override
    public ComposedPacket again(Transaction tx, JobContext context, DeliveryRow delivery, AttemptRow attempt)
            throws ComposeException {
        Counter counter = new Counter(attempt.packet().counter());
        Octets sealed = attempt.sealed();
        if (sealed == null) {
            return make(tx, context, delivery, PacketContent.of(attempt), counter, attempt.reference());
        }
        Card card = card(tx, delivery.cardId());
        try {
            Octets packet = vault.openPacket(card.iccid(), attempt.domainId(), counter.value(), sealed);
            return composer.segments(settings(context, keys(tx, context, card)), packet, attempt.reference());
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
        return keys(tx, context, card(tx, cardId));
    }

    @Override
    public String msisdn(Transaction tx, long cardId) {
        Card card = tx.cards().find(cardId);
        return card == null ? "" : card.msisdn();
    }

    private static Card card(Transaction tx, long cardId) throws ComposeException {
        Card card = tx.cards().find(cardId);
        if (card == null) {
            throw new ComposeException("the card is not in the store");
        }
        return card;
    }

    private KeySet keys(Transaction tx, JobContext context, Card card) throws ComposeException {
        String securityDomain = context.securityDomain();
        int version = context.keyVersion();
        SealedKeySet sealed = tx.cards().keySet(card.id(), securityDomain, version);
        if (sealed == null) {
            // An SPI that asks for no security needs no key.
            return KeySet.of(version, null, null);
        }
        try {
            return vault.openKeySet(card.iccid(), securityDomain, version, sealed.sealed());
        } catch (VaultException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
    }

    private static PacketSettings settings(JobContext context, KeySet keys) throws ComposeException {
        try {
            return context.settings(keys);
        } catch (IllegalArgumentException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The APDUs of one card, in hexadecimal. */
    private List<String> script(Transaction tx, JobContext context, DeliveryRow delivery, Card card)
            throws ComposeException {
        DeliveryInput input = tx.deliveryStates().input(delivery.id());
        if (input == null) {
            throw new ComposeException("the job's copy of the card's columns is not in the store");
        }
        Map<String, String> values = values(delivery, card, input);
        try {
            return context.definition().script().stream()
                    .map((Operation line) -> ((RawApdu) line).template().fill(name -> value(values, name)))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("script: no column " + name);
        }
        return value;
    }

    private Map<String, String> values(DeliveryRow delivery, Card card, DeliveryInput input) throws ComposeException {
        try {
            Map<String, String> values = new HashMap<>(ColumnsJson.read(input.columns()));
            Octets sealed = input.sealed();
            if (sealed != null) {
                for (Map.Entry<String, SecretOctets> secret :
                        vault.openInput(delivery.jobId(), card.iccid(), sealed).entrySet()) {
                    values.put(secret.getKey(), SecretColumn.digits(secret.getValue()));
                }
            }
            return values;
        } catch (IllegalArgumentException | VaultException e) {
            throw new ComposeException("the job's copy of the card's columns cannot be read", e);
        }
    }
}
