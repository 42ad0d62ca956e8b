// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

/** What a {@link Work} reads and writes through, on the writer's thread; it sees its own writes. */
public final class Transaction {
    private final Cards cards;
    private final CounterDomains counterDomains;
    private final Jobs jobs;
    private final Deliveries deliveries;
    private final Facts facts;

    Transaction(Sql sql) {
        Ids ids = new Ids(sql);
        cards = new Cards(sql, ids);
        counterDomains = new CounterDomains(sql, ids);
        jobs = new Jobs(sql, ids);
        deliveries = new Deliveries(sql, ids);
        facts = new Facts(sql);
    }

    public Cards cards() {
        return cards;
    }

    public CounterDomains counterDomains() {
        return counterDomains;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Facts facts() {
        return facts;
    }
}
