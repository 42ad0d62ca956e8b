// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing half of one session: what waits to be written, and what waits for its answer. One thread writes at a time, as
 * a rule that of {@link #serve}; any thread submits, answers and asks; one lock guards it all and is never held while a
 * listener is called or an octet is written.
 */
final class Exchange implements BatchWriter.Register {
    /** Below this the timer of the system is not to be trusted, and waking costs more than it gives. */
    private static final long MIN_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

    private final LinkSettings settings;
    private final Regulator regulator;
    private final LinkMetrics metrics;
    private final BatchWriter writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Traffic traffic;
    private final Headroom headroom;
    private boolean stopped;
    private boolean paced;
    private @Nullable String over;
    private volatile @Nullable Session session;

    /** @param regulator shared by all binds of the link */
    Exchange(
            LinkSettings settings,
            InstantSource clock,
            Regulator regulator,
            LinkMetrics metrics,
            LinkListener listener) {
        this.settings = settings;
        this.regulator = regulator;
        this.metrics = metrics;
        this.traffic = new Traffic(settings.pace().window(), regulator);
        this.headroom = new Headroom(settings, regulator, listener);
        this.writer = new BatchWriter(settings, clock, metrics, this);
    }

    /** Takes a packet in, and {@link #offered} follows; or says why not, and then {@link Pending#refuse} follows. */
    @Nullable
    String offer(List<Segment> packet, SubmitListener results) {
        lock.lock();
        try {
            if (over != null || stopped) {
                return "the link is not bound";
            }
            if (!traffic.waiting.holds(packet.size())) {
                return "too many segments wait for the link";
            }
            for (int i = 0; i < packet.size(); i++) {
                traffic.waiting.add(new Pending(packet.get(i), i, results, metrics));
            }
            headroom.seen(room());
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Has written what was taken in: on this thread where nothing else is under way, so that nobody has to wake up. */
    void offered() {
        boolean here;
        lock.lock();
        try {
            here = traffic.flight.size() == 0 && !traffic.turn.reading();
            if (!here) {
                wake();
            }
        } finally {
            lock.unlock();
        }
        if (here) {
            writeHere(1);
        }
    }

    /** Takes over what another session of this bind did not come to write. */
    void adopt(List<Pending> unwritten) {
        locked(() -> {
            unwritten.forEach(traffic.waiting::add);
            work.signal();
        });
    }

    /** See {@link SmscLink#headroom}. */
    int headroom() {
        lock.lock();
        try {
            return headroom.seen(room());
        } finally {
            lock.unlock();
        }
    }

    /** What there is to do now. */
    ExchangeLoad load() {
        lock.lock();
        try {
            return new ExchangeLoad(traffic.unanswered(), traffic.waiting.size());
        } finally {
            lock.unlock();
        }
    }

    /** An answer came to the request with this sequence_number. */
    void answered(int sequence, SubmitResult result) {
        long now = System.nanoTime();
        Pending pending;
        int risen = 0;
        lock.lock();
        try {
            traffic.turn.reading(true);
            pending = traffic.flight.answered(sequence);
            if (pending != null) {
                traffic.turn.answered(pending.mark());
                if (result instanceof SubmitResult.Accepted) {
                    regulator.accepted(pending.writtenAt(), now);
                } else if (result instanceof SubmitResult.Refused refused && refused.temporary()) {
                    regulator.refused(pending.writtenAt(), now);
                }
                if (traffic.flight.size() == 0) {
                    idle.signalAll();
                }
                risen = headroom.risen(room(), 4);
            }
        } finally {
            lock.unlock();
        }
        if (pending == null) {
            metrics.unmatched();
        } else {
            pending.tell(result, now - pending.writtenAt());
        }
        headroom.tell(risen);
    }

    /** All answers that came in one read are taken in: what they made room for leaves together. */
    void answersTaken() {
        locked(() -> traffic.turn.reading(false));
        writeHere(Integer.MAX_VALUE);
    }

    /** Has a deliver_sm_resp written, where the session still stands. */
    void reply(int sequence, int commandStatus) {
        Session flooded = null;
        lock.lock();
        try {
            if (over == null) {
                boolean taken = traffic.waiting.reply(sequence, commandStatus);
                work.signal();
                if (!taken) {
                    over = "the SMSC does not read our answers";
                    flooded = session;
                }
            }
        } finally {
            lock.unlock();
        }
        if (flooded != null) {
            flooded.close();
        }
    }

    /** The session ended; {@link #serve} comes back. The first cause counts. */
    void end(String why) {
        locked(() -> {
            over = over == null ? why : over;
            work.signalAll();
            idle.signalAll();
        });
    }

    /** Writes no more segments, but replies still: no answer of the SMSC can be read any more. */
    void halt() {
        locked(() -> traffic.halt());
    }

    /** Waits until every reply is written, or the session is over, or the time is. */
    void awaitReplies(Duration longest) {
        await(longest, () -> !traffic.turn.busy() && !traffic.waiting.hasReplies());
    }

    /** Takes no more segments and gives up those that were not written. */
    void stop() {
        Waiting.Unwritten dropped;
        lock.lock();
        try {
            stopped = true;
            dropped = traffic.waiting.dropSegments();
        } finally {
            lock.unlock();
        }
        Pending.giveUp(dropped.torn(), "the link was closed", false);
        Pending.giveUp(dropped.whole(), "the link was closed", false);
    }

    /** Waits until every segment is answered and every reply written, or the session is over, or the time is. */
    void awaitIdle(Duration longest) {
        await(longest, () -> traffic.unanswered() == 0 && !traffic.turn.busy() && !traffic.waiting.hasReplies());
    }

    private void await(Duration longest, BooleanSupplier reached) {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (over == null && left > 0 && !reached.getAsBoolean()) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Called every few milliseconds: gives up segments without an answer, and a connection that takes no octets. */
    void tick(long now) {
        long response = settings.timers().response().toNanos();
        List<Pending> late;
        Session stuck = null;
        int risen;
        lock.lock();
        try {
            late = traffic.flight.giveUp(now - response);
            traffic.flight.forget(now - settings.timers().late().toNanos());
            if (!late.isEmpty()) {
                work.signal();
                idle.signalAll();
            }
            if (traffic.turn.hangs(now - response) && over == null) {
                over = "the SMSC takes no octets";
                stuck = session;
            }
            risen = headroom.risen(room(), 1000);
        } finally {
            lock.unlock();
        }
        if (stuck != null) {
            stuck.close();
        }
        Pending.giveUp(late, "no answer in " + settings.timers().response(), true);
        headroom.tell(risen);
    }

    /** Writes until the session is over; then everything unanswered is unknown, the session closed. */
    SessionEnd serve(Session bound) {
        locked(() -> session = bound);
        try {
            for (Waiting.Batch batch = next(); batch != null; batch = next()) {
                write(bound, batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end("interrupted");
        } finally {
            bound.close();
        }
        List<Pending> written;
        Waiting.Unwritten unwritten;
        String why;
        lock.lock();
        try {
            why = over == null ? "closed" : over;
            over = why;
            written = traffic.flight.drain();
            // What is left of a packet that began to go out ends with it.
            unwritten = traffic.waiting.clear();
            traffic.turn.end();
            idle.signalAll();
        } finally {
            lock.unlock();
        }
        Pending.giveUp(written, why, true);
        Pending.giveUp(unwritten.torn(), why, false);
        return new SessionEnd(why, unwritten.whole());
    }

    /** What may be written now, after waiting for it; null where the session is over. */
    private Waiting.@Nullable Batch next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (over == null) {
                long now = System.nanoTime();
                Waiting.Batch batch = traffic.turn.busy() ? null : traffic.take(now);
                if (batch != null) {
                    return batch;
                }
                if (!traffic.turn.busy() && traffic.due() > 0) {
                    paced = true;
                    long unused = work.awaitNanos(Math.max(MIN_WAIT, regulator.delay(now)));
                    paced = false;
                } else {
                    work.await();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the thread of {@link #serve} where there is something to do that nobody else comes to. */
    private void wake() {
        boolean due = traffic.waiting.hasReplies() || (traffic.due() > 0 && !traffic.turn.reading() && !paced);
        if (due && !traffic.turn.busy()) {
            work.signal();
        }
    }

    /** Writes on this thread, where nobody writes, what the connection surely takes; leaves the rest to {@link #serve}. */
    private void writeHere(int batches) {
        Session bound = session;
        Waiting.Batch batch = bound == null ? null : takeHere();
        for (int i = 1; bound != null && batch != null; i++) {
            write(bound, batch);
            batch = i < batches ? takeHere() : null;
        }
        locked(this::wake);
    }

    private void write(Session bound, Waiting.Batch batch) {
        String failed = writer.write(bound, batch);
        if (failed != null) {
            end(failed);
        }
    }

    private Waiting.@Nullable Batch takeHere() {
        lock.lock();
        try {
            return over == null ? traffic.takeSurely(System.nanoTime()) : null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean goesOut(int sequence, Pending pending) {
        lock.lock();
        try {
            if (over != null) {
                return false;
            }
            pending.written(System.nanoTime(), traffic.turn.goesOut());
            traffic.flight.add(sequence, pending);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void written(int taken, int count) {
        lock.lock();
        try {
            // Taken after the octets left: whatever the write took, the next second starts later, never earlier.
            regulator.wrote(taken, count, System.nanoTime());
            traffic.turn.end();
            if (traffic.flight.size() == 0 || traffic.halted()) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private int room() {
        boolean closed = over != null || stopped || traffic.halted();
        return closed ? 0 : headroom.room(traffic.unanswered(), traffic.waiting.size());
    }
}
