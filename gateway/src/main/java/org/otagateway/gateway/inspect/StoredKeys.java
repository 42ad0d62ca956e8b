// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.store.ReadableStore;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.inspect.KeyRing;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;

/** Keys of one card of the store. They open packets and are shown nowhere. */
public final class StoredKeys {
    private static final int MOST_CARDS = 100;

    private StoredKeys() {}

    /**
     * The keys of the cards with that ICCID or number.
     *
     * @param international brings a number into the form in which the store keeps it
     * @param wanted an ICCID, or a number as CARDS.csv has it
     * @throws UserError where there is no such card, or it has no keys
     */
    public static List<KeyRing.Holder> of(
            ReadableStore store, Vault vault, String wanted, UnaryOperator<String> international) {
        List<KeyRing.Holder> holders = new ArrayList<>();
        for (Card card : cards(store, wanted, international)) {
            Map<String, List<KeySet>> domains = new LinkedHashMap<>();
            for (SealedKeySet sealed : store.read(view -> view.cards().keySets(card.id()))) {
                domains.computeIfAbsent(sealed.securityDomain(), domain -> new ArrayList<>())
                        .add(vault.openKeySet(
                                card.iccid(), sealed.securityDomain(), sealed.version(), sealed.sealed()));
            }
            domains.forEach((domain, sets) -> holders.add(
                    new KeyRing.Holder(KeyOptions.name(card.iccid(), domain) + " of the store", new KeySets(sets))));
        }
        if (holders.isEmpty()) {
            throw new UserError("the store has no card with ICCID or MSISDN " + wanted + " that has keys");
        }
        return holders;
    }

    private static List<Card> cards(ReadableStore store, String wanted, UnaryOperator<String> international) {
        return store.read(view -> {
            Card card = view.cards().findByIccid(wanted);
            return card != null ? List.of(card) : view.cards().listByMsisdn(international.apply(wanted), MOST_CARDS);
        });
    }
}
