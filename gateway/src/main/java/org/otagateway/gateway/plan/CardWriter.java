// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.time.Instant;
import java.util.List;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.RowKeys;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.keys.Counter;

/** Writes what a row changes of its card. */
final class CardWriter {
    private final Vault vault;

    CardWriter(Vault vault) {
        this.vault = vault;
    }

    /** What a row did to its card. */
    enum Change {
        NEW,
        UPDATED,
        UNCHANGED
    }

    /** @param card as it is now in the store */
    record Written(Card card, Change change) {}

    Written write(Transaction tx, Intake.Accepted accepted, Instant now) {
        Card stored = accepted.stored();
        Card card = accepted.card(stored == null ? 0 : stored.id(), stored == null ? now : stored.created());
        Change change = Change.UNCHANGED;
        if (stored == null) {
            card = tx.cards().insert(card.iccid(), card.msisdn(), card.imsi(), card.eid(), card.profile(), now);
            change = Change.NEW;
        } else if (!card.equals(stored)) {
            tx.cards().update(card);
            change = Change.UPDATED;
        }
        if (stored != null && !stored.msisdn().equals(card.msisdn())) {
            tx.cards().setNumbered(card.id(), now);
        }
        boolean more = writeKeys(tx, card, accepted);
        for (RowKeys keys : accepted.row().keys()) {
            Counter counter = keys.counter();
            if (counter != null) {
                more |= tell(tx, card, keys, counter);
            }
        }
        return new Written(card, more && change == Change.UNCHANGED ? Change.UPDATED : change);
    }

    private boolean writeKeys(Transaction tx, Card card, Intake.Accepted accepted) {
        accepted.changedKeys()
                .forEach((place, keys) -> tx.cards()
                        .putKeySet(
                                card.id(),
                                new SealedKeySet(
                                        place.securityDomain(),
                                        place.version(),
                                        Intake.algorithm(keys),
                                        vault.sealKeySet(card.iccid(), place.securityDomain(), keys))));
        accepted.changedSecrets()
                .forEach((name, secret) ->
                        tx.cards().putSecret(card.id(), name, vault.sealSecret(card.iccid(), name, secret)));
        return !accepted.changedKeys().isEmpty() || !accepted.changedSecrets().isEmpty();
    }

    /** The operator's word holds for the source of the key version, and for each TAR that is counted apart. */
    private static boolean tell(Transaction tx, Card card, RowKeys keys, Counter counter) {
        List<CounterDomain> domains = tx.counterDomains().list(card.id(), keys.securityDomain(), keys.version());
        if (domains.isEmpty()) {
            tx.counterDomains().insertTold(card.id(), keys.securityDomain(), keys.version(), counter);
            return true;
        }
        boolean changed = false;
        for (CounterDomain domain : domains) {
            changed |= tx.counterDomains().tell(domain, counter);
        }
        return changed;
    }
}
