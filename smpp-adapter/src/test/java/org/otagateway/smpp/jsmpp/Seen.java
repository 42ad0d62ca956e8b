// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.link.Acknowledgement;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.link.UnreadablePdu;
import org.otagateway.smpp.receipt.DeliveryReceipt;

/** Keeps all that a link tells. */
final class Seen implements LinkListener {
    /** An event with its acknowledgement. */
    record Event<T>(T what, Acknowledgement acknowledgement) {}

    final BlockingQueue<Event<DeliveryReceipt>> receipts = new LinkedBlockingQueue<>();
    final BlockingQueue<Event<IncomingMessage>> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<Event<UnreadablePdu>> unreadable = new LinkedBlockingQueue<>();
    final List<LinkState> states = new CopyOnWriteArrayList<>();
    final BlockingQueue<Integer> headrooms = new LinkedBlockingQueue<>();

    @Override
    public void receipt(DeliveryReceipt receipt, Acknowledgement acknowledgement) {
        receipts.add(new Event<>(receipt, acknowledgement));
    }

    @Override
    public void message(IncomingMessage message, Acknowledgement acknowledgement) {
        messages.add(new Event<>(message, acknowledgement));
    }

    @Override
    public void unreadable(UnreadablePdu pdu, Acknowledgement acknowledgement) {
        unreadable.add(new Event<>(pdu, acknowledgement));
    }

    @Override
    public void state(LinkState state, @Nullable String why) {
        states.add(state);
    }

    @Override
    public void headroom(int segments) {
        headrooms.add(segments);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    /** Keeps the results of one packet in the order in which they came. */
    static final class Results implements SubmitListener {
        /** A result and its segment. */
        record Result(int index, SubmitResult what) {}

        final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
        final BlockingQueue<Result> late = new LinkedBlockingQueue<>();
        final List<Result> all = new CopyOnWriteArrayList<>();

        @Override
        public void result(int index, SubmitResult result) {
            all.add(new Result(index, result));
            results.add(new Result(index, result));
        }

        @Override
        public void late(int index, SubmitResult answer) {
            late.add(new Result(index, answer));
        }
    }
}
