// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.jsmpp.LinkFixture.LONG;
import static org.otagateway.smpp.jsmpp.LinkFixture.link;
import static org.otagateway.smpp.jsmpp.LinkFixture.packet;
import static org.otagateway.smpp.jsmpp.LinkFixture.segment;
import static org.otagateway.smpp.jsmpp.LinkFixture.settings;
import static org.otagateway.smpp.jsmpp.LinkFixture.timers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.jsmpp.PeerServer.Peer;
import org.otagateway.smpp.jsmpp.Seen.Results;
import org.otagateway.smpp.jsmpp.Seen.Results.Result;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkMetrics;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.MessageIdForm;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.ProofOfReceiptWay;
import org.otagateway.smpp.link.Quirks;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitFields;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.link.SubmitResult.Accepted;
import org.otagateway.smpp.link.SubmitResult.Refused;
import org.otagateway.smpp.link.SubmitResult.Unknown;
import org.otagateway.smpp.pdu.GenericNack;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;
import org.otagateway.smpp.pdu.Unbind;

/** What becomes of segments, over a real connection to a peer that is not jsmpp. */
@Timeout(30)
class SubmitTest {
    private static final Pace FAST = new Pace(5, 10_000);

    private PeerServer server;
    private final List<SmscLink> links = new ArrayList<>();
    private final Seen seen = new Seen();

    @BeforeEach
    void listen() throws Exception {
        server = PeerServer.welcoming();
    }

    @AfterEach
    void closeAll() throws Exception {
        server.close();
        links.forEach(SmscLink::close);
    }

    private SmscLink open(LinkSettings settings) throws LinkException {
        SmscLink link = link(settings);
        links.add(link);
        link.open(seen);
        return link;
    }

    private SmscLink open(Pace pace) throws LinkException {
        return open(settings(server.port(), pace));
    }

    private static Results submit(SmscLink link, List<Segment> packet) {
        Results results = new Results();
        link.submit(packet, results);
        return results;
    }

    @Test
    void submitCarriesTheFieldsOfTheLinkAndAnAbsoluteValidity() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        submit(link, packet("436641234567", 1));
        SubmitSm submit = peer.next(SubmitSm.class);
        MessageFields fields = submit.message();
        assertThat(fields.esmClass()).isEqualTo(0x40);
        assertThat(fields.protocolId()).isEqualTo(0x7F);
        assertThat(fields.dataCoding()).isEqualTo(0xF6);
        assertThat(fields.registeredDelivery()).isEqualTo(1);
        assertThat(fields.source().digits()).isEqualTo("12345");
        assertThat(fields.destination().digits()).isEqualTo("436641234567");
        assertThat(fields.destination().ton()).isEqualTo(1);
        assertThat(fields.validityPeriod()).isEqualTo("261124080000400+");
        assertThat(fields.scheduleDeliveryTime()).isEmpty();
        assertThat(fields.shortMessage()).isEqualTo(Octets.hex("0270000000"));
        assertThat(fields.tlvs()).isEmpty();
    }

    @Test
    void userDataGoesInMessagePayloadWhereTheLinkSaysSo() throws Exception {
        SubmitFields payload = new SubmitFields("", 0x40, 0x7F, 0x16, 1, true);
        SmscLink link = open(settings(server.port(), FAST).with(payload));
        Peer peer = server.next();
        submit(link, packet("436641234567", 1));
        MessageFields fields = peer.next(SubmitSm.class).message();
        assertThat(fields.shortMessage()).isEqualTo(Octets.EMPTY);
        assertThat(Tlv.find(fields.tlvs(), Tlv.MESSAGE_PAYLOAD)).contains(Octets.hex("0270000000"));
        assertThat(fields.dataCoding()).isEqualTo(0x16);
    }

    @Test
    void answersInAnyOrderReachTheirSegments() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 3));
        List<SubmitSm> submits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            submits.add(peer.next(SubmitSm.class));
        }
        peer.send(SubmitSmResp.accepted(submits.get(2).sequence(), "id-2"));
        peer.send(SubmitSmResp.refused(0x0B, submits.get(0).sequence()));
        peer.send(SubmitSmResp.accepted(submits.get(1).sequence(), "id-1"));
        assertThat(Seen.next(results.results)).isEqualTo(new Result(2, new Accepted("id-2", "id-2")));
        assertThat(Seen.next(results.results)).isEqualTo(new Result(0, new Refused(0x0B, false)));
        assertThat(Seen.next(results.results)).isEqualTo(new Result(1, new Accepted("id-1", "id-1")));
    }

    @Test
    void messageIdIsBroughtIntoTheFormThatReceiptsAreComparedIn() throws Exception {
        Quirks quirks = new Quirks(MessageIdForm.HEXADECIMAL, MessageIdForm.DECIMAL, ProofOfReceiptWay.SUBMIT);
        SmscLink link = open(settings(server.port(), FAST).with(quirks));
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 1));
        peer.send(SubmitSmResp.accepted(peer.next(SubmitSm.class).sequence(), "00FF"));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Accepted("255", "00FF"));
    }

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
        long first = peer.nextTimed().nanos();
        for (int i = 2; i < count; i++) {
            peer.nextTimed();
        }
        double seconds = (peer.nextTimed().nanos() - first) / 1e9;
        assertThat((count - 1) / seconds).as("segments a second").isGreaterThan(0.95 * rate);
        List<Long> times = List.copyOf(written);
        assertThat(times).hasSize(count);
        for (int i = rate; i < count; i++) {
            assertThat(times.get(i) - times.get(i - rate))
                    .as("segments %d to %d", i - rate, i)
                    .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        }
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
    void segmentWithoutAnswerIsUnknownAndItsLateAnswerIsStillTold() throws Exception {
        SmscLink link = open(settings(server.port(), FAST).with(timers(Duration.ofMillis(800), LONG)));
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 1));
        SubmitSm submit = peer.next(SubmitSm.class);
        assertThat(Seen.next(results.results).what()).isEqualTo(new Unknown("no answer in PT0.8S", true));
        assertThat(results.late).isEmpty();
        await().until(() -> link.headroom() == 5);
        peer.send(SubmitSmResp.accepted(submit.sequence(), "late-id"));
        assertThat(Seen.next(results.late)).isEqualTo(new Result(0, new Accepted("late-id", "late-id")));
        peer.send(SubmitSmResp.accepted(submit.sequence(), "again"));
        Results next = submit(link, packet("436641234567", 1));
        peer.send(SubmitSmResp.accepted(peer.next(SubmitSm.class).sequence(), "next"));
        Seen.next(next.results);
        assertThat(results.late).isEmpty();
        assertThat(results.all).hasSize(1);
    }

    @Test
    void connectionCutInFlightMakesEverySegmentUnknownExactlyOnceAndTheLinkBindsAgain() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 12));
        for (int i = 0; i < 5; i++) {
            peer.next(SubmitSm.class);
        }
        peer.close();
        for (int i = 0; i < 12; i++) {
            assertThat(Seen.next(results.results).what()).isInstanceOf(Unknown.class);
        }
        assertThat(results.all.stream().map(Result::index).distinct().count()).isEqualTo(12);
        assertThat(results.all)
                .filteredOn(result -> result.what() instanceof Unknown unknown && unknown.written())
                .extracting(Result::index)
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        Peer second = server.next();
        await().until(() -> link.state() == LinkState.BOUND);
        Results after = submit(link, packet("436641234567", 1));
        second.send(SubmitSmResp.accepted(second.next(SubmitSm.class).sequence(), "id"));
        assertThat(Seen.next(after.results).what()).isEqualTo(new Accepted("id", "id"));
        assertThat(results.all).hasSize(12);
        assertThat(seen.states)
                .containsExactly(
                        LinkState.BINDING, LinkState.BOUND, LinkState.WAITING, LinkState.BINDING, LinkState.BOUND);
    }

    @Test
    void submitWhileNotBoundIsUnknownAtOnceAndNotWritten() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        server.close();
        peer.close();
        await().until(() -> link.state() == LinkState.WAITING);
        assertThat(link.headroom()).isZero();
        Results results = submit(link, packet("436641234567", 2));
        assertThat(results.all).hasSize(2).allMatch(result -> result.what() instanceof Unknown u && !u.written());
    }

    @Test
    void genericNackIsARefusal() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 1));
        peer.send(new GenericNack(0x03, peer.next(SubmitSm.class).sequence()));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Refused(0x03, false));
    }

    @Test
    void answerWithAnIdThatCannotBeReadIsStillAnAcceptance() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 2));
        String id = "x".repeat(80);
        peer.send(new OtherPdu(
                0x80000004,
                0,
                peer.next(SubmitSm.class).sequence(),
                Octets.copyOf((id + "\0").getBytes(StandardCharsets.US_ASCII))));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Accepted("", ""));
        assertThat(Seen.next(seen.unreadable).what().why()).contains("message_id");
        peer.send(new OtherPdu(0x80000004, 0, peer.next(SubmitSm.class).sequence(), Octets.EMPTY));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Accepted("", ""));
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
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
    void segmentIsNotWrittenWhereItsValidityEndedOrTheCallerWithdrewIt() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Segment dead =
                new Segment(segment("1", 1).destination(), segment("1", 1).userData(), LinkFixture.NOW);
        Results expired = submit(link, List.of(dead));
        Unknown unknown = (Unknown) Seen.next(expired.results).what();
        assertThat(unknown.written()).isFalse();
        assertThat(unknown.why()).contains("validity");
        Results withdrawn = new Results();
        link.submit(packet("2", 2), new SubmitListener() {
            @Override
            public void result(int index, SubmitResult result) {
                withdrawn.result(index, result);
            }

            @Override
            public boolean mayWrite(int index) {
                return index == 1;
            }
        });
        assertThat(Seen.next(withdrawn.results).what()).isInstanceOf(Unknown.class);
        assertThat(peer.next(SubmitSm.class).message().shortMessage().get(4)).isEqualTo(1);
        assertThat(peer.waiting()).isZero();
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

    @Test
    void closeWaitsForAnswersUnderWayThenUnbinds() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 1));
        SubmitSm submit = peer.next(SubmitSm.class);
        Thread closing = new Thread(link::close);
        closing.start();
        await().until(() -> link.state() == LinkState.CLOSING);
        assertThat(link.headroom()).isZero();
        Results refused = submit(link, packet("436641234567", 1));
        assertThat(refused.all.get(0).what()).isInstanceOf(Unknown.class);
        peer.send(SubmitSmResp.accepted(submit.sequence(), "id"));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Accepted("id", "id"));
        peer.next(Unbind.class);
        closing.join();
        assertThat(link.state()).isEqualTo(LinkState.CLOSED);
        await().until(peer::ended);
        assertThat(results.all).hasSize(1);
    }

    @Test
    void closeGivesUpAfterTheResponseTimeOut() throws Exception {
        SmscLink link = open(settings(server.port(), FAST).with(timers(Duration.ofMillis(800), LONG)));
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 8));
        for (int i = 0; i < 5; i++) {
            peer.next(SubmitSm.class);
        }
        link.close();
        assertThat(results.all).hasSize(8).allMatch(result -> result.what() instanceof Unknown);
        assertThat(results.all)
                .filteredOn(result -> result.what() instanceof Unknown unknown && unknown.written())
                .hasSize(5);
        assertThat(link.state()).isEqualTo(LinkState.CLOSED);
    }
}
