// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.card.Standing;
import org.otagateway.packet.bytes.Octets;

/** Reads cards, their sealed keys and their sealed secrets. */
public class CardQueries {
    private static final String CARD =
            "SELECT id, iccid, msisdn, imsi, eid, profile, created, standing FROM card WHERE ";

    private static final int LOOKED_UP = 100;
    private static final String BY_ICCIDS =
            CARD + "iccid IN (" + String.join(", ", Collections.nCopies(LOOKED_UP, "?")) + ")";

    final Sql sql;

    CardQueries(Sql sql) {
        this.sql = sql;
    }

    /** The card in row {@code id}, or null. */
    public @Nullable Card find(long id) {
        return sql.first(CARD + "id = ?", CardQueries::card, id);
    }

    /** The card with {@code iccid}, or null. */
    public @Nullable Card findByIccid(String iccid) {
        return sql.first(CARD + "iccid = ?", CardQueries::card, iccid);
    }

    /** Those of {@code iccids} that are in the store, by ICCID; for a page of a file. */
    public Map<String, Card> findAllByIccid(List<String> iccids) {
        Map<String, Card> found = new HashMap<>();
        // Files are mostly in the order of their ICCIDs, and mostly new: one look answers for all then.
        if (iccids.isEmpty() || !anyBetween(Collections.min(iccids), Collections.max(iccids))) {
            return found;
        }
        for (int from = 0; from < iccids.size(); from += LOOKED_UP) {
            List<String> some = iccids.subList(from, Math.min(from + LOOKED_UP, iccids.size()));
            // Always as many, the last once more, so that there is one statement.
            @Nullable Object[] wanted = new Object[LOOKED_UP];
            for (int i = 0; i < LOOKED_UP; i++) {
                wanted[i] = some.get(Math.min(i, some.size() - 1));
            }
            for (Card card : sql.list(BY_ICCIDS, CardQueries::card, wanted)) {
                found.put(card.iccid(), card);
            }
        }
        return found;
    }

    private boolean anyBetween(String first, String last) {
        return sql.first("SELECT 1 FROM card WHERE iccid BETWEEN ? AND ? LIMIT 1", row -> row.flag(1), first, last)
                != null;
    }

    /** Up to {@code limit} cards with this number, the newest first; a number may have moved to another card. */
    public List<Card> listByMsisdn(String msisdn, int limit) {
        // The limit as a number: see KeptRows.LIMIT.
        return sql.list(CARD + "msisdn = ? ORDER BY id DESC LIMIT " + limit, CardQueries::card, msisdn);
    }

    /** Up to {@code limit} cards with this IMSI, the newest first. */
    public List<Card> listByImsi(String imsi, int limit) {
        return sql.list(CARD + "imsi = ? ORDER BY id DESC LIMIT ?", CardQueries::card, imsi, limit);
    }

    /** A page of up to {@code limit} cards after row {@code afterId}, in the order of their rows. */
    public List<Card> page(long afterId, int limit) {
        return sql.list(CARD + "id > ? ORDER BY id LIMIT ?", CardQueries::card, afterId, limit);
    }

    /**
     * A page of up to {@code limit} cards that a filter means, in the order of their rows.
     *
     * @param afterId only rows behind
     * @param lastId only rows up to this one, so that a read is short even where few cards are meant
     */
    public List<Card> page(CardFilter filter, long afterId, long lastId, int limit) {
        CardSelect select = new CardSelect(filter, false);
        return sql.list(
                "SELECT c.id, c.iccid, c.msisdn, c.imsi, c.eid, c.profile, c.created, c.standing FROM card c"
                        + " WHERE c.id > ? AND c.id <= ?" + select.conditions() + " ORDER BY c.id LIMIT ?",
                CardQueries::card,
                select.parameters(List.of(afterId, lastId), limit));
    }

    /** The row of the card that came last; 0 where there is none. */
    public long last() {
        return sql.number("SELECT max(id) FROM card");
    }

    public long count() {
        return sql.number("SELECT count(*) FROM card");
    }

    /** All key sets of a card. */
    public List<SealedKeySet> keySets(long cardId) {
        return sql.list(
                "SELECT security_domain, version, algorithm, sealed FROM card_key WHERE card_id = ?",
                CardQueries::keySet,
                cardId);
    }

    /** A key version of a security domain of a card: its keys, and what became of it. */
    record KeyRow(SealedKeySet keys, KeyFate fate) {}

    /** All key versions of a security domain of a card. */
    List<KeyRow> keyRows(long cardId, String securityDomain) {
        return sql.list(
                "SELECT security_domain, version, algorithm, sealed, replaced_by, gone FROM card_key"
                        + " WHERE card_id = ? AND security_domain = ?",
                row -> new KeyRow(keySet(row), new KeyFate(row.smallOrNull(5), row.flag(6))),
                cardId,
                securityDomain);
    }

    private @Nullable KeyRow keyRow(long cardId, String securityDomain, int version) {
        for (KeyRow row : keyRows(cardId, securityDomain)) {
            if (row.keys.version() == version) {
                return row;
            }
        }
        return null;
    }

    /** The key set of one version in one security domain, or null. */
    public @Nullable SealedKeySet keySet(long cardId, String securityDomain, int version) {
        KeyRow row = keyRow(cardId, securityDomain, version);
        return row == null ? null : row.keys;
    }

    /**
     * A key version that packets ask for, and what replaced it on this card.
     *
     * @param versions the one asked for, and each that replaced the one before
     * @param gone the card no longer has the last of them
     */
    public record KeyChain(List<Integer> versions, boolean gone) {
        public KeyChain {
            versions = List.copyOf(versions);
        }

        /** The one in use. */
        public int last() {
            return versions.get(versions.size() - 1);
        }
    }

    /**
     * What became of a key version.
     *
     * @param replacedBy the version that packets take instead; null: it is in use
     * @param gone the card no longer has it
     */
    public record KeyFate(@Nullable Integer replacedBy, boolean gone) {}

    /** What became of a key version; null where the card never had it. */
    public @Nullable KeyFate keyFate(long cardId, String securityDomain, int version) {
        KeyRow row = keyRow(cardId, securityDomain, version);
        return row == null ? null : row.fate;
    }

    /** What became of a key version of a security domain of the card. */
    public KeyChain keyChain(long cardId, String securityDomain, int version) {
        List<Integer> versions = new ArrayList<>();
        Integer next = version;
        boolean gone = false;
        while (next != null && !versions.contains(next)) {
            versions.add(next);
            KeyFate fate = keyFate(cardId, securityDomain, next);
            gone = fate != null && fate.gone;
            next = fate == null ? null : fate.replacedBy;
        }
        return new KeyChain(versions, gone);
    }

    /**
     * Since when and why a card is blocked or removed.
     *
     * @param reason the operator's words; null where there are none
     */
    public record StandingNote(Instant since, @Nullable String reason) {}

    /** What is noted of the card's standing; null where it always was active. */
    public @Nullable StandingNote standingNote(long cardId) {
        return sql.first(
                "SELECT standing_since, standing_reason FROM card WHERE id = ? AND standing_since IS NOT NULL",
                row -> new StandingNote(row.time(1), row.textOrNull(2)),
                cardId);
    }

    /** The card that has this card's number since later, as numbers move; null where the number is still its own. */
    public @Nullable Card successor(Card card) {
        Card newest = sql.first(
                CARD + "msisdn = ? ORDER BY coalesce(numbered, created) DESC, id DESC LIMIT 1",
                CardQueries::card,
                card.msisdn());
        return newest == null || newest.id() == card.id() ? null : newest;
    }

    /** Since when the card has its number. */
    public @Nullable Instant numberedSince(long cardId) {
        return sql.first("SELECT coalesce(numbered, created) FROM card WHERE id = ?", row -> row.time(1), cardId);
    }

    /** The sealed secret of that name, or null. */
    public @Nullable Octets secret(long cardId, String name) {
        return sql.first(
                "SELECT sealed FROM card_secret WHERE card_id = ? AND name = ?", row -> row.octets(1), cardId, name);
    }

    /** Whether anything sealed lies in the store, so that a new root key would lose it. */
    public boolean anySealed() {
        return sql.number("SELECT CASE WHEN EXISTS (SELECT 1 FROM card_key) OR EXISTS (SELECT 1 FROM card_secret)"
                        + " THEN 1 ELSE 0 END")
                > 0;
    }

    private static SealedKeySet keySet(Sql.Row row) throws SQLException {
        return new SealedKeySet(row.text(1), row.small(2), row.text(3), row.octets(4));
    }

    private static Card card(Sql.Row row) throws SQLException {
        return card(row, 1);
    }

    /** The card whose columns begin at {@code first}. */
    static Card card(Sql.Row row, int first) throws SQLException {
        return new Card(
                row.number(first),
                row.text(first + 1),
                row.text(first + 2),
                row.textOrNull(first + 3),
                row.textOrNull(first + 4),
                row.text(first + 5),
                row.time(first + 6),
                Standing.ofCode(row.small(first + 7)));
    }
}
