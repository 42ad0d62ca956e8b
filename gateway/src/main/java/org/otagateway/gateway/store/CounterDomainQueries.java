// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.packet.keys.Counter;

/** Reads counter domains. */
public class CounterDomainQueries {
    private static final String DOMAIN = "SELECT id, card_id, security_domain, key_version, tar, spent, placed,"
            + " placed_by, behind, resolved FROM counter_domain WHERE ";

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

    /** All domains of one key version of a card: its source, and those of single TARs. */
    public List<CounterDomain> list(long cardId, String securityDomain, int keyVersion) {
        return sql.list(
                DOMAIN + "card_id = ? AND security_domain = ? AND key_version = ?",
                CounterDomainQueries::domain,
                cardId,
                securityDomain,
                keyVersion);
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
                new Counter(row.number(10)));
    }
}
