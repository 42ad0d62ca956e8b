// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.config.RetentionSettings;
import org.otagateway.gateway.correlate.CorrelationCounters;
import org.otagateway.gateway.correlate.Correlator;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.correlate.Responses;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.JobContexts;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.Lease;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreException;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.SmscLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs of one store over its links: opens the links, sends what is due, takes in what comes back. Jobs may be
 * planned, paused, resumed and cancelled meanwhile; what a crash interrupts goes on at the next start.
 */
public final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Store store;
    private final Routes routes;
    private final Dispatcher dispatcher;
    private final Correlator correlator;
    private final Thread thread;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean closed;

    private JobRunner(
            Store store,
            JobContexts contexts,
            PacketSource packets,
            Routes routes,
            Set<Long> selected,
            RetentionSettings retention,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.routes = routes;
        DeliveryEngine engine = new DeliveryEngine(contexts, packets, random);
        Receipts receipts = new Receipts(engine);
        this.dispatcher =
                new Dispatcher(store, engine, receipts, routes, selected, this::mostWaiting, retention, clock);
        this.correlator =
                new Correlator(store, clock, receipts, new Responses(engine, contexts, packets), dispatcher::committed);
        this.thread = new Thread(this::dispatch, "dispatcher");
    }

    /**
     * Opens all links and starts to send. A link whose first bind fails is tried again while another is bound.
     *
     * @param routes their links are not opened yet
     * @param selected the jobs to send; empty: all. Packets of others that are under way are brought to their end
     * @param random draws the jitter of pauses
     * @throws LinkException where the first bind of every link fails; all are closed then
     */
    public static JobRunner start(
            Store store,
            JobContexts contexts,
            PacketSource packets,
            Routes routes,
            Set<Long> selected,
            InstantSource clock,
            RandomGenerator random)
            throws LinkException {
        return start(store, contexts, packets, routes, selected, RetentionSettings.NEVER, clock, random);
    }

    /**
     * The same.
     *
     * @param retention how long details are kept
     */
    public static JobRunner start(
            Store store,
            JobContexts contexts,
            PacketSource packets,
            Routes routes,
            Set<Long> selected,
            RetentionSettings retention,
            InstantSource clock,
            RandomGenerator random)
            throws LinkException {
        Lease lease = store.join();
        lease.watch(share -> routes.all().forEach(route -> route.link().share(share)));
        JobRunner runner = new JobRunner(store, contexts, packets, routes, selected, retention, clock, random);
        runner.dispatcher.count();
        try {
            runner.openLinks();
        } catch (LinkException e) {
            routes.all().forEach(route -> route.link().close());
            store.leave();
            throw e;
        }
        runner.thread.start();
        return runner;
    }

    private void openLinks() throws LinkException {
        Map<Route, LinkException> failed = new LinkedHashMap<>();
        for (Route route : routes.all()) {
            try {
                route.link().open(listener(route));
            } catch (LinkException e) {
                failed.put(route, e);
            }
        }
        if (failed.size() == routes.all().size()) {
            throw mostTelling(failed.values());
        }
        failed.forEach((route, failure) -> {
            LOG.warn("{}; goes on without it and tries again", failure.getMessage());
            route.link().openLater(listener(route));
        });
    }

    /** A refusal, such as for a wrong password, says more than a host that is down. */
    private static LinkException mostTelling(Collection<LinkException> failures) {
        return failures.stream()
                .filter(failure -> failure.reason() == LinkException.Reason.REFUSED)
                .findFirst()
                .orElseGet(() -> failures.iterator().next());
    }

    private LinkListener listener(Route route) {
        return correlator.listener(
                route.link().name(),
                route.addressing()::international,
                (state, why) -> dispatcher.signal(),
                dispatcher::signal);
    }

    private int mostWaiting() {
        return correlator.mostWaiting();
    }

    private void dispatch() {
        try {
            dispatcher.run();
            stopped.complete(null);
        } catch (InterruptedException e) {
            stopped.complete(null);
        } catch (CompletionException e) {
            stopped.completeExceptionally(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException | Error e) {
            stopped.completeExceptionally(e);
        }
    }

    /** What came in since the start, by what was found of it. */
    public CorrelationCounters counters() {
        return correlator.counters();
    }

    /** Deliveries that turned to each outcome since the start; those with none are left out. */
    public Map<Outcome, Long> turned() {
        return dispatcher.turned();
    }

    /** Counters that leapt to where a card's may be, since the start. */
    public long leaps() {
        return dispatcher.leaps();
    }

    /** The same as {@link #counters()} for what came over one link. */
    public CorrelationCounters counters(String link) {
        return correlator.counters(link);
    }

    /** The links in the order in which they are preferred. */
    public List<SmscLink> links() {
        return routes.all().stream().map(Route::link).toList();
    }

    /**
     * How far a job is; its outcomes are counted in memory.
     *
     * @throws IllegalArgumentException where there is no such job
     */
    public JobProgress progress(long jobId) {
        return dispatcher.progress(job(jobId));
    }

    private Job job(long jobId) {
        Job job = store.read(view -> view.jobs().find(jobId));
        if (job == null) {
            throw new IllegalArgumentException("job: expected one of the store, got " + jobId);
        }
        return job;
    }

    /** Learns what a commit of somebody else left to be done. */
    public void committed(Effects effects) {
        dispatcher.committed(effects);
    }

    /** Something changed in the store behind the runner's back: look at once. */
    public void signal() {
        dispatcher.signal();
    }

    /**
     * Waits until the job has ended, is paused, or this runner is stopped.
     *
     * @param listener told how far the job is, ten times a second, on the caller's thread
     * @throws StoreException where the store took no further work
     */
    public JobEnd await(long jobId, Consumer<JobProgress> listener) throws InterruptedException {
        while (true) {
            boolean over = waitALittle();
            Job job = job(jobId);
            JobProgress progress = dispatcher.progress(job);
            listener.accept(progress);
            JobEnd.Reason reason = reason(job, over);
            if (reason != null) {
                return new JobEnd(reason, job, progress);
            }
        }
    }

    private static JobEnd.@Nullable Reason reason(Job job, boolean over) {
        if (job.finished() != null) {
            return JobEnd.Reason.ENDED;
        }
        if (job.state() == JobState.PAUSED) {
            return JobEnd.Reason.PAUSED;
        }
        return over ? JobEnd.Reason.STOPPED : null;
    }

    /** True where the runner has stopped. */
    private boolean waitALittle() throws InterruptedException {
        try {
            stopped.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return closed;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException("the dispatcher failed", cause);
        }
    }

    /** Completes when the dispatcher ends: normally after {@link #stop}, or with what it failed of. */
    public CompletableFuture<Void> stopped() {
        return stopped.copy();
    }

    /** Sends nothing more; {@link #close} then ends cleanly. From any thread, without waiting. */
    public void stop() {
        closed = true;
        dispatcher.stop();
    }

    /** Stops, waits for the answers to what was submitted and stores them, and closes the links. The store stays open. */
    @Override
    public void close() {
        stop();
        boolean interrupted = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        routes.all().forEach(route -> route.link().close());
        try {
            dispatcher.drain(DRAIN);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        store.leave();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
