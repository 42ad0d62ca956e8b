// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.secured.CounterMode;

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

    /** Whether the next value may be further away: the card takes any higher one, and leaps are left. */
    static boolean mayLeap(JobContext context, CounterDomain domain) {
        return context.spi().counter() == CounterMode.HIGHER && context.resync().allows(domain.leaps());
    }

    /** Tells of a packet that leapt to where the card's counter may be. */
    static void tellLeap(Concern concern, AttemptRow attempt) {
        concern.occasion().effects().leapt();
        concern.tx()
                .events()
                .append(
                        concern.now(),
                        attempt.deliveryId(),
                        attempt.id(),
                        "counter",
                        "from " + concern.domain().spent().value() + " to "
                                + attempt.packet().counter() + " to find the card's");
    }

    /** The next value; null where none is left. */
    static @Nullable Counter next(Transaction tx, JobContext context, CounterDomain domain, boolean leap) {
        Counter spent = source(tx, context, domain).spent();
        Counter above = spent.compareTo(domain.spent()) < 0 ? domain.spent() : spent;
        return above.plus(leap ? context.resync().next(domain.leaps()) : 1).orElse(null);
    }

    /** Stores that the value is spent. */
    static void spend(Transaction tx, JobContext context, CounterDomain domain, Counter value, boolean leapt) {
        CounterDomain source = source(tx, context, domain);
        CounterDomain spent = leapt
                ? tx.counterDomains().leap(domain, value)
                : tx.counterDomains().spend(domain, value);
        if (source.id() != spent.id()) {
            tx.counterDomains().spend(source, value);
        }
    }
}
