// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.pdu.CommandStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link over the sessions of some SMPP library. Two threads of its own: one binds and writes, one watches the time-outs,
 * so that a write that hangs stops neither them nor {@link #close}.
 */
public final class PacedLink implements SmscLink {
    private static final Logger LOG = LoggerFactory.getLogger(PacedLink.class);

    private static final int MAX_SEGMENTS = 255;
    private static final String CLOSED_BY_US = "the link was closed";
    private static final Duration LONGEST_TICK = Duration.ofMillis(100);
    /** How long a close waits for results that are being told. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private record Bound(Session session, Exchange exchange, Incoming incoming) {}

    private final LinkSettings settings;
    private final SessionFactory sessions;
    private final InstantSource clock;
    private final LinkMetrics metrics;
    private final Pacer pacer;
    private final Throttle throttle;
    private final BackOff backOff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private volatile LinkState state = LinkState.CLOSED;
    private volatile @Nullable Bound current;
    private volatile boolean closing;
    private volatile @Nullable LinkListener owner;
    private boolean opened;
    private @Nullable Thread writer;
    private @Nullable ScheduledExecutorService timer;

    /**
     * A link that is not open yet.
     *
     * @param sessions makes its sessions
     * @param clock tells whether the validity of a segment has ended
     * @param random spreads the pauses before a new bind
     */
    public PacedLink(
            LinkSettings settings,
            SessionFactory sessions,
            InstantSource clock,
            RandomGenerator random,
            LinkMetrics metrics) {
        this.settings = settings;
        this.sessions = sessions;
        this.clock = clock;
        this.metrics = metrics;
        this.pacer = new Pacer(settings.pace().rate(), System.nanoTime());
        this.throttle =
                new Throttle(settings.timers().throttleMin(), settings.timers().throttleMax());
        this.backOff =
                new BackOff(settings.timers().backOffMin(), settings.timers().backOffMax(), random);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public LinkState state() {
        return state;
    }

    @Override
    public void open(LinkListener listener) throws LinkException {
        lock.lock();
        try {
            if (opened) {
                throw new IllegalStateException("link " + name() + " was opened before");
            }
            opened = true;
        } finally {
            lock.unlock();
        }
        owner = listener;
        become(LinkState.BINDING, null);
        Bound bound = null;
        try {
            bound = bind(listener);
            install(bound);
        } catch (LinkException e) {
            // An SMSC that holds the bind of a process that died refuses the next for minutes; the credentials are
            // good.
            if (e.commandStatus().orElse(CommandStatus.ESME_ROK.code()) != CommandStatus.ESME_RALYBND.code()) {
                lock.lock();
                try {
                    opened = false;
                } finally {
                    lock.unlock();
                }
                become(LinkState.CLOSED, e.getMessage());
                throw e;
            }
            LOG.warn("{}; tries again", e.getMessage());
        }
        start(bound, listener);
    }

    @Override
    public void submit(List<Segment> packet, SubmitListener results) {
        if (packet.isEmpty() || packet.size() > MAX_SEGMENTS) {
            throw new IllegalArgumentException("segments: expected 1 to 255, got " + packet.size());
        }
        Bound bound = current;
        if (bound != null) {
            bound.exchange().submit(packet, results);
            return;
        }
        for (int i = 0; i < packet.size(); i++) {
            new Pending(packet.get(i), i, results, metrics)
                    .tell(new SubmitResult.Unknown("the link is not bound", false), 0);
        }
    }

    @Override
    public int headroom() {
        Bound bound = current;
        return bound == null ? 0 : bound.exchange().headroom();
    }

    @Override
    public void close() {
        Thread thread;
        ScheduledExecutorService ticking;
        lock.lock();
        try {
            if (closing) {
                return;
            }
            closing = true;
            opened = true;
            thread = writer;
            ticking = timer;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
        if (thread == null || ticking == null) {
            return;
        }
        Duration longest = settings.timers().response();
        Bound bound = current;
        if (bound != null) {
            become(LinkState.CLOSING, null);
            bound.exchange().stop();
            bound.exchange().awaitIdle(longest);
            // An unbind that hangs in its write is freed by the close.
            ScheduledFuture<?> rescue = ticking.schedule(
                    () -> bound.session().close(), longest.toNanos() + LONGEST_TICK.toNanos(), TimeUnit.NANOSECONDS);
            bound.session().unbind();
            rescue.cancel(false);
            bound.exchange().end(CLOSED_BY_US);
        }
        try {
            if (thread != Thread.currentThread()) {
                thread.join(longest.toMillis() + LAST_WORDS.toMillis());
            }
            // Not interrupted: it may be telling results.
            ticking.shutdown();
            boolean unused = ticking.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            ticking.shutdown();
            Thread.currentThread().interrupt();
        }
    }

    private Bound bind(LinkListener listener) throws LinkException {
        Exchange exchange = new Exchange(settings, clock, pacer, throttle, metrics, listener);
        Incoming incoming = new Incoming(settings, exchange, listener, metrics);
        return new Bound(sessions.bind(settings, incoming), exchange, incoming);
    }

    private void start(@Nullable Bound first, LinkListener listener) {
        Thread thread = new Thread(() -> run(first, listener), "smsc-" + name());
        thread.setDaemon(true);
        ScheduledThreadPoolExecutor ticking = new ScheduledThreadPoolExecutor(1, task -> {
            Thread ticker = new Thread(task, "smsc-" + name() + "-timer");
            ticker.setDaemon(true);
            return ticker;
        });
        ticking.setRemoveOnCancelPolicy(true);
        long period = Math.max(
                1,
                Math.min(LONGEST_TICK.toMillis(), settings.timers().response().toMillis() / 10));
        ScheduledFuture<?> unused = ticking.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
        lock.lock();
        try {
            writer = thread;
            timer = ticking;
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    private void tick() {
        Bound bound = current;
        if (bound != null) {
            bound.exchange().tick(System.nanoTime());
        }
    }

    /** The writer: serves a session, waits, binds again, until the link is closed. */
    private void run(@Nullable Bound first, LinkListener listener) {
        try {
            Bound bound = first;
            String why = bound == null ? "already bound" : null;
            while (bound != null || !closing) {
                if (bound == null) {
                    become(LinkState.WAITING, why);
                    pause(backOff.next());
                    if (!closing) {
                        become(LinkState.BINDING, null);
                        try {
                            bound = bind(listener);
                            install(bound);
                        } catch (LinkException e) {
                            why = e.getMessage();
                        }
                    }
                } else {
                    why = serve(bound);
                    bound = null;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            become(LinkState.CLOSED, null);
        }
    }

    /** From here on segments are taken. */
    private void install(Bound bound) {
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

    private String serve(Bound bound) {
        long since = System.nanoTime();
        String why = bound.exchange().serve(bound.session());
        current = null;
        // A session that died young and empty counts as a failed bind, or an SMSC that drops each one would be bound
        // without pause. One that drops us again and again in the middle of traffic is bound again soon.
        if (bound.incoming().productive()
                || System.nanoTime() - since > settings.timers().backOffMax().toNanos()) {
            backOff.reset();
        }
        return why;
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
        metrics.state(next);
        LOG.debug("Link {} is {}", name(), next);
        LinkListener listener = owner;
        if (listener == null) {
            return;
        }
        try {
            listener.state(next, why);
        } catch (RuntimeException e) {
            LOG.error("The listener of link {} failed", name(), e);
        }
    }
}
