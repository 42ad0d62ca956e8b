// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.wiring.Gateway;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.SmscLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all jobs of a store until it is closed. Where the store fails (disk full, locked by another, gone) nothing is known
 * of its last commit, so the daemon does what it would do after a crash: it stops sending, lets the store go, and opens it
 * again until that succeeds; what was under way is then sent again, the same octets.
 */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final GatewayConfig config;
    private final CardProfiles profiles;
    private final Map<String, String> environment;
    private final MeterRegistry meters;
    private final Pace pace;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "daemon");
    private volatile @Nullable Session session;
    private volatile String fault = "";
    private volatile @Nullable URI api;

    /**
     * How often a daemon looks and tries.
     *
     * @param probe between two writes that notice a store that fails while nothing else is written
     * @param retryMin the first pause before a store that failed is opened again, doubling
     * @param retryMax the longest such pause
     */
    record Pace(Duration probe, Duration retryMin, Duration retryMax) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(15));
    }

    private Daemon(
            GatewayConfig config,
            CardProfiles profiles,
            Map<String, String> environment,
            MeterRegistry meters,
            Pace pace) {
        this.config = config;
        this.profiles = profiles;
        this.environment = environment;
        this.meters = meters;
        this.pace = pace;
    }

    /**
     * Opens the store and starts to send.
     *
     * @param environment where the root key is looked up
     * @param meters where everything counts
     * @throws org.otagateway.gateway.store.StoreException where another process owns the store, or it is unusable
     * @throws org.otagateway.gateway.app.OutsideFault where the root key cannot be had
     */
    public static Daemon start(
            GatewayConfig config, CardProfiles profiles, Map<String, String> environment, MeterRegistry meters) {
        return start(config, profiles, environment, meters, Pace.USUAL);
    }

    static Daemon start(
            GatewayConfig config,
            CardProfiles profiles,
            Map<String, String> environment,
            MeterRegistry meters,
            Pace pace) {
        Daemon daemon = new Daemon(config, profiles, environment, meters, pace);
        daemon.session = daemon.open();
        daemon.thread.start();
        new DaemonMeters(daemon).bindTo(meters);
        return daemon;
    }

    private Session open() {
        return Session.start(Gateway.open(config, profiles, environment, meters));
    }

    /**
     * The work over the store as it is open now.
     *
     * @throws Unavailable where it is not
     */
    public Session session() {
        Session open = session;
        if (open == null) {
            throw new Unavailable(fault);
        }
        return open;
    }

    @Nullable
    Session sessionOrNull() {
        return session;
    }

    /** Tells commands that find the store in use where this daemon takes work over, now and whenever it opens it again. */
    public void announce(URI where) {
        api = where;
        Session open = session;
        if (open != null) {
            open.store().announce(where);
        }
    }

    /** Whether the daemon can do its work: the store takes writes, and a link is bound. */
    public Health health() {
        Session open = session;
        if (open == null) {
            return new Health(List.of("the store: " + fault), Map.of());
        }
        List<String> reasons = new ArrayList<>();
        Map<String, LinkState> links = new LinkedHashMap<>();
        for (SmscLink link : open.runner().links()) {
            links.put(link.name(), link.state());
        }
        if (!links.containsValue(LinkState.BOUND)) {
            links.forEach((name, state) -> reasons.add("link " + name + ": not bound"));
        }
        return new Health(reasons, links);
    }

    private void run() {
        Duration pause = pace.retryMin();
        while (!closing.isDone()) {
            Session open = session;
            if (open == null) {
                pause = waitFor(pause) ? reopen(pause) : pause;
            } else {
                String why = untilItEnds(open);
                fault = why;
                session = null;
                close(open);
                if (!closing.isDone()) {
                    LOG.error("Sending stops: {}", why);
                    pause = pace.retryMin();
                }
            }
        }
    }

    /** False where the daemon is closed meanwhile. */
    private boolean waitFor(Duration pause) {
        try {
            closing.get(pause.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (InterruptedException | ExecutionException e) {
            return !closing.isDone();
        }
    }

    /** The next pause. */
    private Duration reopen(Duration pause) {
        try {
            Session opened = open();
            URI where = api;
            if (where != null) {
                opened.store().announce(where);
            }
            session = opened;
            LOG.warn("The store is open again; sending goes on");
            return pace.retryMin();
        } catch (RuntimeException e) {
            fault = String.valueOf(e.getMessage());
            Duration next = pause.multipliedBy(2);
            return next.compareTo(pace.retryMax()) < 0 ? next : pace.retryMax();
        }
    }

    /** Waits until a session fails or the daemon is closed; tells what failed. */
    private String untilItEnds(Session open) {
        CompletableFuture<Object> end = CompletableFuture.anyOf(
                closing, open.store().ended(), open.runner().stopped());
        while (true) {
            try {
                Object ended = end.get(pace.probe().toMillis(), TimeUnit.MILLISECONDS);
                return ended instanceof Exception e ? String.valueOf(e.getMessage()) : "it was closed";
            } catch (TimeoutException e) {
                var unused = open.store().probe();
            } catch (ExecutionException e) {
                LOG.debug("The dispatcher failed", e);
                Throwable cause = e.getCause();
                return String.valueOf((cause == null ? e : cause).getMessage());
            } catch (InterruptedException e) {
                return "it was interrupted";
            }
        }
    }

    private static void close(Session open) {
        try {
            open.close();
        } catch (RuntimeException e) {
            LOG.warn("The store did not close cleanly: {}", e.toString());
        }
    }

    /** Sends nothing more, waits for the answers to what was submitted and stores them, and frees the store. */
    @Override
    public void close() {
        closing.complete(null);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
