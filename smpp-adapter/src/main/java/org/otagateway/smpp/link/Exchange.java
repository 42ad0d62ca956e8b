// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

    /** Segments that may wait beside the window; a packet of 255 always finds room while there is headroom. */
    private static final int MAX_QUEUED = 4096;
    /** Replies that may wait; an SMSC that sends so much and reads nothing is given up. */
    private static final int MAX_REPLIES = 10_000;
    /** Below this the timer of the system is not to be trusted, and waking costs more than it gives. */
    private static final long MIN_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

    private final LinkSettings settings;
    private final InstantSource clock;
    private final Regulator regulator;
    private final LinkMetrics metrics;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Deque<Pending> queue = new ArrayDeque<>();
    private final Deque<Batch.Reply> replies = new ArrayDeque<>();
    private final Flight flight;
    private final Headroom headroom;
    private boolean stopped;
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
        this.headroom = new Headroom(settings.name(), listener);
    }

    /** See {@link SmscLink#submit}. */
    void submit(List<Segment> packet, SubmitListener results) {
        String refused = offer(packet, results);
        if (refused != null) {
            refuse(packet, results, refused);
        }
    }

    /** Takes a packet in; or says why not, and then {@link #refuse} follows. */
    @Nullable
    String offer(List<Segment> packet, SubmitListener results) {
        lock.lock();
        try {
            if (over != null || stopped) {
                return "the link is not bound";
            }
            if (queue.size() + packet.size() > MAX_QUEUED) {
                return "too many segments wait for the link";
            }
            for (int i = 0; i < packet.size(); i++) {
                queue.add(new Pending(packet.get(i), i, results, metrics));
            }
            headroom.seen(room());
            work.signal();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Tells that a packet was not taken in. */
    void refuse(List<Segment> packet, SubmitListener results, String why) {
        for (int i = 0; i < packet.size(); i++) {
            new Pending(packet.get(i), i, results, metrics).tell(new SubmitResult.Unknown(why, false), 0);
        }
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

    /** Segments that wait for their answer. */
    int unanswered() {
        lock.lock();
        try {
            return flight.size() + writing;
        } finally {
            lock.unlock();
        }
    }

    /** Segments that wait to be written. */
    int queued() {
        lock.lock();
        try {
            return queue.size();
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
                if (!queue.isEmpty()) {
                    work.signal();
                }
                if (flight.size() == 0) {
                    idle.signalAll();
                }
                risen = risen(4);
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

    /** Has a deliver_sm_resp written, where the session still stands. */
    void reply(int sequence, int commandStatus) {
        Session flooded = null;
        lock.lock();
        try {
            if (over == null) {
                replies.add(new Batch.Reply(sequence, commandStatus));
                work.signal();
                if (replies.size() > MAX_REPLIES) {
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
        lock.lock();
        try {
            if (over == null) {
                over = why;
            }
            work.signalAll();
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more segments and gives up those that were not written. */
    void stop() {
        List<Pending> dropped;
        lock.lock();
        try {
            stopped = true;
            dropped = new ArrayList<>(queue);
            queue.clear();
        } finally {
            lock.unlock();
        }
        Pending.giveUp(dropped, "the link was closed", false);
    }

    /** Waits until every segment is answered and every reply written, or the session is over, or the time is. */
    void awaitIdle(Duration longest) {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (over == null && left > 0 && (flight.size() > 0 || writing > 0 || busy || !replies.isEmpty())) {
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
            risen = risen(1000);
        } finally {
            lock.unlock();
        }
        if (stuck != null) {
            stuck.close();
        }
        Pending.giveUp(late, "no answer in " + settings.timers().response(), true);
        headroom.tell(risen);
    }

    /**
     * Writes until the session is over; then everything unanswered is unknown, the session closed.
     *
     * @return why it is over
     */
    String serve(Session bound) {
        lock.lock();
        try {
            session = bound;
        } finally {
            lock.unlock();
        }
        try {
            for (Batch batch = next(); batch != null; batch = next()) {
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
        List<Pending> unwritten;
        String why;
        lock.lock();
        try {
            why = over == null ? "closed" : over;
            over = why;
            written = flight.drain();
            unwritten = new ArrayList<>(queue);
            queue.clear();
            replies.clear();
            writing = 0;
            busy = false;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
        Pending.giveUp(written, why, true);
        Pending.giveUp(unwritten, why, false);
        return why;
    }

    /** What may be written now, after waiting for it; null where the session is over. */
    private @Nullable Batch next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (over == null) {
                long now = System.nanoTime();
                int window = settings.pace().window() - flight.size();
                int wanted = Math.min(Math.min(Batch.MOST, window), queue.size());
                int permitted = wanted <= 0 ? 0 : regulator.reserve(now, wanted);
                if (permitted > 0 || !replies.isEmpty()) {
                    busy = true;
                    busySince = now;
                    writing = permitted;
                    return Batch.take(replies, queue, permitted);
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

    private void write(Session bound, Batch batch) throws IOException {
        int at = 0;
        int count = 0;
        try {
            for (Batch.Reply reply : batch.replies()) {
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
            if (flight.size() == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The room to be told, where a {@code part} of the whole is enough. */
    private int risen(int part) {
        int whole = Math.min(settings.pace().window(), ahead());
        return headroom.risen(room(), Math.max(1, whole / part), whole);
    }

    /** Segments that may wait to be written: a quarter of a second's worth, shared by the binds. */
    private int ahead() {
        return Math.max(1, (int) (regulator.rate() / 4 / settings.binds().count()));
    }

    private int room() {
        if (over != null || stopped || regulator.pauses(System.nanoTime())) {
            return 0;
        }
        int window = settings.pace().window() - flight.size() - writing - queue.size();
        return Math.max(0, Math.min(window, ahead() - queue.size()));
    }
}
