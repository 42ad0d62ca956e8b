// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.jsmpp.LinkFixture.link;
import static org.otagateway.smpp.jsmpp.LinkFixture.packet;
import static org.otagateway.smpp.jsmpp.LinkFixture.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.jsmpp.PeerServer.Peer;
import org.otagateway.smpp.jsmpp.Seen.Results;
import org.otagateway.smpp.link.Binds;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.Endpoints;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.StatusTable;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.pdu.Address;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.DeliverSmResp;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;

/** A link of several binds, of pairs, and of several hosts. */
@Timeout(30)
class SeveralBindsTest {
    private static final Pace PACE = new Pace(10, 10_000);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Seen seen = new Seen();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    /** Closed in this order: a link whose peers are gone waits for no answer. */
    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private SmscLink bound(LinkSettings settings) throws Exception {
        SmscLink link = keep(link(settings));
        link.open(seen);
        await().until(() -> link.status().bound() == settings.binds().count());
        return link;
    }

    private static Results submit(SmscLink link, String card, int segments) {
        Results results = new Results();
        link.submit(packet(card, segments), results);
        return results;
    }

    private static LinkSettings binds(PeerServer server, int count) {
        return settings(server.port(), PACE).with(new Binds(count, Binds.Kind.TRANSCEIVER, Binds.Version.V3_4));
    }

    @Test
    void packetsAreSharedOutAndThoseOfACardFollowEachOtherOnOneBind() throws Exception {
        PeerServer server = keep(PeerServer.welcoming());
        SmscLink link = bound(binds(server, 3));
        List<Peer> peers = List.of(server.next(), server.next(), server.next());
        assertThat(link.headroom()).isEqualTo(30);
        for (int card = 0; card < 6; card++) {
            submit(link, "43664" + card, 2);
            submit(link, "43664" + card, 2);
        }
        Set<String> cards = new HashSet<>();
        for (Peer peer : peers) {
            for (int card = 0; card < 2; card++) {
                List<String> four = new ArrayList<>();
                List<Integer> parts = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    MessageFields message = peer.next(SubmitSm.class).message();
                    four.add(message.destination().digits());
                    parts.add(message.shortMessage().get(4));
                }
                // The other card of this bind was submitted later: neither stands between the other's segments.
                assertThat(new HashSet<>(four)).hasSize(1);
                assertThat(parts).containsExactly(0, 1, 0, 1);
                cards.add(four.get(0));
            }
        }
        assertThat(cards).hasSize(6);
    }

    @Test
    void linkStaysBoundWhileOneBindIsAndTheOtherComesBack() throws Exception {
        PeerServer server = keep(PeerServer.welcoming());
        SmscLink link = bound(binds(server, 2));
        Peer first = server.next();
        Peer second = server.next();
        List<Results> results = List.of(submit(link, "1", 1), submit(link, "2", 1));
        SubmitSm ofFirst = first.next(SubmitSm.class);
        SubmitSm ofSecond = second.next(SubmitSm.class);
        first.close();
        second.send(SubmitSmResp.accepted(ofSecond.sequence(), "id"));
        await().until(() -> results.stream().allMatch(packet -> packet.all.size() == 1));
        String lost = ofFirst.message().destination().digits();
        assertThat(results.get(lost.equals("1") ? 0 : 1).all.get(0).what()).isInstanceOf(SubmitResult.Unknown.class);
        server.next();
        await().until(() -> link.status().bound() == 2);
        assertThat(seen.states).containsExactly(LinkState.BINDING, LinkState.BOUND);
    }

    @Test
    void rateIsThatOfAllBindsTogether() throws Exception {
        PeerServer server = keep(PeerServer.welcoming());
        SmscLink link = bound(settings(server.port(), new Pace(100, 200))
                .with(new Binds(4, Binds.Kind.TRANSCEIVER, Binds.Version.V3_4)));
        List<Peer> peers = List.of(server.next(), server.next(), server.next(), server.next());
        for (int card = 0; card < 300; card++) {
            submit(link, "4366" + card, 1);
        }
        List<Long> times = new ArrayList<>();
        await().until(() -> peers.stream().mapToInt(Peer::waiting).sum() == 300);
        for (Peer peer : peers) {
            while (peer.waiting() > 0) {
                times.add(peer.nextTimed().nanos());
            }
        }
        times.sort(null);
        // As the peer sees it, after a network and a scheduler that may squeeze a little.
        assertThat(times.get(200) - times.get(0)).isGreaterThan(950_000_000L);
    }

    @Test
    void pairSendsOverTheTransmitterAndAnswersOverTheReceiver() throws Exception {
        BlockingQueue<Bind> binds = new LinkedBlockingQueue<>();
        PeerServer server = keep(new PeerServer((peer, bind) -> {
            binds.add(bind);
            return PeerServer.bindResponse(bind, 0);
        }));
        SmscLink link = bound(settings(server.port(), PACE).with(new Binds(1, Binds.Kind.PAIR, Binds.Version.V3_3)));
        Bind first = Seen.next(binds);
        Bind second = Seen.next(binds);
        assertThat(List.of(first.kind(), second.kind())).containsExactly(BindKind.RECEIVER, BindKind.TRANSMITTER);
        assertThat(second.interfaceVersion()).isEqualTo(0x33);
        Peer receiver = server.next();
        Peer transmitter = server.next();
        Results results = submit(link, "43664", 1);
        transmitter.send(SubmitSmResp.accepted(transmitter.next(SubmitSm.class).sequence(), "id"));
        assertThat(Seen.next(results.results).what()).isInstanceOf(SubmitResult.Accepted.class);
        receiver.send(new DeliverSm(
                77,
                MessageFields.of(
                        new Address(1, 1, "43664"),
                        new Address(0, 1, "12345"),
                        0x40,
                        0x7F,
                        0xF6,
                        Octets.hex("027100000102"))));
        Seen.next(seen.messages).acknowledgement().durable();
        assertThat(receiver.next(DeliverSmResp.class).sequence()).isEqualTo(77);
        transmitter.close();
        await().until(receiver::ended);
        server.next();
        await().until(() -> link.state() == LinkState.BOUND && server.connected() == 4);
    }

    @Test
    void hostThatIsDownIsStoodInForAtOnce() throws Exception {
        PeerServer server = keep(PeerServer.welcoming());
        LinkSettings two = settings(server.port(), PACE)
                .with(new Endpoints(
                        List.of(new Endpoint("127.0.0.1", freePort()), new Endpoint("127.0.0.1", server.port())),
                        Endpoints.Order.IN_ORDER));
        bound(two);
        assertThat(server.connected()).isOne();
    }

    @Test
    void hostsInTurnShareTheBinds() throws Exception {
        PeerServer one = keep(PeerServer.welcoming());
        PeerServer other = keep(PeerServer.welcoming());
        LinkSettings two = binds(one, 2)
                .with(new Endpoints(
                        List.of(new Endpoint("127.0.0.1", one.port()), new Endpoint("127.0.0.1", other.port())),
                        Endpoints.Order.IN_TURN));
        bound(two);
        assertThat(one.connected()).isOne();
        assertThat(other.connected()).isOne();
    }

    @Test
    void linkThatIsOpenedLaterTriesUntilTheSmscComes() throws Exception {
        int port = freePort();
        SmscLink link = keep(link(settings(port, PACE)));
        link.openLater(seen);
        await().until(() -> seen.states.contains(LinkState.WAITING));
        PeerServer server = keep(PeerServer.listeningOn(port));
        server.next();
        await().until(() -> link.state() == LinkState.BOUND);
    }

    @Test
    void meaningOfAStatusIsASettingOfTheLink() throws Exception {
        PeerServer server = keep(PeerServer.welcoming());
        SmscLink link = bound(settings(server.port(), PACE)
                .with(new StatusTable(Map.of(
                        0x58, StatusTable.Meaning.FOR_GOOD,
                        0x0B, StatusTable.Meaning.FOR_NOW,
                        0x45, StatusTable.Meaning.UNKNOWN))));
        Peer peer = server.next();
        Results results = submit(link, "43664", 3);
        for (int status : new int[] {0x58, 0x45, 0x0B}) {
            peer.send(SubmitSmResp.refused(status, peer.next(SubmitSm.class).sequence()));
        }
        await().until(() -> results.all.size() == 3);
        assertThat(results.all.get(0).what()).isEqualTo(new SubmitResult.Refused(0x58, false));
        assertThat(results.all.get(1).what()).isInstanceOf(SubmitResult.Unknown.class);
        assertThat(results.all.get(2).what()).isEqualTo(new SubmitResult.Refused(0x0B, true));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
