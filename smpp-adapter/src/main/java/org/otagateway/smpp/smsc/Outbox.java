// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.pdu.CommandStatus;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.MessageFields;

/**
 * The deliver_sm for the ESME, kept until one of its sessions answers with status 0: they wait while no receiver is bound,
 * go out again after a lost connection, an answer that says later, or none in time. A permanent status ends them.
 */
final class Outbox {
    private static final long SWEEP_MILLIS = 1000;

    private final TimerThread timer;
    private final InstantSource clock;
    private final Journal journal;
    private final SmscTiming timing;
    private final int window;
    private final PriorityQueue<Outbound> waiting = new PriorityQueue<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private int turn;
    private long ordinal;
    private int size;
    private long acknowledged;

    private record Sent(Outbound outbound, long at) {}

    private static final class Receiver {
        final SmscSession session;
        final Map<Integer, Sent> unanswered = new LinkedHashMap<>();

        Receiver(SmscSession session) {
            this.session = session;
        }
    }

    Outbox(TimerThread timer, InstantSource clock, Journal journal, SmscSettings settings) {
        this.timer = timer;
        this.clock = clock;
        this.journal = journal;
        this.timing = settings.timing();
        this.window = settings.limits().window();
        timer.after(SWEEP_MILLIS, this::sweep);
    }

    /** deliver_sm not yet acknowledged. */
    synchronized int size() {
        return size;
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    /**
     * Takes a deliver_sm in.
     *
     * @param receiptOf the message that a receipt speaks of, null for a message of the card
     * @param whenWritten run once, when the PDU first stands in a session's queue
     */
    synchronized void offer(
            MessageFields message, String msisdn, @Nullable String receiptOf, @Nullable Runnable whenWritten) {
        size++;
        waiting.add(new Outbound(ordinal++, message, msisdn, receiptOf, whenWritten));
        pump();
    }

    synchronized void bound(SmscSession session) {
        receivers.add(new Receiver(session));
        pump();
    }

    /** The session is gone: what it did not answer waits again. */
    synchronized void unbound(SmscSession session) {
        Iterator<Receiver> all = receivers.iterator();
        while (all.hasNext()) {
            Receiver receiver = all.next();
            if (receiver.session == session) {
                all.remove();
                receiver.unanswered.values().forEach(sent -> waiting.add(sent.outbound));
            }
        }
        pump();
    }

    /** The session answered the deliver_sm of that sequence number; an answer to nothing is ignored. */
    void answered(SmscSession session, int sequence, int status) {
        @Nullable Outbound outbound = take(session, sequence);
        if (outbound == null) {
            return;
        }
        boolean later = CommandStatus.isTemporary(status);
        if (later) {
            timer.after(timing.redelivery().toMillis(), () -> again(outbound));
        }
        journal.record(new JournalEvent.Answered(
                clock.instant(), outbound.msisdn, outbound.receiptOf, outbound.message.userData(), status));
        if (!later) {
            done(status == 0);
        }
        pumpNow();
    }

    private synchronized @Nullable Outbound take(SmscSession session, int sequence) {
        for (Receiver receiver : receivers) {
            if (receiver.session == session) {
                Sent sent = receiver.unanswered.remove(sequence);
                return sent == null ? null : sent.outbound;
            }
        }
        return null;
    }

    private synchronized void done(boolean ok) {
        size--;
        if (ok) {
            acknowledged++;
        }
    }

    private synchronized void again(Outbound outbound) {
        waiting.add(outbound);
        pump();
    }

    private synchronized void pumpNow() {
        pump();
    }

    private synchronized void sweep() {
        long overdue = clock.millis() - timing.response().toMillis();
        for (Receiver receiver : receivers) {
            Iterator<Sent> oldest = receiver.unanswered.values().iterator();
            while (oldest.hasNext()) {
                Sent sent = oldest.next();
                if (sent.at > overdue) {
                    break;
                }
                oldest.remove();
                waiting.add(sent.outbound);
            }
        }
        pump();
        timer.after(SWEEP_MILLIS, this::sweep);
    }

    /** Sends what the windows allow; under the lock. */
    private void pump() {
        while (!waiting.isEmpty()) {
            @Nullable Receiver receiver = withRoom();
            if (receiver == null) {
                return;
            }
            Outbound outbound = waiting.remove();
            int sequence = receiver.session.nextSequence();
            receiver.unanswered.put(sequence, new Sent(outbound, clock.millis()));
            receiver.session.send(new DeliverSm(sequence, outbound.message));
            outbound.written();
        }
    }

    private @Nullable Receiver withRoom() {
        for (int i = 0; i < receivers.size(); i++) {
            turn = (turn + 1) % receivers.size();
            Receiver receiver = receivers.get(turn);
            if (receiver.unanswered.size() < window) {
                return receiver;
            }
        }
        return null;
    }
}
