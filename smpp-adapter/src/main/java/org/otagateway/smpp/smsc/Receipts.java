// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.Address;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.Tlv;

/** Makes delivery receipts and puts them into the outbox when their time has come. */
final class Receipts {
    private static final int LONGEST_SHORT_MESSAGE = 254;
    private static final int NETWORK_GSM = 3;

    private final SmscSettings settings;
    private final Journal journal;
    private final InstantSource clock;
    private final TimerThread timer;
    private final Outbox outbox;
    private final AtomicLong made = new AtomicLong();

    Receipts(SmscSettings settings, Journal journal, InstantSource clock, TimerThread timer, Outbox outbox) {
        this.settings = settings;
        this.journal = journal;
        this.clock = clock;
        this.timer = timer;
        this.outbox = outbox;
    }

    long made() {
        return made.get();
    }

    /** The receipt that the message is under way, where its fate has one. */
    void intermediate(Message message) {
        if (message.fate().has(Fault.INTERMEDIATE_RECEIPT) && message.wantsReceipt(MessageState.ENROUTE)) {
            Instant submitted = message.submitted();
            long at = submitted.toEpochMilli() + message.fate().delivery() / 2;
            timer.at(at, () -> emit(message, MessageState.ENROUTE, 0, "", submitted, 1));
        }
    }

    /**
     * The receipt that ends a message, and its copy.
     *
     * @param text after {@code text:}
     * @param done run when the last one is in the outbox
     */
    void last(Message message, MessageState state, int error, String text, Runnable done) {
        MessageFate fate = message.fate();
        Instant now = clock.instant();
        long delay = fate.receipt() + (fate.has(Fault.REORDER) ? fate.reorder() : 0);
        boolean twice = fate.has(Fault.DUPLICATE_RECEIPT);
        later(delay, () -> {
            emit(message, state, error, text, now, 1);
            if (!twice) {
                done.run();
            }
        });
        if (twice) {
            timer.after(delay + fate.copy(), () -> {
                emit(message, state, error, text, now, 2);
                done.run();
            });
        }
    }

    private void later(long delay, Runnable action) {
        if (delay == 0) {
            action.run();
        } else {
            timer.after(delay, action);
        }
    }

    private void emit(Message message, MessageState state, int error, String userData, Instant done, int copy) {
        boolean inParameter = settings.report() == ReportForm.RECEIPT_PARAMETER;
        String text = ReceiptText.of(
                settings.receiptForm(),
                message.receiptId(),
                message.submitted(),
                done,
                state,
                error,
                inParameter ? "" : userData);
        made.incrementAndGet();
        journal.record(
                new JournalEvent.Receipt(clock.instant(), message.msisdn(), message.id(), state, error, text, copy));
        boolean last = state != MessageState.ENROUTE;
        @Nullable Runnable answer = last && message.fate().has(Fault.RECEIPT_FIRST) ? message.answer() : null;
        outbox.offer(
                fields(message, state, error, text, inParameter ? Octets.hex(userData) : Octets.EMPTY),
                message.msisdn(),
                message.id(),
                answer);
    }

    private MessageFields fields(Message message, MessageState state, int error, String text, Octets reported) {
        List<Tlv> tlvs = new ArrayList<>(5);
        ReceiptForm form = settings.receiptForm();
        if (form.hasParameters()) {
            tlvs.add(new Tlv(Tlv.RECEIPTED_MESSAGE_ID, ascii(message.receiptId() + "\0")));
            tlvs.add(new Tlv(Tlv.MESSAGE_STATE, Octets.of(state.code())));
            if (error != 0) {
                tlvs.add(new Tlv(Tlv.NETWORK_ERROR_CODE, Octets.of(NETWORK_GSM, error >>> 8, error & 0xFF)));
            }
        }
        if (!reported.isEmpty()) {
            tlvs.add(new Tlv(settings.reportTag(), reported));
        }
        Octets octets = form.hasText() ? ascii(text) : Octets.EMPTY;
        boolean fits = octets.length() <= LONGEST_SHORT_MESSAGE;
        if (!fits) {
            tlvs.add(new Tlv(Tlv.MESSAGE_PAYLOAD, octets));
        }
        Address handset = message.fields().destination();
        Address esme = message.fields().source();
        return MessageFields.of(handset, esme, MessageFields.ESM_RECEIPT, 0, 0, fits ? octets : Octets.EMPTY)
                .withTlvs(tlvs);
    }

    private static Octets ascii(String text) {
        return Octets.copyOf(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
