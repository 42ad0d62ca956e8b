// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.keys.Counter;

/** Where the values of a counter domain come from (design rule 1). */
final class CounterSource {
    private CounterSource() {}

    /** One rising source for each key version; under setting 11 each domain counts by itself, since it bears no gap. */
    private static CounterDomain source(Transaction tx, JobContext context, CounterDomain domain) {
        if (domain.tar().isEmpty() || context.countsByItself()) {
            return domain;
        }
        return tx.counterDomains().findOrCreate(domain.cardId(), domain.securityDomain(), domain.keyVersion(), "");
    }

    /** The next value; null where none is left. */
    static @Nullable Counter next(Transaction tx, JobContext context, CounterDomain domain, boolean leap) {
        Counter spent = source(tx, context, domain).spent();
        Counter above = spent.compareTo(domain.spent()) < 0 ? domain.spent() : spent;
        return above.plus(leap ? context.leap() : 1).orElse(null);
    }

    /** Stores that the value is spent. */
    static void spend(Transaction tx, JobContext context, CounterDomain domain, Counter value, boolean leapt) {
        CounterDomain source = source(tx, context, domain);
        CounterDomain spent = tx.counterDomains().spend(domain, value);
        if (leapt) {
            tx.counterDomains().update(spent.withBehind(false));
        }
        if (source.id() != spent.id()) {
            tx.counterDomains().spend(source, value);
        }
    }
}
