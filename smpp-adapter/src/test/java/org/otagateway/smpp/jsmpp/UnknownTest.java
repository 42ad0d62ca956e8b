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

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.smpp.jsmpp.PeerServer.Peer;
import org.otagateway.smpp.jsmpp.Seen.Results;
import org.otagateway.smpp.jsmpp.Seen.Results.Result;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.link.SubmitResult.Accepted;
import org.otagateway.smpp.link.SubmitResult.Unknown;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Unbind;

/** Segments whose answer is missing, and the end of a link. */
class UnknownTest extends SubmittingTest {
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
    void packetOfWhichNothingWasWrittenWaitsForTheNextSession() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results cut = submit(link, packet("436641234567", 6));
        Results whole = submit(link, packet("436641234568", 2));
        for (int i = 0; i < 5; i++) {
            peer.next(SubmitSm.class);
        }
        peer.close();
        Peer second = server.next();
        for (int i = 0; i < 2; i++) {
            SubmitSm submit = second.next(SubmitSm.class);
            assertThat(submit.message().destination().digits()).isEqualTo("436641234568");
            second.send(SubmitSmResp.accepted(submit.sequence(), "id" + i));
            assertThat(Seen.next(whole.results)).isEqualTo(new Result(i, new Accepted("id" + i, "id" + i)));
        }
        assertThat(cut.all).hasSize(6).allMatch(result -> result.what() instanceof Unknown);
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
