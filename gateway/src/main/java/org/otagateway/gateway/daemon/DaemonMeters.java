// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.WaitCause;
import org.otagateway.gateway.store.StoreException;

/** What a daemon tells of itself. What needs the database is read at most once in a few seconds. */
final class DaemonMeters implements MeterBinder {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long WAITS_FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST_WAITS = 10_000;
    private static final int MOST_DUE = 100_000;

    private final Daemon daemon;
    private Map<WaitCause, Long> waits = Map.of();
    private long waitsAt;
    private Look last = new Look(0, Map.of(), 0, 0);

    DaemonMeters(Daemon daemon) {
        this.daemon = daemon;
    }

    /**
     * A look into the store.
     *
     * @param due deliveries whose time has come, of each job at most 100,000
     */
    private record Look(long at, Map<JobState, Long> jobs, long due, long nearEnd) {}

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge(
                meters,
                "ota.ready",
                "1 where the store takes writes and a link is bound",
                d -> d.daemon.health().ready() ? 1 : 0);
        gauge(meters, "ota.store.open", "1 where the store is open", d -> d.daemon.sessionOrNull() == null ? 0 : 1);
        gauge(meters, "ota.store.queue", "Units of work that wait for a commit", d -> {
            Session session = d.daemon.sessionOrNull();
            return session == null ? 0 : session.store().queued();
        });
        for (JobState state : JobState.values()) {
            Gauge.builder("ota.jobs", this, d -> d.look().jobs().getOrDefault(state, 0L))
                    .description("Jobs of the store")
                    .tag("state", state.label())
                    .strongReference(true)
                    .register(meters);
        }
        gauge(
                meters,
                "ota.deliveries.due",
                "Deliveries whose time has come, of each job at most 100,000",
                d -> d.look().due());
        gauge(
                meters,
                "ota.counters.near.end",
                "Counters with less than one value in a hundred left",
                d -> d.look().nearEnd());
        FunctionCounter.builder("ota.counters.leaps", this, DaemonMeters::leaps)
                .description("Counters that leapt to where a card's may be, since the store was opened")
                .register(meters);
        for (WaitCause cause : WaitCause.values()) {
            Gauge.builder("ota.deliveries.waiting", this, d -> d.waits().getOrDefault(cause, 0L))
                    .description("Deliveries of open jobs by what they wait for, of each job at most 10,000 under way")
                    .tag("cause", cause.label())
                    .strongReference(true)
                    .register(meters);
        }
        for (Outcome outcome : EnumSet.complementOf(EnumSet.of(Outcome.PENDING))) {
            FunctionCounter.builder("ota.outcomes", this, d -> d.turned(outcome))
                    .description("Deliveries that turned to an outcome since the store was opened")
                    .tag("outcome", outcome.label())
                    .register(meters);
        }
    }

    private double leaps() {
        Session session = daemon.sessionOrNull();
        return session == null ? 0 : session.runner().leaps();
    }

    private synchronized Map<WaitCause, Long> waits() {
        long now = System.nanoTime();
        Session session = daemon.sessionOrNull();
        if (session == null || (waitsAt != 0 && now - waitsAt < WAITS_FRESH_NANOS)) {
            return waits;
        }
        try {
            waits = session.store().read(view -> {
                Map<WaitCause, Long> all = new EnumMap<>(WaitCause.class);
                for (long id : view.jobs().listOpen()) {
                    Job job = Objects.requireNonNull(view.jobs().find(id));
                    view.waits()
                            .causes(job, session.now(), MOST_WAITS)
                            .forEach((cause, cards) -> all.merge(cause, cards, Long::sum));
                }
                return all;
            });
            waitsAt = now;
        } catch (StoreException e) {
            // the gauge of the store tells it
        }
        return waits;
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<DaemonMeters> value) {
        Gauge.builder(name, this, value)
                .description(description)
                .strongReference(true)
                .register(meters);
    }

    private double turned(Outcome outcome) {
        Session session = daemon.sessionOrNull();
        return session == null ? 0 : session.runner().turned().getOrDefault(outcome, 0L);
    }

    private synchronized Look look() {
        long now = System.nanoTime();
        Session session = daemon.sessionOrNull();
        if (session == null || (last.at != 0 && now - last.at < FRESH_NANOS)) {
            return last;
        }
        try {
            last = session.store().read(view -> {
                long due = 0;
                for (long job : view.jobs().listOpen()) {
                    due += view.deliveries().due(job, session.gateway().now(), MOST_DUE);
                }
                return new Look(
                        now,
                        view.jobs().countByState(),
                        due,
                        view.counterDomains().countNearEnd(CounterDomain.NEAR_END));
            });
        } catch (StoreException e) {
            // the gauge of the store tells it
        }
        return last;
    }
}
