// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.store.CardQueries.KeyFate;
import org.otagateway.gateway.store.CardQueries.StandingNote;
import org.otagateway.gateway.store.HistoryQueries.CardDelivery;
import org.otagateway.gateway.store.ReadView;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;

/** What is told of the cards of a store, as JSON objects. Of a key it tells the check value alone. */
public final class CardBook {
    /** Rows that one read looks at, so that it is short even where few cards are meant. */
    private static final int WINDOW = 5_000;

    private static final int DELIVERIES_SHOWN = 20;

    private final Store store;
    private final Vault vault;

    public CardBook(Store store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    /**
     * A page of cards: {@code cards}, up to {@code limit} of those that {@code filter} means, in the order in which they came
     * into the store, and {@code next}, what to ask for as {@code after}; null at the end.
     */
    public ObjectNode page(CardFilter filter, long after, int limit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode cards = json.putArray("cards");
        Long next = after;
        while (next != null && cards.size() < limit) {
            next = add(cards, filter, next, limit - cards.size());
        }
        json.put("next", next);
        return json;
    }

    private @Nullable Long add(ArrayNode cards, CardFilter filter, long after, int room) {
        return store.read(view -> {
            long until = after + WINDOW;
            List<Card> page = view.cards().page(filter, after, until, room);
            page.forEach(card -> cards.add(head(view, card)));
            if (page.size() == room) {
                return page.get(room - 1).id();
            }
            return until >= view.cards().last() ? null : Long.valueOf(until);
        });
    }

    /** A card with its key versions, counters and newest deliveries; null where there is none of this ICCID. */
    public @Nullable ObjectNode show(String iccid) {
        return store.read(view -> {
            Card card = view.cards().findByIccid(iccid);
            return card == null ? null : show(view, card);
        });
    }

    private ObjectNode show(ReadView view, Card card) {
        ObjectNode json = head(view, card);
        Card successor = view.cards().successor(card);
        json.put("number_moved_to", successor == null ? null : successor.iccid());
        ArrayNode keys = json.putArray("keys");
        for (SealedKeySet sealed : view.cards().keySets(card.id())) {
            keys.add(keys(view, card, sealed));
        }
        ArrayNode counters = json.putArray("counters");
        view.counterDomains().list(card.id()).forEach(domain -> counters.add(counter(domain)));
        ArrayNode deliveries = json.putArray("deliveries");
        view.history()
                .deliveries(card.id(), Long.MAX_VALUE, DELIVERIES_SHOWN)
                .forEach(delivery -> deliveries.add(delivery(delivery)));
        return json;
    }

    static ObjectNode head(ReadView view, Card card) {
        StandingNote note = view.cards().standingNote(card.id());
        return JsonNodeFactory.instance
                .objectNode()
                .put("iccid", card.iccid())
                .put("msisdn", card.msisdn())
                .put("imsi", card.imsi())
                .put("eid", card.eid())
                .put("profile", card.profile())
                .put("created", card.created().toString())
                .put("standing", card.standing().label())
                .put("standing_since", note == null ? null : note.since().toString())
                .put("standing_reason", note == null ? null : note.reason());
    }

    private ObjectNode keys(ReadView view, Card card, SealedKeySet sealed) {
        KeySet open = vault.openKeySet(card.iccid(), sealed.securityDomain(), sealed.version(), sealed.sealed());
        KeyFate fate = view.cards().keyFate(card.id(), sealed.securityDomain(), sealed.version());
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("security_domain", sealed.securityDomain())
                .put("version", sealed.version())
                .put("algorithm", sealed.algorithm());
        ObjectNode values = json.putObject("check_values");
        for (KeyRole role : KeyRole.values()) {
            open.key(role)
                    .ifPresent(key -> values.put(
                            role.name().toLowerCase(Locale.ROOT),
                            key.checkValue().toHex()));
        }
        json.put("replaced_by", fate == null ? null : fate.replacedBy());
        json.put("gone", fate != null && fate.gone());
        return json;
    }

    private static ObjectNode counter(CounterDomain domain) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("security_domain", domain.securityDomain())
                .put("key_version", domain.keyVersion())
                .put("tar", domain.tar())
                .put("spent", domain.spent().value())
                .put(
                        "placed",
                        domain.placed() == null
                                ? null
                                : Objects.requireNonNull(domain.placed()).value())
                .put("placed_by", word(domain.placedBy()))
                .put("behind", domain.behind());
    }

    private static @Nullable String word(PlacedBy by) {
        return switch (by) {
            case NONE -> null;
            case PROOF_OF_RECEIPT -> "proof of receipt";
            case OPERATOR -> "operator";
        };
    }

    static ObjectNode delivery(CardDelivery delivery) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("job", delivery.jobId())
                .put("name", delivery.job())
                .put("run", delivery.run())
                .put("outcome", delivery.outcome().label())
                .put("created", Objects.toString(delivery.created(), null))
                .put("finished", Objects.toString(delivery.finished(), null))
                .put("detail", delivery.detail());
    }
}
