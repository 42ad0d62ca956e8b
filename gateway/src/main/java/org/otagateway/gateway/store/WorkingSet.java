// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.store.CardQueries.KeyRow;
import org.otagateway.packet.bytes.Octets;

/**
 * What the writer read or wrote and is asked for again: some thirty times a card. Everything in it is in the store as well,
 * written before or waiting to be: it may be dropped at any time. It is right because the tables behind it are written in
 * two ways only: by a statement whose class tells here what it changes ({@link Sql#updateTold}), or by any other, which drops
 * whatever is kept of its table ({@link Sql#update}).
 */
final class WorkingSet {
    private static final int MIB = 1 << 20;
    private static final int SMALL = 8_192;
    private static final int REFERENCES = 16_384;

    private static final Pattern WRITTEN = Pattern.compile("(?:UPDATE|INSERT INTO|DELETE FROM) ([a-z_]+)");

    private final KeptRows<AttemptRow> attempts = new KeptRows<>(
            new KeptRows.Naming<>(AttemptRow::id, AttemptRow::cardId),
            row -> 700 + octets(row.sealed()) + 40 * row.packet().submissions().size(),
            10 * MIB);
    private final KeptRows<DeliveryRow> deliveries = new KeptRows<>(
            new KeptRows.Naming<>(DeliveryRow::id, DeliveryRow::cardId),
            row -> 500
                    + octets(row.state().evidence().responseData())
                    + text(row.state().evidence().detail()),
            8 * MIB);
    private final KeptRows<CounterDomain> counterDomains =
            new KeptRows<>(new KeptRows.Naming<>(CounterDomain::id, CounterDomain::cardId), row -> 250, 4 * MIB);
    private final Map<Long, Card> cards = new Newest<>(SMALL);
    private final Map<KeysOf, List<KeyRow>> keys = new Newest<>(SMALL);
    private final Map<String, Numbered> numbers = new Newest<>(SMALL);
    private final Map<MessageName, SlicedReference> references = new Newest<>(REFERENCES);
    private final ParkedNames parked = new ParkedNames();
    private final Map<String, Kept> written = new HashMap<>();

    /** What is kept together, and dropped together. */
    enum Kept {
        ATTEMPTS,
        DELIVERIES,
        COUNTER_DOMAINS,
        CARDS,
        KEYS,
        REFERENCES,
        PARKED,
        NOTHING;

        private static Kept of(String table) {
            return switch (table) {
                case "attempt", "submission" -> ATTEMPTS;
                case "delivery", "delivery_result" -> DELIVERIES;
                case "counter_domain" -> COUNTER_DOMAINS;
                case "card" -> CARDS;
                case "card_key" -> KEYS;
                case "message_reference" -> REFERENCES;
                case "parked_receipt" -> PARKED;
                default -> NOTHING;
            };
        }
    }

    /** Whose keys. */
    record KeysOf(long cardId, String securityDomain) {}

    /** The newest cards with a number, up to {@code limit} of them. */
    record Numbered(int limit, List<Card> cards) {}

    /** What an SMSC calls a message. */
    record MessageName(String link, String messageId) {}

    /** What a message id names since a day. */
    record SlicedReference(long slice, Correlations.Reference reference) {}

    /** As many as fit; those that were asked for least lately make room. */
    private static final class Newest<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private final int most;

        Newest(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    private static int octets(@Nullable Octets octets) {
        return octets == null ? 0 : octets.length();
    }

    private static int text(@Nullable String text) {
        return text == null ? 0 : 2 * text.length();
    }

    KeptRows<AttemptRow> attempts() {
        return attempts;
    }

    KeptRows<DeliveryRow> deliveries() {
        return deliveries;
    }

    KeptRows<CounterDomain> counterDomains() {
        return counterDomains;
    }

    Map<Long, Card> cards() {
        return cards;
    }

    Map<KeysOf, List<KeyRow>> keys() {
        return keys;
    }

    Map<String, Numbered> numbers() {
        return numbers;
    }

    Map<MessageName, SlicedReference> references() {
        return references;
    }

    ParkedNames parked() {
        return parked;
    }

    /** A statement wrote that nobody tells of: what is kept of its table is not known any more. */
    void wrote(String statement) {
        Kept kept = written.get(statement);
        if (kept == null) {
            Matcher matcher = WRITTEN.matcher(statement);
            kept = matcher.lookingAt() ? Kept.of(matcher.group(1)) : Kept.NOTHING;
            written.put(statement, kept);
        }
        if (kept != Kept.NOTHING) {
            drop(kept);
        }
    }

    private void drop(Kept kept) {
        switch (kept) {
            case ATTEMPTS -> attempts.clear();
            case DELIVERIES -> deliveries.clear();
            case COUNTER_DOMAINS -> counterDomains.clear();
            case CARDS -> {
                clear(cards);
                clear(numbers);
            }
            case KEYS -> clear(keys);
            case REFERENCES -> clear(references);
            case PARKED -> parked.clear();
            case NOTHING -> {}
        }
    }

    private static void clear(Map<?, ?> map) {
        if (!map.isEmpty()) {
            map.clear();
        }
    }

    /** Others may have written, or what was written is rolled back. */
    void clear() {
        for (Kept kept : Kept.values()) {
            drop(kept);
        }
    }
}
