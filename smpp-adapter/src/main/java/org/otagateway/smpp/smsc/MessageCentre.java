// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.CommandStatus;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.SmppTime;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.smsc.JournalEvent.Answer;
import org.otagateway.smpp.smsc.JournalEvent.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes submitted messages in, gives them to the handsets, and makes the receipts. */
final class MessageCentre {
    private static final Logger LOG = LoggerFactory.getLogger(MessageCentre.class);
    private static final int LONGEST_USER_DATA = 140;
    /** Error of an unknown subscriber (3GPP TS 29.002 clause 17.6.6). */
    private static final int UNKNOWN_SUBSCRIBER = 1;

    private static final long ANSWER_AT_LAST_MILLIS = 1000;

    private final SmscSettings settings;
    private final MobileNetwork network;
    private final Journal journal;
    private final InstantSource clock;
    private final TimerThread timer;
    private final Outbox outbox;
    private final Seeds fates;
    private final Receipts receipts;
    private final MobileOriginator mobile;
    private final FaultCounts struck;
    private final AtomicLong nextId;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong submitted = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private volatile SmscFaults faults;
    private volatile @Nullable Throttle throttle;

    MessageCentre(
            SmscSettings settings,
            SmscFaults faults,
            MobileNetwork network,
            Journal journal,
            InstantSource clock,
            TimerThread timer,
            Outbox outbox,
            Seeds fates,
            Seeds mobileFates,
            FaultCounts struck) {
        this.settings = settings;
        this.network = network;
        this.journal = journal;
        this.clock = clock;
        this.timer = timer;
        this.outbox = outbox;
        this.fates = fates;
        this.struck = struck;
        this.receipts = new Receipts(settings, journal, clock, timer, outbox);
        this.mobile = new MobileOriginator(
                settings.timing(),
                settings.limits().messages(),
                () -> this.faults,
                journal,
                clock,
                timer,
                outbox,
                mobileFates,
                struck);
        Instant start = clock.instant();
        // Microseconds of the epoch: a later run never gives an id of an earlier one again.
        this.nextId = new AtomicLong(start.getEpochSecond() * 1_000_000 + start.getNano() / 1000);
        this.faults = faults;
        impose(faults);
    }

    void impose(SmscFaults other) {
        faults = other;
        Throttle current = throttle;
        if (other.throttleAbove() == 0) {
            throttle = null;
        } else if (current == null || current.rate() != other.throttleAbove()) {
            throttle = new Throttle(other.throttleAbove());
        }
    }

    Uplink uplink() {
        return mobile;
    }

    SmscCounts counts(int sessions) {
        return new SmscCounts(
                submitted.get(),
                accepted.get(),
                delivered.get(),
                receipts.made(),
                mobile.made(),
                outbox.acknowledged(),
                underWay.get() + (long) outbox.size(),
                sessions,
                struck.all());
    }

    void submit(SmscSession session, SubmitSm pdu) {
        submitted.incrementAndGet();
        MessageFields fields = pdu.message();
        Instant now = clock.instant();
        SmscFaults wrong = faults;
        MessageFate fate = MessageFate.draw(wrong, settings.timing(), fates.next());
        struck.struck(fate.ofTheMessage());
        Optional<SmppTime> validity = SmppTime.parse(fields.validityPeriod());
        CommandStatus malformed = check(fields, validity);
        int status = malformed != CommandStatus.ESME_ROK ? malformed.code() : refusal(wrong, fate, now);
        @Nullable Concatenation concatenation = JournalEvent.concatenation(fields.udhi(), fields.userData());
        boolean withheld =
                status == 0 && (fate.has(Fault.MISSING_RESPONSE) || fate.has(Fault.MISSING_RESPONSE_AND_LOST));
        long number = nextId.getAndIncrement();
        @Nullable String id = status == 0 ? settings.messageIds().inResponse().write(number) : null;
        Instant validUntil = validity.map(time -> time.at(now))
                .orElse(now.plus(settings.timing().validity()));
        String msisdn = digits(fields.destination().digits());
        journal.record(new JournalEvent.Submitted(
                now,
                msisdn,
                id,
                fields.source().digits(),
                fields.udhi(),
                fields.protocolId(),
                fields.dataCoding(),
                concatenation,
                fields.userData(),
                status == 0 ? validUntil : null,
                status,
                withheld ? Answer.WITHHELD : Answer.SENT));
        if (id == null) {
            SubmitSmResp refused = SubmitSmResp.refused(status, pdu.sequence());
            answer(fate.answer(), () -> session.send(refused));
            return;
        }
        accepted.incrementAndGet();
        SubmitSmResp response = SubmitSmResp.accepted(pdu.sequence(), id);
        Message message = new Message(
                id,
                settings.messageIds().inReceipt().write(number),
                msisdn,
                fields,
                concatenation,
                now,
                validUntil,
                fate,
                withheld ? null : once(() -> session.send(response)));
        take(message);
    }

    private void take(Message message) {
        MessageFate fate = message.fate();
        underWay.incrementAndGet();
        if (message.answer() != null) {
            boolean receiptFirst = fate.has(Fault.RECEIPT_FIRST) && message.wantsReceipt(MessageState.EXPIRED);
            // Were no receiver bound, the receipt that should come first would never be written.
            long waits = receiptFirst ? fate.delivery() + fate.receipt() + fate.reorder() + ANSWER_AT_LAST_MILLIS : 0;
            answer(fate.answer() + waits, message.answer());
        }
        if (fate.has(Fault.MISSING_RESPONSE_AND_LOST)) {
            drop(message, Reason.LOST_SUBMITTED);
            underWay.decrementAndGet();
            return;
        }
        receipts.intermediate(message);
        if (fate.has(Fault.LOSE_SUBMITTED)) {
            drop(message, Reason.LOST_SUBMITTED);
            lost(message);
            return;
        }
        long delivery = message.submitted().toEpochMilli() + fate.delivery();
        timer.at(delivery, () -> deliver(message, 1));
        if (fate.has(Fault.DUPLICATE_DELIVERY)) {
            underWay.incrementAndGet();
            timer.at(delivery + fate.copy(), () -> deliver(message, 2));
        }
    }

    private void answer(long delay, Runnable send) {
        if (delay == 0) {
            send.run();
        } else {
            timer.after(delay, send);
        }
    }

    private static Runnable once(Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    private static CommandStatus check(MessageFields fields, Optional<SmppTime> validity) {
        if (digits(fields.destination().digits()).isEmpty()) {
            return CommandStatus.ESME_RINVDSTADR;
        }
        if (fields.userData().length() > LONGEST_USER_DATA) {
            return CommandStatus.ESME_RINVMSGLEN;
        }
        boolean unreadable = validity.isEmpty() && !fields.validityPeriod().isEmpty();
        return unreadable ? CommandStatus.ESME_RINVEXPIRY : CommandStatus.ESME_ROK;
    }

    private int refusal(SmscFaults wrong, MessageFate fate, Instant now) {
        Throttle limit = throttle;
        if (limit != null && !limit.admit(now.toEpochMilli())) {
            return CommandStatus.ESME_RTHROTTLED.code();
        }
        if (underWay.get() + outbox.size() >= settings.limits().messages()) {
            return CommandStatus.ESME_RMSGQFUL.code();
        }
        if (fate.has(Fault.REFUSE_TEMPORARILY)) {
            return wrong.temporaryStatus();
        }
        return fate.has(Fault.REFUSE_PERMANENTLY) ? wrong.permanentStatus() : 0;
    }

    private static String digits(String address) {
        return address.startsWith("+") ? address.substring(1) : address;
    }

    /** Ends a message that the network lost, with the receipt that its fate has for it. */
    private void lost(Message message) {
        switch (message.fate().lossReceipt()) {
            case EXPIRED -> timer.at(message.validUntil().toEpochMilli(), () -> end(message, MessageState.EXPIRED, 0));
            case UNDELIVERED -> end(message, MessageState.UNDELIVERABLE, 0);
            case NONE, ANY -> underWay.decrementAndGet();
        }
    }

    /** On the timer's thread: gives one copy to the handset. */
    private void deliver(Message message, int copy) {
        Instant now = clock.instant();
        if (!now.isBefore(message.validUntil())) {
            drop(message, Reason.EXPIRED);
            endCopy(message, copy, MessageState.EXPIRED, 0, Octets.EMPTY);
            return;
        }
        Optional<Handset> handset = network.handset(message.msisdn());
        if (handset.isEmpty()) {
            drop(message, Reason.UNKNOWN_SUBSCRIBER);
            endCopy(message, copy, MessageState.UNDELIVERABLE, UNKNOWN_SUBSCRIBER, Octets.EMPTY);
            return;
        }
        MobileOriginator.DuringDelivery uplink = mobile.during(message, copy);
        @Nullable DeliverReport report = call(handset.get(), message, uplink);
        if (report == null) {
            drop(message, Reason.HANDSET_FAILED);
            uplink.open();
            endCopy(message, copy, MessageState.UNDELIVERABLE, 0, Octets.EMPTY);
            return;
        }
        journal.record(new JournalEvent.Delivered(
                now,
                message.msisdn(),
                message.id(),
                message.concatenation(),
                message.fields().userData(),
                copy,
                report));
        Octets inReceipt =
                report.userData().isEmpty() ? Octets.EMPTY : mobile.report(message, report, settings.report(), uplink);
        uplink.open();
        switch (report.result()) {
            case ACKNOWLEDGED -> {
                delivered.incrementAndGet();
                endCopy(message, copy, MessageState.DELIVERED, 0, inReceipt);
            }
            case ERROR -> endCopy(message, copy, MessageState.UNDELIVERABLE, report.failureCause(), inReceipt);
            case UNREACHABLE -> {
                long again = now.plus(settings.timing().redelivery()).toEpochMilli();
                timer.at(Math.min(again, message.validUntil().toEpochMilli()), () -> deliver(message, copy));
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // the handset is foreign code: its failure ends one message, not the SMSC
    private static @Nullable DeliverReport call(Handset handset, Message message, Uplink uplink) {
        try {
            return handset.deliver(message.shortMessage(), uplink);
        } catch (RuntimeException e) {
            LOG.error("The handset of message {} failed", message.id(), e);
            return null;
        }
    }

    private void end(Message message, MessageState state, int error) {
        endCopy(message, 1, state, error, Octets.EMPTY);
    }

    /** The receipt speaks of the first copy alone: the SMSC knows of no other. */
    private void endCopy(Message message, int copy, MessageState state, int error, Octets userData) {
        if (copy == 1 && message.wantsReceipt(state)) {
            String text = settings.report() == ReportForm.RECEIPT_TEXT_CUT ? cut(userData.toHex()) : userData.toHex();
            receipts.last(message, state, error, text, underWay::decrementAndGet);
        } else {
            if (!userData.isEmpty()) {
                drop(message, Reason.NOT_FORWARDED);
            }
            underWay.decrementAndGet();
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(20, text.length()));
    }

    private void drop(Message message, Reason reason) {
        journal.record(new JournalEvent.Dropped(
                clock.instant(),
                message.msisdn(),
                message.id(),
                message.concatenation(),
                message.fields().userData(),
                reason));
    }
}
