// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link over the sessions of some SMPP library. A thread for each bind, which binds and writes, and one that watches the
 * time-outs of all, so that a write that hangs stops neither them nor {@link #close}.
 */
public final class PacedLink implements SmscLink {
    private static final Logger LOG = LoggerFactory.getLogger(PacedLink.class);

    private static final int MAX_SEGMENTS = 255;
    private static final Duration LONGEST_TICK = Duration.ofMillis(100);
    /** How long a close waits for results that are being told. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final LinkSettings settings;
    private final LinkMetrics metrics;
    private final Regulator regulator;
    private final List<BindKeeper> binds = new ArrayList<>();
    private final CardBinds cards;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile LinkState state = LinkState.CLOSED;
    private volatile @Nullable LinkListener owner;
    private boolean opened;
    private boolean closing;
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
        this.metrics = metrics;
        this.regulator = new Regulator(settings.pace().rate(), settings.timers(), System.nanoTime());
        for (int i = 0; i < settings.binds().count(); i++) {
            // Each its own: they draw on threads of their own.
            RandomGenerator own = new SplittableRandom(random.nextLong());
            binds.add(new BindKeeper(settings, i, sessions, clock, own, regulator, metrics, this::changed));
        }
        this.cards = new CardBinds(binds, metrics);
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
    public LinkStatus status() {
        int bound = 0;
        int unanswered = 0;
        int queued = 0;
        for (BindKeeper bind : binds) {
            Exchange exchange = bind.exchange();
            if (exchange != null) {
                bound++;
                ExchangeLoad load = exchange.load();
                unanswered += load.unanswered();
                queued += load.queued();
            }
        }
        return new LinkStatus(binds.size(), bound, unanswered, queued, regulator.rate());
    }

    @Override
    public void share(double part) {
        regulator.share(part);
    }

    @Override
    public void open(LinkListener listener) throws LinkException {
        begin(listener);
        try {
            binds.get(0).open(listener);
        } catch (LinkException e) {
            ScheduledExecutorService ticking = timer;
            lock.lock();
            try {
                opened = false;
                timer = null;
            } finally {
                lock.unlock();
            }
            if (ticking != null) {
                ticking.shutdown();
            }
            throw e;
        }
        binds.subList(1, binds.size()).forEach(bind -> bind.openLater(listener));
    }

    @Override
    public void openLater(LinkListener listener) {
        begin(listener);
        binds.forEach(bind -> bind.openLater(listener));
    }

    private void begin(LinkListener listener) {
        lock.lock();
        try {
            if (opened) {
                throw new IllegalStateException("link " + name() + " was opened before");
            }
            opened = true;
            owner = listener;
            timer = ticking();
        } finally {
            lock.unlock();
        }
    }

    private ScheduledExecutorService ticking() {
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
        return ticking;
    }

    private void tick() {
        long now = System.nanoTime();
        binds.forEach(bind -> bind.tick(now));
    }

    @Override
    public void submit(List<Segment> packet, SubmitListener results) {
        if (packet.isEmpty() || packet.size() > MAX_SEGMENTS) {
            throw new IllegalArgumentException("segments: expected 1 to 255, got " + packet.size());
        }
        if (!cards.submit(packet, results)) {
            Pending.refuse(packet, results, metrics, "the link is not bound");
        }
    }

    @Override
    public int headroom() {
        int room = 0;
        for (BindKeeper bind : binds) {
            Exchange exchange = bind.exchange();
            room += exchange == null ? 0 : exchange.headroom();
        }
        return room;
    }

    @Override
    public void close() {
        ScheduledExecutorService ticking;
        lock.lock();
        try {
            if (closing) {
                return;
            }
            closing = true;
            opened = true;
            ticking = timer;
        } finally {
            lock.unlock();
        }
        if (ticking == null) {
            return;
        }
        try {
            closeBinds(ticking);
            // Not interrupted: it may be telling results.
            ticking.shutdown();
            boolean unused = ticking.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            ticking.shutdown();
            Thread.currentThread().interrupt();
        }
    }

    /** Side by side: each may wait for answers that do not come. */
    private void closeBinds(ScheduledExecutorService ticking) throws InterruptedException {
        List<Thread> closers = new ArrayList<>();
        for (BindKeeper bind : binds.subList(1, binds.size())) {
            Thread closer = new Thread(() -> bind.close(ticking), "smsc-" + name() + "-close");
            closer.setDaemon(true);
            closer.start();
            closers.add(closer);
        }
        binds.get(0).close(ticking);
        for (Thread closer : closers) {
            closer.join();
        }
    }

    /** A bind changed its state: tells the owner where the link as a whole did. */
    private void changed(LinkState ofBind, @Nullable String why) {
        lock.lock();
        try {
            LinkState now = ofAll();
            if (now == state) {
                return;
            }
            state = now;
            metrics.state(now);
            LinkListener listener = owner;
            if (listener != null) {
                listener.state(now, why);
            }
        } catch (RuntimeException e) {
            LOG.error("The listener of link {} failed", name(), e);
        } finally {
            lock.unlock();
        }
    }

    /** The best that any bind is, but a link that closes has no other state any more. */
    private LinkState ofAll() {
        List<LinkState> all = binds.stream().map(BindKeeper::state).toList();
        for (LinkState better : List.of(LinkState.BOUND, LinkState.CLOSING, LinkState.BINDING, LinkState.WAITING)) {
            if (all.contains(better)) {
                return closing && better != LinkState.BOUND ? LinkState.CLOSING : better;
            }
        }
        return LinkState.CLOSED;
    }
}
