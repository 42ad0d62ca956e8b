// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.receipt.DeliveryReceipt;

/** What no real connection does when it is asked to: it takes no octets for as long as the test likes. */
@Timeout(30)
class ExchangeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");

    /** Takes segments, and hangs from the first answer to a deliver_sm on until it is closed. */
    private static final class StuckSession implements Session {
        final CountDownLatch hanging = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        private final AtomicInteger sequence = new AtomicInteger();
        private volatile boolean full;

        @Override
        public int nextSequence() {
            return sequence.incrementAndGet();
        }

        @Override
        public void submit(int number, Segment segment) {}

        @Override
        public void answer(int number, int commandStatus) {
            full = true;
        }

        @Override
        public void flush() throws IOException {
            if (!full) {
                return;
            }
            hanging.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }

        @Override
        public void unbind() {
            close();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static final LinkListener NOBODY = new LinkListener() {
        @Override
        public void receipt(DeliveryReceipt receipt, Acknowledgement acknowledgement) {}

        @Override
        public void message(IncomingMessage message, Acknowledgement acknowledgement) {
            acknowledgement.durable();
        }
    };

    private static LinkSettings settings(Duration response) {
        Timers usual = Timers.DEFAULT;
        return LinkSettings.of(
                        "stuck", new Endpoint("127.0.0.1", 1), Credentials.of("ota", "secret"), "1", new Pace(10, 1000))
                .with(new Timers(
                        usual.connect(),
                        response,
                        usual.late(),
                        usual.enquireLink(),
                        usual.backOffMin(),
                        usual.backOffMax(),
                        usual.backOffRefused(),
                        usual.throttleMin(),
                        usual.throttleMax()));
    }

    @Test
    void connectionThatTakesNoOctetsIsGivenUpAndHoldsUpNobody() throws Exception {
        StuckSession session = new StuckSession();
        AtomicReference<SessionListener> hearer = new AtomicReference<>();
        PacedLink link = new PacedLink(
                settings(Duration.ofMillis(300)),
                (settings, endpoint, listener) -> {
                    if (session.hanging.getCount() == 0) {
                        throw new LinkException(LinkException.Reason.UNREACHABLE, "only once");
                    }
                    hearer.set(listener);
                    return session;
                },
                InstantSource.fixed(NOW),
                new SplittableRandom(1),
                LinkMetrics.NONE);
        LinkedBlockingQueue<SubmitResult> ofStuck = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<SubmitResult> ofWaiting = new LinkedBlockingQueue<>();
        link.open(NOBODY);
        Segment segment = new Segment(Address.international("1"), Octets.of(1), NOW.plusSeconds(60));
        link.submit(List.of(segment), (index, result) -> ofStuck.add(result));
        Address card = Address.international("1");
        Objects.requireNonNull(hearer.get()).message(1, new IncomingMessage(card, card, 0, 0, 0, Octets.of(1)));
        session.hanging.await();
        link.submit(List.of(segment), (index, result) -> ofWaiting.add(result));
        assertThat(session.closed.await(10, TimeUnit.SECONDS)).isTrue();
        // Two packets: which of them hears first is nobody's promise.
        assertThat(((SubmitResult.Unknown) Objects.requireNonNull(ofStuck.poll(10, TimeUnit.SECONDS))).written())
                .isTrue();
        assertThat(((SubmitResult.Unknown) Objects.requireNonNull(ofWaiting.poll(10, TimeUnit.SECONDS))).written())
                .isFalse();
        link.close();
        assertThat(link.state()).isEqualTo(LinkState.CLOSED);
    }
}
