// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.packet.keys.Counter;

/** Reads and writes counter domains. */
public final class CounterDomains extends CounterDomainQueries {
    private final Ids ids;

    CounterDomains(Sql sql, Ids ids) {
        super(sql);
        this.ids = ids;
    }

    /**
     * The domain, made where it is missing. A domain of one TAR starts with what is known of its key version: what was
     * spent there, and the place that the operator told.
     */
    public CounterDomain findOrCreate(long cardId, String securityDomain, int keyVersion, String tar) {
        CounterDomain domain = find(cardId, securityDomain, keyVersion, tar);
        if (domain != null) {
            return domain;
        }
        CounterDomain fresh =
                CounterDomain.untouched(ids.next("counter_domain"), cardId, securityDomain, keyVersion, tar);
        if (!tar.isEmpty()) {
            fresh = startingFrom(findOrCreate(cardId, securityDomain, keyVersion, ""), fresh);
        }
        insert(fresh);
        return fresh;
    }

    /** Makes the source of a key version, which is not there yet, where the operator says that it stands. */
    public void insertTold(long cardId, String securityDomain, int keyVersion, Counter counter) {
        insert(CounterDomain.untouched(ids.next("counter_domain"), cardId, securityDomain, keyVersion, "")
                .told(counter));
    }

    private static CounterDomain startingFrom(CounterDomain source, CounterDomain fresh) {
        Counter placed = source.placed();
        CounterDomain placedToo = placed == null ? fresh : fresh.told(placed);
        return source.spent().compareTo(placedToo.spent()) > 0 ? placedToo.spend(source.spent()) : placedToo;
    }

    private void insert(CounterDomain domain) {
        sql.update(
                "INSERT INTO counter_domain (id, card_id, security_domain, key_version, tar, spent, placed, placed_by,"
                        + " behind, resolved) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                domain.id(),
                domain.cardId(),
                domain.securityDomain(),
                domain.keyVersion(),
                domain.tar(),
                domain.spent().value(),
                value(domain),
                domain.placedBy().code(),
                domain.behind(),
                domain.resolved().value());
    }

    /** Writes what may change of a domain: all but what names it. */
    public void update(CounterDomain domain) {
        sql.update(
                "UPDATE counter_domain SET spent = ?, placed = ?, placed_by = ?, behind = ?, resolved = ? WHERE id = ?",
                domain.spent().value(),
                value(domain),
                domain.placedBy().code(),
                domain.behind(),
                domain.resolved().value(),
                domain.id());
    }

    private static @Nullable Long value(CounterDomain domain) {
        Counter placed = domain.placed();
        return placed == null ? null : placed.value();
    }
}
