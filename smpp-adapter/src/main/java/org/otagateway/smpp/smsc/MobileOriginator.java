// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.Address;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.smsc.JournalEvent.Path;
import org.otagateway.smpp.smsc.JournalEvent.Reason;

/** Takes the messages of cards and puts them into the outbox as deliver_sm, with what goes wrong on the way. */
final class MobileOriginator implements Uplink {
    /** A replay comes after so many times the longest wait of what is overtaken. */
    private static final int REPLAY_AFTER = 5;

    private final SmscTiming timing;
    private final int limit;
    private final Supplier<SmscFaults> faults;
    private final Journal journal;
    private final InstantSource clock;
    private final TimerThread timer;
    private final Outbox outbox;
    private final Seeds seeds;
    private final FaultCounts struck;
    private final RecentMessages others = new RecentMessages();
    private final AtomicLong made = new AtomicLong();

    MobileOriginator(
            SmscTiming timing,
            int limit,
            Supplier<SmscFaults> faults,
            Journal journal,
            InstantSource clock,
            TimerThread timer,
            Outbox outbox,
            Seeds seeds,
            FaultCounts struck) {
        this.timing = timing;
        this.limit = limit;
        this.faults = faults;
        this.journal = journal;
        this.clock = clock;
        this.timer = timer;
        this.outbox = outbox;
        this.seeds = seeds;
        this.struck = struck;
    }

    long made() {
        return made.get();
    }

    /** A message that a card sends of its own accord. */
    @Override
    public void submit(MobileMessage message) {
        RandomGenerator random = seeds.next();
        send(message, Path.SMS_SUBMIT, random, timing.mobileOriginated().draw(random));
    }

    /** The way for messages that a card sends because of one it was given. */
    DuringDelivery during(Message cause, int copy) {
        return new DuringDelivery(cause.fate(), copy);
    }

    /**
     * Passes the user data of a DELIVER-REPORT on.
     *
     * @return what goes into the receipt's text; empty where it goes another way or is lost
     */
    Octets report(Message message, DeliverReport report, ReportForm form, DuringDelivery uplink) {
        MobileMessage carried = new MobileMessage(
                message.msisdn(),
                message.fields().source().digits(),
                true,
                message.fields().protocolId(),
                message.fields().dataCoding(),
                report.userData());
        return switch (form) {
            case DELIVER_SM -> {
                uplink.sendReport(carried);
                yield Octets.EMPTY;
            }
            case RECEIPT_TEXT, RECEIPT_TEXT_CUT, RECEIPT_PARAMETER -> {
                boolean lost = draw(faults.get(), Fault.LOSE_MOBILE_ORIGINATED, uplink.random);
                if (lost) {
                    drop(carried, Reason.LOST_MOBILE_ORIGINATED);
                } else {
                    made(carried, Path.DELIVER_REPORT, 1);
                }
                yield lost ? Octets.EMPTY : report.userData();
            }
            case DROPPED -> {
                drop(carried, Reason.NOT_FORWARDED);
                yield Octets.EMPTY;
            }
        };
    }

    private boolean draw(SmscFaults now, Fault fault, RandomGenerator random) {
        return struck.struck(fault, random.nextDouble() < now.probability(fault));
    }

    /** Always draws the same numbers, so that one message's fate leaves the next one's alone. */
    private void send(MobileMessage message, Path path, RandomGenerator random, long delay) {
        SmscFaults now = faults.get();
        boolean lost = draw(now, Fault.LOSE_MOBILE_ORIGINATED, random);
        boolean twice = draw(now, Fault.DUPLICATE_MOBILE_ORIGINATED, random);
        boolean overtaken = draw(now, Fault.REORDER, random);
        DelayRange within = DelayRange.ofMillis(0, now.reorderWithin().toMillis());
        long wait = within.draw(random);
        long copyAfter = within.draw(random);
        boolean foreign = draw(now, Fault.FOREIGN_RESPONSE, random);
        boolean replayed = draw(now, Fault.REPLAYED_RESPONSE, random);
        double which = random.nextDouble();
        MobileMessage other = others.exchange(message, which);
        if (foreign && other != null) {
            // Not in the journal: no card sent it.
            timer.after(delay + copyAfter, () -> deliver(message.withUserData(other)));
        }
        if (lost) {
            drop(message, Reason.LOST_MOBILE_ORIGINATED);
            return;
        }
        long first = overtaken ? delay + wait : delay;
        if (replayed) {
            timer.after(first + REPLAY_AFTER * now.reorderWithin().toMillis(), () -> offer(message, path, 2));
        }
        if (first == 0) {
            offer(message, path, 1);
        } else {
            timer.after(first, () -> offer(message, path, 1));
        }
        if (twice) {
            timer.after(first + copyAfter, () -> offer(message, path, 2));
        }
    }

    private void offer(MobileMessage message, Path path, int copy) {
        if (outbox.size() >= limit) {
            drop(message, Reason.NO_ROOM);
            return;
        }
        made(message, path, copy);
        deliver(message);
    }

    private void deliver(MobileMessage message) {
        MessageFields fields = MessageFields.of(
                Address.international(message.source()),
                new Address(0, 1, message.destination()),
                message.udhi() ? MessageFields.ESM_UDHI : 0,
                message.protocolId(),
                message.dataCoding(),
                message.userData());
        outbox.offer(fields, message.source(), null, null);
    }

    private void made(MobileMessage message, Path path, int copy) {
        made.incrementAndGet();
        journal.record(new JournalEvent.MobileOriginated(
                clock.instant(),
                message.source(),
                message.destination(),
                message.udhi(),
                JournalEvent.concatenation(message.udhi(), message.userData()),
                message.userData(),
                path,
                copy));
    }

    private void drop(MobileMessage message, Reason reason) {
        journal.record(new JournalEvent.Dropped(
                clock.instant(),
                message.source(),
                null,
                JournalEvent.concatenation(message.udhi(), message.userData()),
                message.userData(),
                reason));
    }

    /** Holds what the card sends during a delivery until the delivery stands in the journal; afterwards passes it on. */
    final class DuringDelivery implements Uplink {
        private final RandomGenerator random;
        private final long delay;
        private @Nullable List<Runnable> held = new ArrayList<>();

        DuringDelivery(MessageFate fate, int copy) {
            this.random = fate.afterwards(copy);
            this.delay = fate.mobileOriginated();
        }

        @Override
        public synchronized void submit(MobileMessage message) {
            Runnable passOn = () -> send(message, Path.SMS_SUBMIT, random, delay);
            if (held == null) {
                passOn.run();
            } else {
                held.add(passOn);
            }
        }

        /** The report is the card's first answer: it goes before what the card sent. */
        synchronized void sendReport(MobileMessage message) {
            send(message, Path.DELIVER_REPORT, random, delay);
        }

        synchronized void open() {
            List<Runnable> before = held;
            held = null;
            if (before != null) {
                before.forEach(Runnable::run);
            }
        }
    }
}
