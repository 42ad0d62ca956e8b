// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.jsmpp.LinkFixture.LONG;
import static org.otagateway.smpp.jsmpp.LinkFixture.link;
import static org.otagateway.smpp.jsmpp.LinkFixture.settings;
import static org.otagateway.smpp.jsmpp.LinkFixture.timers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.jsmpp.PeerServer.Peer;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkException.Reason;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.BindResp;
import org.otagateway.smpp.pdu.GenericNack;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.Tlv;

/** How a bind comes about, or does not, over a real connection to a peer that is not jsmpp. */
@Timeout(30)
class BindTest {
    private static final Pace PACE = new Pace(5, 100);

    private PeerServer server = PeerServer.welcoming();
    private SmscLink link = link(settings(server.port(), PACE));

    private final Seen seen = new Seen();

    BindTest() throws IOException {}

    @AfterEach
    void closeAll() throws Exception {
        server.close();
        link.close();
    }

    private void serve(BiFunction<Peer, Bind, byte[]> binds) throws IOException {
        server.close();
        server = new PeerServer(binds);
        link = link(settings(server.port(), PACE));
    }

    private LinkException failure() {
        return catchThrowableOfType(LinkException.class, () -> link.open(seen));
    }

    @Test
    void bindsAsTransceiverWithItsCredentials() throws Exception {
        BlockingQueue<Bind> binds = new LinkedBlockingQueue<>();
        serve((peer, bind) -> {
            binds.add(bind);
            return PeerServer.bindResponse(bind, 0);
        });
        link.open(seen);
        Bind bind = Seen.next(binds);
        assertThat(bind.kind()).isEqualTo(BindKind.TRANSCEIVER);
        assertThat(bind.systemId()).isEqualTo("ota");
        assertThat(new String(bind.password().reveal(), StandardCharsets.US_ASCII))
                .isEqualTo("secret");
        assertThat(bind.interfaceVersion()).isEqualTo(0x34);
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
        assertThat(link.headroom()).isEqualTo(5);
    }

    @Test
    void refusedBindFailsWithItsStatusAndIsNeverReportedAsBound() throws Exception {
        serve((peer, bind) -> PeerServer.bindResponse(bind, 0x0E));
        LinkException failure = failure();
        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure.commandStatus()).hasValue(0x0E);
        assertThat(failure)
                .hasMessage("smsc-a at 127.0.0.1:" + server.port() + ": bind refused: 0000000E ESME_RINVPASWD");
        assertThat(seen.states).containsExactly(LinkState.BINDING, LinkState.CLOSED);
        Peer peer = server.next();
        await().until(peer::ended);
    }

    @Test
    void refusalBehindWhichTheSmscClosesKeepsItsStatus() throws Exception {
        serve((peer, bind) -> {
            peer.send(PeerServer.bindResponse(bind, 0x0F));
            try {
                peer.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new byte[0];
        });
        for (int i = 0; i < 20; i++) {
            assertThat(failure().commandStatus()).hasValue(0x0F);
        }
    }

    @Test
    void linkMayBeOpenedAgainAfterAFailure() throws Exception {
        AtomicInteger binds = new AtomicInteger();
        serve((peer, bind) -> PeerServer.bindResponse(bind, binds.getAndIncrement() == 0 ? 0x0E : 0));
        assertThat(failure()).isNotNull();
        link.open(seen);
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
        assertThatThrownBy(() -> link.open(seen)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bindThatAnotherProcessStillHoldsIsTriedAgain() throws Exception {
        AtomicInteger binds = new AtomicInteger();
        serve((peer, bind) -> PeerServer.bindResponse(bind, binds.getAndIncrement() < 3 ? 0x05 : 0));
        link.open(seen);
        await().until(() -> link.state() == LinkState.BOUND);
        assertThat(binds).hasValue(4);
    }

    @Test
    void unreachableHostFailsWithItsReason() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        link = link(settings(port, PACE));
        LinkException failure = failure();
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.commandStatus()).isEmpty();
        assertThat(failure).hasMessageContaining("127.0.0.1:" + port);
        assertThat(link.state()).isEqualTo(LinkState.CLOSED);
    }

    @Test
    void unknownInterfaceVersionIsNoHindrance() throws Exception {
        serve((peer, bind) -> new BindResp(
                        bind.kind(),
                        0,
                        bind.sequence(),
                        "x",
                        List.of(new Tlv(Tlv.SC_INTERFACE_VERSION, Octets.of(0x99))))
                .encode());
        link.open(seen);
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
    }

    @Test
    void bindResponseOfAHeaderAloneIsEnough() throws Exception {
        serve((peer, bind) -> new OtherPdu(0x80000009, 0, bind.sequence(), Octets.EMPTY).encode());
        link.open(seen);
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
    }

    @Test
    void bindResponseThatCannotBeReadButSaysYesIsEnough() throws Exception {
        serve((peer, bind) -> new OtherPdu(0x80000009, 0, bind.sequence(), Octets.hex("4142")).encode());
        link.open(seen);
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
    }

    @Test
    void genericNackToABindIsARefusal() throws Exception {
        serve((peer, bind) -> new GenericNack(0x08, 0).encode());
        LinkException failure = failure();
        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure.commandStatus()).hasValue(0x08);
    }

    @Test
    void answerThatIsNoneToABindFailsAtOnce() throws Exception {
        serve((peer, bind) -> new OtherPdu(0x80000001, 0, bind.sequence(), Octets.of(0)).encode());
        assertThat(failure().reason()).isEqualTo(Reason.BAD_ANSWER);
    }

    @Test
    void whatIsNoAnswerToTheBindMayComeBeforeIt() throws Exception {
        serve((peer, bind) -> {
            peer.send(new OtherPdu(0x0BADF00D, 0, 7, Octets.of(1)).encode());
            peer.send(new OtherPdu(0x80000004, 0, 0x7F000001, Octets.of(0)).encode());
            return PeerServer.bindResponse(bind, 0);
        });
        link.open(seen);
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
    }

    @Test
    void octetsThatAreNoSmppFailAtOnce() throws Exception {
        serve((peer, bind) -> "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(failure().reason()).isEqualTo(Reason.BAD_ANSWER);
    }

    @Test
    void silentSmscFailsAfterTheResponseTimeOut() throws Exception {
        serve((peer, bind) -> new byte[0]);
        LinkSettings impatient = settings(server.port(), PACE).with(timers(Duration.ofMillis(200), LONG));
        link = link(impatient);
        LinkException failure = failure();
        assertThat(failure.reason()).isEqualTo(Reason.NO_ANSWER);
        assertThat(failure).hasMessageContaining("PT0.2S");
    }

    @Test
    void smscThatClosesInsteadOfAnsweringFailsLongBeforeTheTimeOut() throws Exception {
        serve((peer, bind) -> {
            try {
                peer.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new byte[0];
        });
        long start = System.nanoTime();
        assertThat(failure().reason()).isEqualTo(Reason.NO_ANSWER);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void closeEndsTheTriesToBind() throws Exception {
        serve((peer, bind) -> PeerServer.bindResponse(bind, 0x05));
        link.open(seen);
        await().until(() -> server.connected() > 2);
        link.close();
        assertThat(link.state()).isEqualTo(LinkState.CLOSED);
        int connected = server.connected();
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(2))
                .until(() -> server.connected() == connected);
    }
}
