// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.otagateway.smpp.pdu.CommandStatus;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The incoming half of one session: hands events to the owner and holds each answer back until the owner gives it. */
final class Incoming implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

    /** Events that may wait for their acknowledgement; what comes beyond is refused for now, so that memory is bounded. */
    static final int MAX_UNACKNOWLEDGED = 1000;

    /** How long the answers are waited for that are owed on a session of which nothing more can be read. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final LinkSettings settings;
    private final Exchange exchange;
    private final LinkListener listener;
    private final LinkMetrics metrics;
    private final AtomicInteger unacknowledged = new AtomicInteger();
    /** In the order in which they came; those given are taken away by {@link #tick}, as far as they stand first. */
    private final Queue<Held> held = new ConcurrentLinkedQueue<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private volatile boolean productive;

    Incoming(LinkSettings settings, Exchange exchange, LinkListener listener, LinkMetrics metrics) {
        this.settings = settings;
        this.exchange = exchange;
        this.listener = listener;
        this.metrics = metrics;
    }

    /** Whether the SMSC answered a submit, or gave something that the owner took. */
    boolean productive() {
        return productive;
    }

    @Override
    public void answered(int sequence, int commandStatus, String messageId) {
        productive = true;
        SubmitResult result = commandStatus == CommandStatus.ESME_ROK.code()
                ? new SubmitResult.Accepted(settings.quirks().normaliseResponseId(messageId), messageId)
                : refusal(commandStatus);
        exchange.answered(sequence, result);
    }

    @Override
    public void drained() {
        exchange.answersTaken();
    }

    private SubmitResult refusal(int commandStatus) {
        return switch (settings.statuses().of(commandStatus)) {
            case FOR_GOOD -> new SubmitResult.Refused(commandStatus, false);
            case FOR_NOW -> new SubmitResult.Refused(commandStatus, true);
            case UNKNOWN ->
                new SubmitResult.Unknown(
                        "command_status " + HexFormat.of().withUpperCase().toHexDigits(commandStatus), true);
        };
    }

    @Override
    public void receipt(int sequence, DeliveryReceipt receipt) {
        metrics.receipt(receipt);
        handOver(sequence, acknowledgement -> listener.receipt(receipt, acknowledgement));
    }

    @Override
    public void message(int sequence, IncomingMessage message) {
        metrics.message();
        handOver(sequence, acknowledgement -> listener.message(message, acknowledgement));
    }

    @Override
    public void unreadable(OptionalInt sequence, UnreadablePdu pdu) {
        metrics.unreadable();
        if (sequence.isPresent()) {
            handOver(sequence.getAsInt(), acknowledgement -> listener.unreadable(pdu, acknowledgement));
            return;
        }
        try {
            listener.unreadable(pdu, Unanswerable.INSTANCE);
        } catch (RuntimeException e) {
            LOG.error("The listener of link {} failed", settings.name(), e);
        }
    }

    /**
     * The SMSC would deliver again, on the next session, all that is not answered on this one; where each session breaks
     * early, nothing would ever be over.
     */
    @Override
    public void deaf() {
        exchange.halt();
        long left = LINGER.toNanos();
        lock.lock();
        try {
            while (left > 0 && unacknowledged.get() > 0) {
                left = settled.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        exchange.awaitReplies(LINGER);
    }

    /**
     * Called every few milliseconds: an event that waits too long for its acknowledgement is refused for now, before the
     * SMSC gives the session up. What was committed all the same comes once more then, which does no harm.
     */
    void tick(long now) {
        long longest = settings.timers().response().toNanos();
        for (Held oldest = held.peek(); oldest != null; oldest = held.peek()) {
            if (!oldest.given.get() && now - oldest.since < longest) {
                return;
            }
            oldest.give(CommandStatus.ESME_RTHROTTLED.code());
            held.poll();
        }
    }

    @Override
    public void lost(String why) {
        exchange.end(why);
    }

    private void handOver(int sequence, Consumer<Acknowledgement> event) {
        if (unacknowledged.incrementAndGet() > MAX_UNACKNOWLEDGED) {
            reply(sequence, CommandStatus.ESME_RMSGQFUL.code());
            return;
        }
        Held acknowledgement = new Held(sequence, System.nanoTime());
        held.add(acknowledgement);
        try {
            event.accept(acknowledgement);
        } catch (RuntimeException e) {
            LOG.error("The listener of link {} failed; the event is refused for now", settings.name(), e);
            acknowledgement.refuse();
        }
    }

    private void reply(int sequence, int commandStatus) {
        if (commandStatus == CommandStatus.ESME_ROK.code()) {
            productive = true;
        } else {
            metrics.refusedIncoming();
        }
        exchange.reply(sequence, commandStatus);
        if (unacknowledged.decrementAndGet() == 0) {
            lock.lock();
            try {
                settled.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Held implements Acknowledgement {
        private final int sequence;
        private final long since;
        private final AtomicBoolean given = new AtomicBoolean();

        Held(int sequence, long since) {
            this.sequence = sequence;
            this.since = since;
        }

        @Override
        public void durable() {
            give(CommandStatus.ESME_ROK.code());
        }

        @Override
        public void refuse() {
            give(CommandStatus.ESME_RX_T_APPN.code());
        }

        @Override
        public void later() {
            give(CommandStatus.ESME_RMSGQFUL.code());
        }

        private void give(int commandStatus) {
            if (given.compareAndSet(false, true)) {
                reply(sequence, commandStatus);
            }
        }
    }

    /** For what has no answer. */
    private enum Unanswerable implements Acknowledgement {
        INSTANCE;

        @Override
        public void durable() {}

        @Override
        public void refuse() {}
    }
}
