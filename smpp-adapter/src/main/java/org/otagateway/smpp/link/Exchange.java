// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outgoing half of one session: what waits to be written, and what waits for its answer. One thread writes ({@link
 * #serve}); any thread submits, answers and asks; one lock guards it all and is never held while a listener is called or
 * an octet is written.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Below this the timer of the system is not to be trusted, and waking costs more than it gives. */
    private static final long MIN_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

    private final LinkSettings settings;
    private final InstantSource clock;
    private final Regulator regulator;
    private final LinkMetrics metrics;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Waiting waiting = new Waiting();
    private final Flight flight;
    private final Headroom headroom;
    private boolean stopped;
    private boolean halted;
    private int writing;
    private boolean busy;
    private long busySince;
    private @Nullable String over;
    private @Nullable Session session;

    /** @param regulator shared by all binds of the link */
    Exchange(
            LinkSettings settings,
            InstantSource clock,
            Regulator regulator,
            LinkMetrics metrics,
            LinkListener listener) {
        this.settings = settings;
        this.clock = clock;
        this.regulator = regulator;
        this.metrics = metrics;
        this.flight = new Flight(Math.max(1000, 10 * settings.pace().window()));
        this.headroom = new Headroom(settings, regulator, listener);
    }

    /** See {@link SmscLink#submit}. */
    void submit(List<Segment> packet, SubmitListener results) {
        String refused = offer(packet, results);
        if (refused != null) {
            Pending.refuse(packet, results, metrics, refused);
        }
    }

    /** Takes a packet in; or says why not, and then {@link Pending#refuse} follows. */
    @Nullable
    String offer(List<Segment> packet, SubmitListener results) {
        lock.lock();
        try {
            if (over != null || stopped) {
                return "the link is not bound";
            }
            if (!waiting.holds(packet.size())) {
                return "too many segments wait for the link";
            }
            for (int i = 0; i < packet.size(); i++) {
                waiting.add(new Pending(packet.get(i), i, results, metrics));
            }
            headroom.seen(room());
            if (flight.size() + writing < settings.pace().window()) {
                work.signal();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes over what another session of this bind did not come to write. */
    void adopt(List<Pending> unwritten) {
        locked(() -> {
            unwritten.forEach(waiting::add);
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
            return new ExchangeLoad(flight.size() + writing, waiting.size());
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
            pending = flight.answered(sequence);
            if (pending != null) {
                if (result instanceof SubmitResult.Accepted) {
                    regulator.accepted(pending.writtenAt(), now);
                } else if (result instanceof SubmitResult.Refused refused && refused.temporary()) {
                    regulator.refused(pending.writtenAt(), now);
                }
                if (flight.size() == 0) {
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
        locked(() -> {
            if (waiting.hasSegments()) {
                work.signal();
            }
        });
    }

    /** Has a deliver_sm_resp written, where the session still stands. */
    void reply(int sequence, int commandStatus) {
        Session flooded = null;
        lock.lock();
        try {
            if (over == null) {
                boolean taken = waiting.reply(sequence, commandStatus);
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
        locked(() -> halted = true);
    }

    /** Waits until every reply is written, or the session is over, or the time is. */
    void awaitReplies(Duration longest) {
        await(longest, () -> !busy && !waiting.hasReplies());
    }

    /** Takes no more segments and gives up those that were not written. */
    void stop() {
        Waiting.Unwritten dropped;
        lock.lock();
        try {
            stopped = true;
            dropped = waiting.dropSegments();
        } finally {
            lock.unlock();
        }
        Pending.giveUp(dropped.torn(), "the link was closed", false);
        Pending.giveUp(dropped.whole(), "the link was closed", false);
    }

    /** Waits until every segment is answered and every reply written, or the session is over, or the time is. */
    void awaitIdle(Duration longest) {
        await(longest, () -> flight.size() == 0 && writing == 0 && !busy && !waiting.hasReplies());
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
            late = flight.giveUp(now - response);
            flight.forget(now - settings.timers().late().toNanos());
            if (!late.isEmpty()) {
                work.signal();
                idle.signalAll();
            }
            if (busy && now - busySince > response && over == null) {
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
        } catch (IOException e) {
            end("the connection failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end("interrupted");
        } catch (RuntimeException e) {
            LOG.error("The session of link {} failed", settings.name(), e);
            end("a fault of our own");
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
            written = flight.drain();
            // What is left of a packet that began to go out ends with it.
            unwritten = waiting.clear();
            writing = 0;
            busy = false;
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
                int window = settings.pace().window() - flight.size();
                int wanted = halted ? 0 : Math.min(Math.min(Waiting.MOST_AT_ONCE, window), waiting.size());
                int permitted = wanted <= 0 ? 0 : regulator.reserve(now, wanted);
                if (permitted > 0 || waiting.hasReplies()) {
                    busy = true;
                    busySince = now;
                    writing = permitted;
                    return waiting.take(permitted);
                }
                if (wanted > 0) {
                    long unused = work.awaitNanos(Math.max(MIN_WAIT, regulator.delay(now)));
                } else {
                    work.await();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void write(Session bound, Waiting.Batch batch) throws IOException {
        int at = 0;
        int count = 0;
        try {
            for (Waiting.Reply reply : batch.replies()) {
                bound.answer(reply.sequence(), reply.commandStatus());
            }
            while (at < batch.segments().size()) {
                Pending pending = batch.segments().get(at);
                at++;
                String why = pending.objection(clock.instant());
                int sequence = bound.nextSequence();
                if (why == null && register(sequence, pending)) {
                    metrics.written();
                    bound.submit(sequence, pending.segment());
                    count++;
                } else {
                    pending.tell(new SubmitResult.Unknown(why == null ? "the connection was lost" : why, false), 0);
                }
            }
            bound.flush();
        } finally {
            Pending.giveUp(batch.segments().subList(at, batch.segments().size()), "the connection was lost", false);
            written(batch.segments().size(), count);
        }
    }

    private boolean register(int sequence, Pending pending) {
        lock.lock();
        try {
            if (over != null) {
                return false;
            }
            pending.written(System.nanoTime());
            flight.add(sequence, pending);
            writing--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void written(int taken, int count) {
        lock.lock();
        try {
            // Taken after the octets left: whatever the write took, the next second starts later, never earlier.
            regulator.wrote(taken, count, System.nanoTime());
            writing = 0;
            busy = false;
            if (flight.size() == 0 || halted) {
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
        boolean closed = over != null || stopped || halted;
        return closed ? 0 : headroom.room(flight.size() + writing, waiting.size());
    }
}
