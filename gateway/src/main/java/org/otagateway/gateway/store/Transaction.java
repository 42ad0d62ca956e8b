// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

/** What a {@link Work} reads and writes through, on the writer's thread; it sees its own writes. */
public final class Transaction {
    private final boolean shared;
    private final WorkingSet kept;
    private final Ids ids;
    private final Cards cards;
    private final CounterDomains counterDomains;
    private final Jobs jobs;
    private final JobCounts jobCounts;
    private final Waves waves;
    private final Deliveries deliveries;
    private final Facts facts;
    private final DeliveryStates deliveryStates;
    private final Attempts attempts;
    private final Correlations correlations;
    private final Events events;
    private final Passed passed = new Passed();
    private final Nodes nodes;
    private final JobSources jobSources;
    private final JobArchive jobArchive;

    Transaction(Sql sql, Database database) {
        this(sql, database, new WorkingSet());
    }

    /** @param kept what of the rows is kept in memory */
    Transaction(Sql sql, Database database, WorkingSet kept) {
        this.shared = database.shared();
        this.kept = kept;
        sql.keep(kept);
        ids = new Ids(sql, shared);
        cards = new Cards(sql, ids, kept);
        counterDomains = new CounterDomains(sql, ids, passed, kept);
        jobs = new Jobs(sql, ids);
        jobCounts = new JobCounts(sql);
        waves = new Waves(sql, kept);
        deliveries = new Deliveries(sql, ids, kept);
        facts = new Facts(sql);
        deliveryStates = new DeliveryStates(sql, kept);
        attempts = new Attempts(sql, ids, database::node, kept);
        correlations = new Correlations(sql, kept, !shared);
        events = new Events(sql, ids);
        jobSources = new JobSources(sql);
        jobArchive = new JobArchive(sql);
        nodes = new Nodes(sql);
    }

    WorkingSet kept() {
        return kept;
    }

    Nodes nodes() {
        return nodes;
    }

    /** Counter values that are passed over by spending, within one transaction. */
    static final class Passed {
        private long values;

        void add(long more) {
            values += more;
        }
    }

    /** A transaction begins. */
    void begin() {
        passed.values = 0;
        ids.begun();
        if (shared) {
            kept.clear();
            counterDomains.forgetFloor();
        }
    }

    /** Counter values that were passed over since it began. */
    long passed() {
        return passed.values;
    }

    /** A work was rolled back: so many were passed over without it. */
    void backTo(long values) {
        passed.values = values;
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

    public JobCounts jobCounts() {
        return jobCounts;
    }

    public Waves waves() {
        return waves;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Facts facts() {
        return facts;
    }

    public DeliveryStates deliveryStates() {
        return deliveryStates;
    }

    public Attempts attempts() {
        return attempts;
    }

    public Correlations correlations() {
        return correlations;
    }

    public Events events() {
        return events;
    }

    public JobArchive jobArchive() {
        return jobArchive;
    }

    public JobSources jobSources() {
        return jobSources;
    }
}
