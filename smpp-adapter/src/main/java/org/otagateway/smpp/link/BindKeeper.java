// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.pdu.CommandStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one bind of a link: a thread of its own binds, writes, and binds again until it is closed. */
final class BindKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(BindKeeper.class);
    private static final String CLOSED_BY_US = "the link was closed";
    /** The pause after a session that was of use. */
    private static final Duration SOON = Duration.ofMillis(100);

    /** A session that stood for fewer of the shortest pauses died young. */
    private static final int YOUNG = 5;

    private static final Duration WARN_EVERY = Duration.ofMinutes(1);
    /** How long segments that were not written wait for the next session. */
    private static final Duration HOLD_OVER = Duration.ofSeconds(5);
    /** How long a close waits for results that are being told. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** Learns of each change of the state of a bind, on its threads. */
    @FunctionalInterface
    interface StateListener {
        void changed(LinkState state, @Nullable String why);
    }

    private record Bound(Session session, Exchange exchange, Incoming incoming) {}

    private final LinkSettings settings;
    private final int number;
    private final SessionFactory sessions;
    private final InstantSource clock;
    private final Regulator regulator;
    private final LinkMetrics metrics;
    private final StateListener states;
    private final BackOff backOff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private volatile LinkState state = LinkState.CLOSED;
    private volatile @Nullable Bound current;
    private volatile boolean closing;
    /** What the last session did not come to write, until the next takes it over. */
    private List<Pending> heldOver = List.of();

    private long heldSince;
    private int attempts;
    private boolean warned;
    private long warnedAt;
    private @Nullable Thread writer;

    /** @param number from 0 */
    BindKeeper(
            LinkSettings settings,
            int number,
            SessionFactory sessions,
            InstantSource clock,
            RandomGenerator random,
            Regulator regulator,
            LinkMetrics metrics,
            StateListener states) {
        this.settings = settings;
        this.number = number;
        this.sessions = sessions;
        this.clock = clock;
        this.regulator = regulator;
        this.metrics = metrics;
        this.states = states;
        this.backOff =
                new BackOff(settings.timers().backOffMin(), settings.timers().backOffMax(), random);
    }

    LinkState state() {
        return state;
    }

    /** Its half of the session, where there is one. */
    @Nullable
    Exchange exchange() {
        Bound bound = current;
        return bound == null ? null : bound.exchange();
    }

    /**
     * Binds on the caller's thread and goes on by itself.
     *
     * @throws LinkException where that fails; it may then be opened again
     */
    void open(LinkListener listener) throws LinkException {
        become(LinkState.BINDING, null);
        try {
            Bound bound = bind(listener);
            install(bound);
            start(bound, listener, null);
        } catch (LinkException e) {
            // An SMSC that holds the bind of a process that died refuses the next for minutes; the credentials are
            // good.
            if (e.commandStatus().orElse(CommandStatus.ESME_ROK.code()) != CommandStatus.ESME_RALYBND.code()) {
                become(LinkState.CLOSED, e.getMessage());
                throw e;
            }
            warn(e);
            start(null, listener, e);
        }
    }

    /** Binds by itself, the first time at once. */
    void openLater(LinkListener listener) {
        start(null, listener, null);
    }

    /** See {@link Exchange#tick}. */
    void tick(long now) {
        Pending.giveUp(takeHeldOver(now - HOLD_OVER.toNanos()), "the link is not bound", false);
        Bound bound = current;
        if (bound != null) {
            bound.exchange().tick(now);
            bound.incoming().tick(now);
        }
    }

    private void holdOver(List<Pending> unwritten) {
        lock.lock();
        try {
            heldOver = unwritten;
            heldSince = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** What is held over since before then, which is then no longer. */
    private List<Pending> takeHeldOver(long before) {
        lock.lock();
        try {
            if (heldOver.isEmpty() || heldSince - before > 0) {
                return List.of();
            }
            List<Pending> taken = heldOver;
            heldOver = List.of();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more segments, waits for the answers under way, unbinds; waits for its thread. */
    void close(ScheduledExecutorService timer) {
        Thread thread;
        lock.lock();
        try {
            closing = true;
            thread = writer;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
        if (thread == null) {
            return;
        }
        Duration longest = settings.timers().response();
        Bound bound = current;
        if (bound != null) {
            become(LinkState.CLOSING, null);
            bound.exchange().stop();
            bound.exchange().awaitIdle(longest);
            // An unbind that hangs in its write is freed by the close.
            ScheduledFuture<?> rescue = timer.schedule(
                    () -> bound.session().close(), longest.toMillis() + LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            bound.session().unbind();
            rescue.cancel(false);
            bound.exchange().end(CLOSED_BY_US);
        }
        try {
            if (thread != Thread.currentThread()) {
                thread.join(longest.toMillis() + LAST_WORDS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries the hosts one after another. */
    private Bound bind(LinkListener listener) throws LinkException {
        LinkException refused = null;
        LinkException failed = null;
        List<Endpoint> endpoints = settings.endpoints().from(number, attempts);
        attempts++;
        for (Endpoint endpoint : endpoints) {
            Exchange exchange = new Exchange(settings, clock, regulator, metrics, listener);
            Incoming incoming = new Incoming(settings, exchange, listener, metrics);
            try {
                return new Bound(sessions.bind(settings, endpoint, incoming), exchange, incoming);
            } catch (LinkException e) {
                metrics.unbound();
                failed = e;
                refused = e.reason() == LinkException.Reason.REFUSED ? e : refused;
            }
            if (closing) {
                break;
            }
        }
        // A refusal says more than a host that is down.
        if (refused != null) {
            throw refused;
        }
        throw failed == null ? new LinkException(LinkException.Reason.UNREACHABLE, CLOSED_BY_US) : failed;
    }

    private void start(@Nullable Bound first, LinkListener listener, @Nullable LinkException failure) {
        String name = "smsc-" + settings.name() + (settings.binds().count() == 1 ? "" : "-" + (number + 1));
        Thread thread = new Thread(() -> run(first, listener, failure), name);
        thread.setDaemon(true);
        lock.lock();
        try {
            writer = thread;
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    /** Serves a session, waits, binds again, until the link is closed. */
    private void run(@Nullable Bound first, LinkListener listener, @Nullable LinkException failure) {
        try {
            Bound bound = first;
            if (failure != null) {
                await(failure);
            }
            while (bound != null || !closing) {
                if (bound == null) {
                    bound = tryToBind(listener);
                } else {
                    serveAndPause(bound);
                    bound = null;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Pending.giveUp(takeHeldOver(System.nanoTime()), CLOSED_BY_US, false);
            become(LinkState.CLOSED, null);
        }
    }

    private @Nullable Bound tryToBind(LinkListener listener) throws InterruptedException {
        become(LinkState.BINDING, null);
        try {
            Bound bound = bind(listener);
            install(bound);
            return bound;
        } catch (LinkException e) {
            if (!closing) {
                warn(e);
                await(e);
            }
            return null;
        }
    }

    private void await(LinkException failure) throws InterruptedException {
        become(LinkState.WAITING, failure.getMessage());
        long pause = backOff.next();
        pause(
                failure.isForGood()
                        ? Math.max(pause, settings.timers().backOffRefused().toNanos())
                        : pause);
    }

    /** Told at most once a minute, not at each try. */
    private void warn(LinkException failure) {
        long now = System.nanoTime();
        if (!warned || now - warnedAt > WARN_EVERY.toNanos()) {
            warned = true;
            warnedAt = now;
            LOG.warn("{}; tries again", failure.getMessage());
        }
    }

    /** From here on segments are taken. */
    private void install(Bound bound) {
        bound.exchange().adopt(takeHeldOver(System.nanoTime()));
        current = bound;
        become(LinkState.BOUND, null);
        bound.exchange().tick(System.nanoTime());
        if (closing) {
            // close() came too early to see this session.
            bound.exchange().stop();
            bound.session().unbind();
            bound.exchange().end(CLOSED_BY_US);
        }
    }

    private void serveAndPause(Bound bound) throws InterruptedException {
        long since = System.nanoTime();
        SessionEnd end = bound.exchange().serve(bound.session());
        holdOver(end.unwritten());
        current = null;
        metrics.unbound();
        if (closing) {
            return;
        }
        become(LinkState.WAITING, end.why());
        // A session that died young and empty counts as a failed bind, or an SMSC that drops each one would be bound
        // without pause. One that drops us again and again in the middle of traffic is bound again at once.
        if (bound.incoming().productive()
                || System.nanoTime() - since
                        > YOUNG * settings.timers().backOffMin().toNanos()) {
            backOff.reset();
            pause(Math.min(SOON.toNanos(), settings.timers().backOffMin().toNanos()));
        } else {
            pause(backOff.next());
        }
    }

    private void pause(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (!closing && left > 0) {
                left = woken.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void become(LinkState next, @Nullable String why) {
        state = next;
        LOG.debug("Bind {} of link {} is {}", number + 1, settings.name(), next);
        states.changed(next, why);
    }
}
