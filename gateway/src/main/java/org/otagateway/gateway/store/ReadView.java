// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/** The store as it was at one commit, for a short read: page by key, never a whole table. */
public final class ReadView {
    private final CardQueries cards;
    private final CounterDomainQueries counterDomains;
    private final JobQueries jobs;
    private final JobCountQueries jobCounts;
    private final WaveQueries waves;
    private final WaitQueries waits;
    private final DeliveryQueries deliveries;
    private final ReportQueries reports;
    private final HistoryQueries history;
    private final JobSources jobSources;
    private final ArchiveQueries archive;
    private final Facts facts;
    private final Nodes nodes;

    ReadView(Sql sql) {
        cards = new CardQueries(sql);
        counterDomains = new CounterDomainQueries(sql);
        jobs = new JobQueries(sql);
        jobCounts = new JobCountQueries(sql);
        waves = new WaveQueries(sql);
        waits = new WaitQueries(sql);
        deliveries = new DeliveryQueries(sql);
        reports = new ReportQueries(sql);
        history = new HistoryQueries(sql);
        jobSources = new JobSources(sql);
        archive = new ArchiveQueries(sql);
        facts = new Facts(sql);
        nodes = new Nodes(sql);
    }

    public CardQueries cards() {
        return cards;
    }

    public CounterDomainQueries counterDomains() {
        return counterDomains;
    }

    public JobQueries jobs() {
        return jobs;
    }

    public JobCountQueries jobCounts() {
        return jobCounts;
    }

    public WaveQueries waves() {
        return waves;
    }

    public WaitQueries waits() {
        return waits;
    }

    public DeliveryQueries deliveries() {
        return deliveries;
    }

    public ReportQueries reports() {
        return reports;
    }

    /** To be read alone. */
    public JobSources jobSources() {
        return jobSources;
    }

    /** A fact of the store; null where it has none of that name. */
    public @Nullable Octets fact(String name) {
        return facts.find(name);
    }

    /** Since when a gateway of this name is not there, by the database's clock; null where it is, or never was. */
    public @Nullable Instant gatewayGone(String name) {
        return nodes.gone(name);
    }

    public ArchiveQueries archive() {
        return archive;
    }

    public HistoryQueries history() {
        return history;
    }
}
