// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.util.HashMap;
import java.util.Map;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.SecretColumn;
import org.otagateway.gateway.job.ColumnsJson;
import org.otagateway.gateway.store.DeliveryInput;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.gateway.vault.VaultException;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.KeySet;

/** What packets of a card are made of: the job's copy of its columns, and the keys in the vault. */
final class StoredValues {
    private final Vault vault;

    StoredValues(Vault vault) {
        this.vault = vault;
    }

    /** @throws ComposeException where the card is not in the store */
    Card card(Transaction tx, long cardId) throws ComposeException {
        Card card = tx.cards().find(cardId);
        if (card == null) {
            throw new ComposeException("the card is not in the store");
        }
        return card;
    }

    /** The columns of a delivery by their names, secrets in digits. */
    Map<String, String> columns(Transaction tx, DeliveryRow delivery, Card card) throws ComposeException {
        DeliveryInput input = tx.deliveryStates().input(delivery.id());
        if (input == null) {
            throw new ComposeException("the job's copy of the card's columns is not in the store");
        }
        try {
            Map<String, String> columns = new HashMap<>(ColumnsJson.read(input.columns()));
            Octets sealed = input.sealed();
            if (sealed != null) {
                for (Map.Entry<String, SecretOctets> secret :
                        vault.openInput(delivery.jobId(), card.iccid(), sealed).entrySet()) {
                    columns.put(secret.getKey(), SecretColumn.digits(secret.getValue()));
                }
            }
            return columns;
        } catch (IllegalArgumentException | VaultException e) {
            throw new ComposeException("the job's copy of the card's columns cannot be read", e);
        }
    }

    /** @throws IllegalArgumentException naming the column, where there is none */
    static String value(Map<String, String> columns, String name) {
        String value = columns.get(name);
        if (value == null) {
            throw new IllegalArgumentException("script: no column " + name);
        }
        return value;
    }

    /** The keys of the version in question; none where the store has none, since an SPI without security needs none. */
    KeySet keys(Transaction tx, JobContext context, Card card) throws ComposeException {
        try {
            return keysOrFault(tx, context, card);
        } catch (VaultException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws IllegalArgumentException where the card has no keys of that version */
    KeySet known(Transaction tx, JobContext context, Card card) {
        if (tx.cards().keySet(card.id(), context.securityDomain(), context.keyVersion()) == null) {
            throw new IllegalArgumentException("keys: none of version " + context.keyVersion());
        }
        return keysOrFault(tx, context, card);
    }

    /** The same where no other exception may pass; {@link VaultException} is unchecked. */
    KeySet keysOrFault(Transaction tx, JobContext context, Card card) {
        String securityDomain = context.securityDomain();
        int version = context.keyVersion();
        SealedKeySet sealed = tx.cards().keySet(card.id(), securityDomain, version);
        return sealed == null
                ? KeySet.of(version, null, null)
                : vault.openKeySet(card.iccid(), securityDomain, version, sealed.sealed());
    }
}
