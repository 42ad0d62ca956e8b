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
import org.otagateway.packet.keys.KeySet;

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

    /** Writes a card that is not in the store: plain inserts, which go out many at a time. */
    static Card write(Transaction tx, FreshCard fresh, Instant now) {
        Card told = fresh.accepted().card(0, now);
        Card card = tx.cards().insert(told.iccid(), told.msisdn(), told.imsi(), told.eid(), told.profile(), now);
        for (SealedKeySet keys : fresh.keySets()) {
            tx.cards().insertKeySet(card.id(), keys);
        }
        fresh.secrets().forEach((name, secret) -> tx.cards().putSecret(card.id(), name, secret));
        for (RowKeys keys : fresh.accepted().row().keys()) {
            Counter counter = keys.counter();
            if (counter != null) {
                tx.counterDomains().insertTold(card.id(), keys.securityDomain(), keys.version(), counter);
            }
        }
        return card;
    }

    static SealedKeySet sealedKeys(Vault vault, String iccid, Intake.KeyPlace place, KeySet keys) {
        return new SealedKeySet(
                place.securityDomain(),
                place.version(),
                Intake.algorithm(keys),
                vault.sealKeySet(iccid, place.securityDomain(), keys));
    }

    /** Writes what a row changes of a card that the store has. */
    Written write(Transaction tx, Intake.Accepted accepted, Card stored, Instant now) {
        Card card = accepted.card(stored.id(), stored.created());
        Change change = Change.UNCHANGED;
        if (!card.equals(stored)) {
            tx.cards().update(card);
            change = Change.UPDATED;
        }
        if (!stored.msisdn().equals(card.msisdn())) {
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
                .forEach(
                        (place, keys) -> tx.cards().putKeySet(card.id(), sealedKeys(vault, card.iccid(), place, keys)));
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
