// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.card.Resync.Leaps;
import org.otagateway.packet.keys.Counter;

/** Reads counter domains. */
public class CounterDomainQueries {
    private static final String DOMAIN = "SELECT id, card_id, security_domain, key_version, tar, spent, placed,"
            + " placed_by, behind, resolved, jumps, jumped FROM counter_domain WHERE ";

    /** Picks the counters of a {@link CounterFilter}. */
    static final String MEANT = "(CAST(? AS VARCHAR(64)) IS NULL OR EXISTS (SELECT 1 FROM card"
            + " WHERE card.id = counter_domain.card_id AND card.profile = ?))"
            + " AND (CAST(? AS BIGINT) IS NULL OR card_id = ?)";

    /** The first condition is that of the index, which holds no other counters. */
    private static final String HIGH = "spent > 549755813888 AND spent > ?";

    final Sql sql;

    CounterDomainQueries(Sql sql) {
        this.sql = sql;
    }

    /** The domain in row {@code id}, or null. */
    public @Nullable CounterDomain find(long id) {
        return sql.first(DOMAIN + "id = ?", CounterDomainQueries::domain, id);
    }

    /** The domain, or null. {@code tar} empty: the source of the key version. */
    public @Nullable CounterDomain find(long cardId, String securityDomain, int keyVersion, String tar) {
        return sql.first(
                DOMAIN + "card_id = ? AND security_domain = ? AND key_version = ? AND tar = ?",
                CounterDomainQueries::domain,
                cardId,
                securityDomain,
                keyVersion,
                tar);
    }

    /** All domains of a card. */
    public List<CounterDomain> list(long cardId) {
        return sql.list(DOMAIN + "card_id = ?", CounterDomainQueries::domain, cardId);
    }

    /** The domains of a card in the order of their rows, as many as {@link KeptRows} keeps, and one more. */
    List<CounterDomain> few(long cardId) {
        return sql.listOf(
                cardId, DOMAIN + "card_id = ? ORDER BY id" + KeptRows.LIMIT, CounterDomainQueries::domain, cardId);
    }

    /** All domains of one key version of a card: its source, and those of single TARs. */
    public List<CounterDomain> list(long cardId, String securityDomain, int keyVersion) {
        return sql.list(
                DOMAIN + "card_id = ? AND security_domain = ? AND key_version = ?",
                CounterDomainQueries::domain,
                cardId,
                securityDomain,
                keyVersion);
    }

    /** Up to {@code limit} counters after row {@code after}. */
    public List<CounterDomain> page(long after, int limit) {
        return sql.list(DOMAIN + "id > ? ORDER BY id LIMIT ?", CounterDomainQueries::domain, after, limit);
    }

    /**
     * Up to {@code limit} counters after row {@code after} with fewer values left than {@code margin}, at most {@link
     * CounterDomain#MOST_MARGIN}.
     */
    public List<CounterDomain> pageNearEnd(long margin, long after, int limit) {
        return sql.list(
                DOMAIN + HIGH + " AND id > ? ORDER BY id LIMIT ?",
                CounterDomainQueries::domain,
                highFrom(margin),
                after,
                limit);
    }

    /** How many counters have fewer values left than {@code margin}. */
    public long countNearEnd(long margin) {
        return sql.number("SELECT count(*) FROM counter_domain WHERE " + HIGH, highFrom(margin));
    }

    private static long highFrom(long margin) {
        return Counter.MAX.value() - 1 - margin;
    }

    /** The counter that was spent furthest among those that are meant, or null where there is none. */
    public @Nullable CounterDomain highest(CounterFilter filter) {
        return sql.first(DOMAIN + MEANT + " ORDER BY spent DESC LIMIT 1", CounterDomainQueries::domain, meant(filter));
    }

    /** The values of {@link #MEANT}. */
    static @Nullable Object[] meant(CounterFilter filter) {
        return new @Nullable Object[] {filter.profile(), filter.profile(), filter.cardId(), filter.cardId()};
    }

    private static CounterDomain domain(Sql.Row row) throws SQLException {
        Long placed = row.numberOrNull(7);
        return new CounterDomain(
                row.number(1),
                row.number(2),
                row.text(3),
                row.small(4),
                row.text(5),
                new Counter(row.number(6)),
                placed == null ? null : new Counter(placed),
                PlacedBy.ofCode(row.small(8)),
                row.flag(9),
                new Counter(row.number(10)),
                new Leaps(row.small(11), row.number(12)));
    }
}
