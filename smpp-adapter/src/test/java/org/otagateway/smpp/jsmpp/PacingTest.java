// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.jsmpp.LinkFixture.link;
import static org.otagateway.smpp.jsmpp.LinkFixture.packet;
import static org.otagateway.smpp.jsmpp.LinkFixture.settings;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otagateway.smpp.jsmpp.PeerServer.Peer;
import org.otagateway.smpp.jsmpp.Seen.Results;
import org.otagateway.smpp.link.LinkMetrics;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitResult.Refused;
import org.otagateway.smpp.link.SubmitResult.Unknown;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;

/** Window, rate, pauses and the queue, over a real connection. */
class PacingTest extends SubmittingTest {
    @Test
    void unansweredSegmentsNeverExceedTheWindow() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 12));
        List<SubmitSm> submits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submits.add(peer.next(SubmitSm.class));
        }
        assertThat(link.headroom()).isZero();
        for (int answered = 0; answered < 12; answered++) {
            await().during(Duration.ofMillis(20)).atMost(Duration.ofSeconds(1)).until(() -> peer.waiting() == 0);
            peer.send(SubmitSmResp.accepted(submits.get(answered).sequence(), "id"));
            if (submits.size() < 12) {
                submits.add(peer.next(SubmitSm.class));
            }
        }
        await().until(() -> results.all.size() == 12);
        await().until(() -> link.headroom() == 5);
    }

    @Test
    void headroomIsToldWhenItRisesFromZero() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        assertThat(Seen.next(seen.headrooms)).isEqualTo(5);
        submit(link, packet("436641234567", 5));
        assertThat(link.headroom()).isZero();
        peer.send(SubmitSmResp.accepted(peer.next(SubmitSm.class).sequence(), "id"));
        assertThat(Seen.next(seen.headrooms)).isEqualTo(1);
    }

    @Test
    void noSecondHoldsMoreSegmentsThanTheRateAndNearlyAllOfItIsUsed() throws Exception {
        int rate = 400;
        int count = 1000;
        BlockingQueue<Long> written = new LinkedBlockingQueue<>();
        SmscLink link = SmscLinks.create(
                settings(server.port(), new Pace(2000, rate)),
                InstantSource.fixed(LinkFixture.NOW),
                new SplittableRandom(1),
                new LinkMetrics() {
                    @Override
                    public void written() {
                        written.add(System.nanoTime());
                    }
                });
        links.add(link);
        link.open(seen);
        Peer peer = server.next();
        for (int i = 0; i < count; i += 100) {
            submit(link, packet("43664" + i, 100));
        }
        for (int i = 0; i < count; i++) {
            peer.nextTimed();
        }
        List<Long> times = List.copyOf(written);
        assertThat(times).hasSize(count);
        for (int i = rate; i < count; i++) {
            assertThat(times.get(i) - times.get(i - rate))
                    .as("segments %d to %d", i - rate, i)
                    .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        }
        // The best second counts: a machine that is busy with something else slows the others down.
        int nearlyAll = rate * 95 / 100;
        long fastest = IntStream.range(0, count - nearlyAll + 1)
                .mapToLong(i -> times.get(i + nearlyAll - 1) - times.get(i))
                .min()
                .orElseThrow();
        assertThat(fastest)
                .as("nanoseconds of %d segments", nearlyAll)
                .isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void packetsOfSeveralCallersAreNotInterleaved() throws Exception {
        SmscLink link = open(new Pace(1000, 100_000));
        Peer peer = server.next();
        int callers = 4;
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            String prefix = "4366" + caller;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int i = 0; i < 50; i++) {
                    submit(link, packet(prefix + i, 3));
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (int packet = 0; packet < callers * 50; packet++) {
            SubmitSm first = peer.next(SubmitSm.class);
            for (int part = 0; part < 3; part++) {
                SubmitSm submit = part == 0 ? first : peer.next(SubmitSm.class);
                assertThat(submit.message().destination())
                        .isEqualTo(first.message().destination());
                assertThat(submit.message().shortMessage().get(4)).isEqualTo(part);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void temporaryRefusalPausesTheLinkAndEachFurtherOnePausesItLonger() throws Exception {
        SmscLink link = open(new Pace(1, 10_000));
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 4));
        int[] temporary = {0x58, 0x14, 0x08};
        long[] pauses = new long[3];
        long refusedAt = 0;
        for (int i = 0; i < 4; i++) {
            PeerServer.Received submit = peer.nextTimed();
            if (i > 0) {
                pauses[i - 1] = TimeUnit.NANOSECONDS.toMillis(submit.nanos() - refusedAt);
            }
            refusedAt = System.nanoTime();
            peer.send(SubmitSmResp.refused(
                    i < 3 ? temporary[i] : 0x64, submit.pdu().sequence()));
        }
        assertThat(pauses[0]).isGreaterThanOrEqualTo(100);
        assertThat(pauses[1]).isGreaterThanOrEqualTo(200);
        assertThat(pauses[2]).isGreaterThanOrEqualTo(400);
        await().until(() -> results.all.size() == 4);
        assertThat(results.all).allMatch(result -> result.what() instanceof Refused refused && refused.temporary());
        assertThat(link.headroom()).isZero();
    }

    @Test
    void packetThatTheQueueDoesNotHoldIsUnknownAtOnce() throws Exception {
        SmscLink link = open(new Pace(1, 10));
        server.next();
        List<Results> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(submit(link, packet("1", 255)));
        }
        assertThat(all.get(39).all)
                .hasSize(255)
                .allMatch(result -> result.what() instanceof Unknown unknown && !unknown.written());
        assertThat(all.get(0).all).isEmpty();
    }
}
