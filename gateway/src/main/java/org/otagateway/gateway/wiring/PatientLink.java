// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.wiring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link whose first bind may fail: {@link #open} returns at once, and it is tried on a thread of its own, with pauses that
 * grow, until it succeeds or the link is closed. For a daemon, which outlives an SMSC that is away.
 */
final class PatientLink implements SmscLink {
    private static final Logger LOG = LoggerFactory.getLogger(PatientLink.class);

    private final SmscLink link;
    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private volatile boolean bound;
    private volatile boolean closing;
    private @Nullable Thread binder;

    /** @param timers give the pauses between two tries */
    PatientLink(SmscLink link, Timers timers) {
        this.link = link;
        this.timers = timers;
    }

    @Override
    public String name() {
        return link.name();
    }

    @Override
    public void open(LinkListener listener) {
        Thread thread = new Thread(() -> bind(listener), "bind-" + name());
        thread.setDaemon(true);
        lock.lock();
        try {
            binder = thread;
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    private void bind(LinkListener listener) {
        Duration pause = timers.backOffMin();
        String told = "";
        try {
            while (!closing && !bound) {
                try {
                    link.open(listener);
                    bound = true;
                } catch (LinkException e) {
                    String why = String.valueOf(e.getMessage());
                    if (!why.equals(told)) {
                        LOG.warn("{}; tries again", why);
                        told = why;
                    }
                    pause(pause);
                    pause = min(pause.multipliedBy(2), timers.backOffMax());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.debug("Link {} was closed before its first bind", name());
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void pause(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closing && left > 0) {
                left = woken.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void submit(List<Segment> packet, SubmitListener results) {
        link.submit(packet, results);
    }

    @Override
    public int headroom() {
        return link.headroom();
    }

    @Override
    public LinkState state() {
        LinkState state = link.state();
        return state == LinkState.CLOSED && !closing ? LinkState.WAITING : state;
    }

    @Override
    public void close() {
        Thread thread;
        lock.lock();
        try {
            closing = true;
            thread = binder;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
        link.close();
        try {
            if (thread != null) {
                thread.join(timers.connect().plus(timers.response()).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
