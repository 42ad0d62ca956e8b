// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.jsmpp.LinkFixture.timers;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.link.Acknowledgement;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkMetrics;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.link.SubmitResult.Accepted;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.smsc.Account;
import org.otagateway.smpp.smsc.DelayRange;
import org.otagateway.smpp.smsc.DeliverReport;
import org.otagateway.smpp.smsc.Fault;
import org.otagateway.smpp.smsc.Smsc;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;

/** The link against the scripted SMSC, with everything going wrong at once. */
@Timeout(120)
class SimulatedSmscTest {
    private static final int PACKETS = 600;
    private static final int PARTS = 3;

    private static Smsc smsc(SmscFaults faults) throws Exception {
        return Smsc.start(
                SmscSettings.of(Account.of("ota", "secret")),
                faults,
                msisdn -> Optional.of((message, uplink) -> DeliverReport.ACKNOWLEDGED),
                event -> {},
                InstantSource.system(),
                new SplittableRandom(42));
    }

    private static List<Segment> packet(int number) {
        Segment[] parts = new Segment[PARTS];
        for (int part = 0; part < PARTS; part++) {
            parts[part] = new Segment(
                    Address.international("4366" + number),
                    Octets.of(0x05, 0x00, 0x03, 1 + number % 255, PARTS, part + 1, 0x42),
                    InstantSource.system().instant().plusSeconds(600));
        }
        return List.of(parts);
    }

    @Test
    void everySegmentHasOneResultAndAcceptedOnesFindTheirReceiptsWhateverGoesWrong() throws Exception {
        SmscFaults faults = SmscFaults.NONE
                .with(Fault.LATE_RESPONSE, 0.05)
                .with(Fault.MISSING_RESPONSE, 0.01)
                .with(Fault.MISSING_RESPONSE_AND_LOST, 0.01)
                .with(Fault.REFUSE_TEMPORARILY, 0.005)
                .with(Fault.REFUSE_PERMANENTLY, 0.01)
                .with(Fault.DUPLICATE_RECEIPT, 0.05)
                .with(Fault.RECEIPT_FIRST, 0.1)
                .with(Fault.GARBAGE, 0.002)
                .withLateBy(DelayRange.ofMillis(700, 900))
                .withDrops(800, Duration.ofMillis(100));
        Set<String> acceptedIds = ConcurrentHashMap.newKeySet();
        Set<String> receiptIds = ConcurrentHashMap.newKeySet();
        AtomicIntegerArray results = new AtomicIntegerArray(PACKETS * PARTS);
        AtomicInteger total = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        Semaphore room = new Semaphore(0);
        LinkListener listener = new LinkListener() {
            @Override
            public void receipt(DeliveryReceipt receipt, Acknowledgement acknowledgement) {
                receiptIds.add(receipt.messageId());
                acknowledgement.durable();
            }

            @Override
            public void message(IncomingMessage message, Acknowledgement acknowledgement) {
                acknowledgement.durable();
            }

            @Override
            public void headroom(int segments) {
                room.release();
            }
        };
        try (Smsc smsc = smsc(faults);
                SmscLink link = SmscLinks.create(
                        LinkFixture.settings(smsc.port(), new Pace(20, 100_000))
                                .with(timers(Duration.ofMillis(500), LinkFixture.LONG)),
                        InstantSource.system(),
                        new SplittableRandom(1),
                        LinkMetrics.NONE)) {
            link.open(listener);
            for (int number = 0; number < PACKETS; number++) {
                while (link.headroom() == 0) {
                    assertThat(room.tryAcquire(20, TimeUnit.SECONDS))
                            .as("told of room")
                            .isTrue();
                }
                int first = number * PARTS;
                link.submit(packet(number), new SubmitListener() {
                    @Override
                    public void result(int index, SubmitResult result) {
                        results.incrementAndGet(first + index);
                        total.incrementAndGet();
                        if (result instanceof Accepted accepted) {
                            acceptedIds.add(accepted.messageId());
                        } else if (result instanceof SubmitResult.Unknown) {
                            unknown.incrementAndGet();
                        }
                    }

                    @Override
                    public void late(int index, SubmitResult answer) {
                        assertThat(results.get(first + index)).isEqualTo(1);
                        if (answer instanceof Accepted accepted) {
                            acceptedIds.add(accepted.messageId());
                            late.incrementAndGet();
                        }
                    }
                });
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> total.get() == PACKETS * PARTS);
            await().atMost(Duration.ofSeconds(30)).until(() -> receiptIds.containsAll(acceptedIds));
            // Those of a session that was dropped never come; the last one still stands.
            await().atMost(Duration.ofSeconds(30)).until(() -> late.get() > 0);
        }
        for (int i = 0; i < PACKETS * PARTS; i++) {
            assertThat(results.get(i)).as("results of segment %d", i).isEqualTo(1);
        }
        assertThat(acceptedIds.size()).isGreaterThan(PACKETS);
        assertThat(unknown).hasPositiveValue();
        assertThat(late).hasPositiveValue();
    }
}
