// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.jsmpp.LinkFixture.packet;
import static org.otagateway.smpp.jsmpp.LinkFixture.settings;

import com.cloudhopper.commons.util.windowing.WindowFuture;
import com.cloudhopper.smpp.SmppServerConfiguration;
import com.cloudhopper.smpp.SmppServerHandler;
import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppServer;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppProcessingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.jsmpp.Seen.Results;
import org.otagateway.smpp.link.Credentials;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.MessageIdForm;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.ProofOfReceiptWay;
import org.otagateway.smpp.link.Quirks;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitResult.Accepted;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

/** The link against an SMSC made of code that is neither ours nor jsmpp. */
@Timeout(60)
class CloudhopperIT {
    private final BlockingQueue<SmppServerSession> sessions = new LinkedBlockingQueue<>();
    private final BlockingQueue<SubmitSm> submits = new LinkedBlockingQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Seen seen = new Seen();
    private final int port = freePort();
    private final DefaultSmppServer server = new DefaultSmppServer(configuration(port), new Handler());
    private SmscLink link = LinkFixture.link(hexadecimal());

    CloudhopperIT() throws IOException {}

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static SmppServerConfiguration configuration(int port) {
        SmppServerConfiguration configuration = new SmppServerConfiguration();
        configuration.setHost("127.0.0.1");
        configuration.setPort(port);
        configuration.setJmxEnabled(false);
        configuration.setDefaultWindowSize(100);
        return configuration;
    }

    private LinkSettings hexadecimal() {
        return settings(port, new Pace(50, 10_000))
                .with(new Quirks(MessageIdForm.HEXADECIMAL, MessageIdForm.DECIMAL, ProofOfReceiptWay.SUBMIT, 0));
    }

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        link.close();
        server.destroy();
    }

    @Test
    void segmentsAreAcceptedAndTheirReceiptsMatched() throws Exception {
        link.open(seen);
        SmppServerSession session = Seen.next(sessions);
        Results results = new Results();
        link.submit(packet("436641234567", 200), results);
        await().until(() -> results.all.size() == 200);
        SubmitSm submit = Seen.next(submits);
        assertThat(submit.getEsmClass()).isEqualTo((byte) 0x40);
        assertThat(submit.getDataCoding()).isEqualTo((byte) 0xF6);
        assertThat(submit.getProtocolId()).isEqualTo((byte) 0x7F);
        assertThat(submit.getValidityPeriod()).isEqualTo("261124080000400+");
        assertThat(submit.getShortMessage()).isEqualTo(Octets.hex("0270000000").toByteArray());
        Accepted accepted = (Accepted) results.all.get(41).what();
        assertThat(accepted.rawMessageId()).isEqualTo("000000002A");
        var answer = deliver(session, 0x04, "id:42 stat:DELIVRD err:000".getBytes(StandardCharsets.US_ASCII));
        Seen.Event<DeliveryReceipt> event = Seen.next(seen.receipts);
        assertThat(event.what().messageId()).isEqualTo(accepted.messageId());
        assertThat(event.what().state()).isEqualTo(MessageState.DELIVERED);
        assertThat(answer.isDone()).isFalse();
        event.acknowledgement().durable();
        assertThat(answer.await(5000)).isTrue();
        assertThat(answer.getResponse().getCommandStatus()).isZero();
    }

    @Test
    void messageFromACardIsAnsweredWhenItIsDurable() throws Exception {
        link.open(seen);
        SmppServerSession session = Seen.next(sessions);
        var answer = deliver(session, 0x40, Octets.hex("027100000102").toByteArray());
        Seen.Event<IncomingMessage> event = Seen.next(seen.messages);
        assertThat(event.what().userData()).isEqualTo(Octets.hex("027100000102"));
        event.acknowledgement().refuse();
        assertThat(answer.await(5000)).isTrue();
        assertThat(answer.getResponse().getCommandStatus()).isEqualTo(0x64);
    }

    @Test
    void wrongPasswordIsRefused() {
        LinkSettings wrong = hexadecimal().with(Credentials.of("ota", "other"));
        link = LinkFixture.link(wrong);
        LinkException failure = catchThrowableOfType(LinkException.class, () -> link.open(seen));
        assertThat(failure.commandStatus()).hasValue(0x0E);
        assertThat(seen.states).doesNotContain(LinkState.BOUND);
    }

    @Test
    void probesAreAnsweredAndALostSessionIsReplaced() throws Exception {
        link.open(seen);
        SmppServerSession session = Seen.next(sessions);
        assertThat(session.sendRequestPdu(new EnquireLink(), 5000, true).await())
                .isTrue();
        session.destroy();
        Seen.next(sessions);
        await().until(() -> link.state() == LinkState.BOUND);
    }

    // Raw, as the library's own interface gives it.
    @SuppressWarnings("rawtypes")
    private static WindowFuture<Integer, PduRequest, PduResponse> deliver(
            SmppServerSession session, int esmClass, byte[] body) throws Exception {
        DeliverSm delivery = new DeliverSm();
        delivery.setEsmClass((byte) esmClass);
        delivery.setSourceAddress(new Address((byte) 1, (byte) 1, "436641234567"));
        delivery.setDestAddress(new Address((byte) 0, (byte) 1, "12345"));
        delivery.setShortMessage(body);
        return session.sendRequestPdu(delivery, 10_000, false);
    }

    private final class Handler implements SmppServerHandler {
        // Raw, as the library's interface is.
        @Override
        @SuppressWarnings("rawtypes")
        public void sessionBindRequested(Long id, SmppSessionConfiguration configuration, BaseBind bind)
                throws SmppProcessingException {
            if (!"secret".equals(configuration.getPassword())) {
                throw new SmppProcessingException(0x0E);
            }
        }

        @Override
        public void sessionCreated(Long id, SmppServerSession session, BaseBindResp response) {
            session.serverReady(new Submits());
            sessions.add(session);
        }

        @Override
        public void sessionDestroyed(Long id, SmppServerSession session) {
            session.destroy();
        }
    }

    private final class Submits extends DefaultSmppSessionHandler {
        // Raw, as the library's interface is.
        @Override
        @SuppressWarnings("rawtypes")
        public PduResponse firePduRequestReceived(PduRequest request) {
            if (request instanceof SubmitSm submit) {
                submits.add(submit);
                SubmitSmResp response = submit.createResponse();
                response.setMessageId(String.format(Locale.ROOT, "%010X", ids.incrementAndGet()));
                return response;
            }
            return request.createResponse();
        }
    }
}
