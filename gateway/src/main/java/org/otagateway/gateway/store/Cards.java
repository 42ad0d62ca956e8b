// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.store.WorkingSet.KeysOf;
import org.otagateway.gateway.store.WorkingSet.Numbered;
import org.otagateway.packet.bytes.Octets;

/** Reads and writes cards. */
public final class Cards extends CardQueries {
    private final Ids ids;
    private final WorkingSet kept;

    Cards(Sql sql, Ids ids, WorkingSet kept) {
        super(sql);
        this.ids = ids;
        this.kept = kept;
    }

    /** Asked again and again for the cards that something is under way for. */
    @Override
    public @Nullable Card find(long id) {
        Card known = kept.cards().get(id);
        if (known == null) {
            known = super.find(id);
            if (known != null) {
                kept.cards().put(id, known);
            }
        }
        return known;
    }

    /** As {@link #find}. */
    @Override
    List<KeyRow> keyRows(long cardId, String securityDomain) {
        KeysOf of = new KeysOf(cardId, securityDomain);
        List<KeyRow> known = kept.keys().get(of);
        if (known == null) {
            known = super.keyRows(cardId, securityDomain);
            kept.keys().put(of, known);
        }
        return known;
    }

    /** As {@link #find}: a card answers more than once. */
    @Override
    public List<Card> listByMsisdn(String msisdn, int limit) {
        Numbered known = kept.numbers().get(msisdn);
        if (known == null || known.limit() != limit) {
            known = new Numbered(limit, super.listByMsisdn(msisdn, limit));
            kept.numbers().put(msisdn, known);
        }
        return known.cards();
    }

    /** What a card is may be another thing from now on. */
    private void changed(long cardId) {
        kept.cards().remove(cardId);
        kept.numbers().clear();
    }

    /** Stores a card that is not there yet. */
    public Card insert(
            String iccid, String msisdn, @Nullable String imsi, @Nullable String eid, String profile, Instant created) {
        Card card = new Card(ids.next("card"), iccid, msisdn, imsi, eid, profile, created);
        kept.numbers().remove(msisdn);
        sql.appendTold(
                "INSERT INTO card (id, iccid, msisdn, imsi, eid, profile, created)",
                card.id(),
                iccid,
                msisdn,
                imsi,
                eid,
                profile,
                created);
        return card;
    }

    /** Writes what may change of a card: all but ICCID and time. */
    public void update(Card card) {
        changed(card.id());
        sql.updateTold(
                "UPDATE card SET msisdn = ?, imsi = ?, eid = ?, profile = ? WHERE id = ?",
                card.msisdn(),
                card.imsi(),
                card.eid(),
                card.profile(),
                card.id());
    }

    /** Notes that the card has its number from now on, whoever had it before. */
    public void setNumbered(long cardId, Instant since) {
        changed(cardId);
        sql.updateTold("UPDATE card SET numbered = ? WHERE id = ?", since, cardId);
    }

    /** Moves a card to {@code standing}, and notes it. A card that is removed loses its keys and secrets; its counters stay. */
    public void setStanding(long cardId, Standing standing, Instant since, @Nullable String reason) {
        changed(cardId);
        sql.updateTold(
                "UPDATE card SET standing = ?, standing_since = ?, standing_reason = ? WHERE id = ?",
                standing.code(),
                since,
                reason,
                cardId);
        sql.update(
                "INSERT INTO card_act (id, card_id, happened, act, reason) VALUES (?, ?, ?, ?, ?)",
                ids.next("card_act"),
                cardId,
                since,
                standing.label(),
                reason);
        if (standing == Standing.REMOVED) {
            sql.update("DELETE FROM card_key WHERE card_id = ?", cardId);
            sql.update("DELETE FROM card_secret WHERE card_id = ?", cardId);
        }
    }

    /** Stores a key set of a card that has none of that version. */
    public void insertKeySet(long cardId, SealedKeySet keys) {
        kept.keys().remove(new KeysOf(cardId, keys.securityDomain()));
        sql.appendTold(
                "INSERT INTO card_key (card_id, security_domain, version, algorithm, sealed)",
                cardId,
                keys.securityDomain(),
                keys.version(),
                keys.algorithm(),
                keys.sealed());
    }

    /** Stores a key set, in place of the one of that version. */
    public void putKeySet(long cardId, SealedKeySet keys) {
        kept.keys().remove(new KeysOf(cardId, keys.securityDomain()));
        sql.updateTold(
                "INSERT INTO card_key (card_id, security_domain, version, algorithm, sealed) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (card_id, security_domain, version)"
                        + " DO UPDATE SET algorithm = excluded.algorithm, sealed = excluded.sealed, gone = 0",
                cardId,
                keys.securityDomain(),
                keys.version(),
                keys.algorithm(),
                keys.sealed());
    }

    /** From now on packets for key version {@code from} take {@code to}, which the card is proven to have. */
    public void switchKeys(long cardId, String securityDomain, int from, int to) {
        kept.keys().remove(new KeysOf(cardId, securityDomain));
        sql.updateTold(
                "UPDATE card_key SET replaced_by = NULL, gone = 0 WHERE card_id = ? AND security_domain = ?"
                        + " AND version = ?",
                cardId,
                securityDomain,
                to);
        sql.updateTold(
                "UPDATE card_key SET replaced_by = ? WHERE card_id = ? AND security_domain = ? AND version = ?",
                to,
                cardId,
                securityDomain,
                from);
    }

    /** The card no longer has this key version; its keys stay in the store. */
    public void dropKeys(long cardId, String securityDomain, int version) {
        kept.keys().remove(new KeysOf(cardId, securityDomain));
        sql.updateTold(
                "UPDATE card_key SET gone = 1 WHERE card_id = ? AND security_domain = ? AND version = ?",
                cardId,
                securityDomain,
                version);
    }

    /** Stores a secret, in place of the one of that name. */
    public void putSecret(long cardId, String name, Octets sealed) {
        sql.update(
                "INSERT INTO card_secret (card_id, name, sealed) VALUES (?, ?, ?)"
                        + " ON CONFLICT (card_id, name) DO UPDATE SET sealed = excluded.sealed",
                cardId,
                name,
                sealed);
    }

    /** Forgets what an earlier import saw. */
    public void beginImport() {
        sql.update("DELETE FROM import_seen");
    }

    /** Notes that a card is new in the import under way. */
    public void newInImport(long cardId, long line) {
        sql.append("INSERT INTO import_seen (card_id, line)", cardId, line);
    }

    /** The line of the import under way that named this card before, or 0, and {@code line} is noted. */
    public long seenInImport(long cardId, long line) {
        int inserted = sql.update(
                "INSERT INTO import_seen (card_id, line) VALUES (?, ?) ON CONFLICT (card_id) DO NOTHING", cardId, line);
        return inserted == 1 ? 0 : sql.number("SELECT line FROM import_seen WHERE card_id = ?", cardId);
    }
}
