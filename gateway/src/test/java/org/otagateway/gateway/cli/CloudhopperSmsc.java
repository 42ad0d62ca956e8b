// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.cloudhopper.smpp.PduAsyncResponse;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.SmppServerConfiguration;
import com.cloudhopper.smpp.SmppServerHandler;
import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppServer;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppChannelException;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import com.cloudhopper.smpp.type.SmppProcessingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.smsc.DeliverReport;
import org.otagateway.smpp.smsc.Handset;
import org.otagateway.smpp.smsc.MobileMessage;
import org.otagateway.smpp.smsc.MobileNetwork;
import org.otagateway.smpp.smsc.ShortMessage;

/** An SMSC made with cloudhopper, so that the link is tried against code which is neither jsmpp nor ours. */
final class CloudhopperSmsc implements AutoCloseable {
    private static final long TIMEOUT_MILLIS = 10_000;

    private final MobileNetwork network;
    private final String password;
    private final DefaultSmppServer server;
    private final int port;
    private final ExecutorService air = Executors.newSingleThreadExecutor();
    private final AtomicInteger ids = new AtomicInteger(0xA0);
    private final AtomicInteger submits = new AtomicInteger();
    private final AtomicInteger refusedBinds = new AtomicInteger();

    CloudhopperSmsc(MobileNetwork network, String password) throws IOException, SmppChannelException {
        this.network = network;
        this.password = password;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        SmppServerConfiguration configuration = new SmppServerConfiguration();
        configuration.setHost("127.0.0.1");
        configuration.setPort(port);
        configuration.setSystemId("cloudhopper");
        configuration.setDefaultWindowSize(100);
        configuration.setDefaultRequestExpiryTimeout(TIMEOUT_MILLIS);
        configuration.setDefaultWindowMonitorInterval(TIMEOUT_MILLIS);
        server = new DefaultSmppServer(configuration, new Binds());
        server.start();
    }

    int port() {
        return port;
    }

    int submits() {
        return submits.get();
    }

    int refusedBinds() {
        return refusedBinds.get();
    }

    @Override
    public void close() {
        air.shutdownNow();
        server.destroy();
    }

    private final class Binds implements SmppServerHandler {
        @Override
        @SuppressWarnings("rawtypes") // so the library declares it
        public void sessionBindRequested(Long id, SmppSessionConfiguration configuration, BaseBind bind)
                throws SmppProcessingException {
            if (!password.equals(configuration.getPassword())) {
                refusedBinds.incrementAndGet();
                throw new SmppProcessingException(SmppConstants.STATUS_INVPASWD);
            }
        }

        @Override
        public void sessionCreated(Long id, SmppServerSession session, BaseBindResp response) {
            session.serverReady(new Session(session));
        }

        @Override
        public void sessionDestroyed(Long id, SmppServerSession session) {
            session.destroy();
        }
    }

    private final class Session extends DefaultSmppSessionHandler {
        private final SmppServerSession session;

        Session(SmppServerSession session) {
            this.session = session;
        }

        @Override
        @SuppressWarnings("rawtypes") // so the library declares it
        public PduResponse firePduRequestReceived(PduRequest request) {
            if (request instanceof SubmitSm submit) {
                submits.incrementAndGet();
                String id = Integer.toHexString(ids.incrementAndGet());
                SubmitSmResp response = submit.createResponse();
                response.setMessageId(id);
                air.execute(() -> deliver(submit, id));
                return response;
            }
            return request.createResponse();
        }

        @Override
        public void fireExpectedPduResponseReceived(PduAsyncResponse response) {
            // a deliver_sm_resp; the library would log each
        }

        private void deliver(SubmitSm submit, String id) {
            String msisdn = submit.getDestAddress().getAddress();
            Handset handset = network.handset(msisdn).orElse(null);
            DeliverReport report = handset == null
                    ? DeliverReport.UNREACHABLE
                    : handset.deliver(
                            new ShortMessage(
                                    id,
                                    submit.getSourceAddress().getAddress(),
                                    msisdn,
                                    (submit.getEsmClass() & SmppConstants.ESM_CLASS_UDHI_MASK) != 0,
                                    submit.getProtocolId() & 0xFF,
                                    submit.getDataCoding() & 0xFF,
                                    Octets.copyOf(submit.getShortMessage()),
                                    Instant.MAX),
                            this::up);
            boolean delivered = report.result() == DeliverReport.Result.ACKNOWLEDGED;
            String text = "id:" + id + " sub:001 dlvrd:" + (delivered ? "001" : "000")
                    + " submit date:2611240900 done date:2611240900 stat:" + (delivered ? "DELIVRD" : "UNDELIV")
                    + " err:" + (delivered ? "000" : "001") + " text:";
            send(
                    msisdn,
                    submit.getSourceAddress().getAddress(),
                    SmppConstants.ESM_CLASS_MT_SMSC_DELIVERY_RECEIPT,
                    0,
                    0,
                    text.getBytes(StandardCharsets.US_ASCII));
        }

        private void up(MobileMessage message) {
            air.execute(() -> send(
                    message.source(),
                    message.destination(),
                    message.udhi() ? SmppConstants.ESM_CLASS_UDHI_MASK : 0,
                    message.protocolId(),
                    message.dataCoding(),
                    message.userData().toByteArray()));
        }

        private void send(String from, String to, int esmClass, int pid, int dcs, byte[] octets) {
            try {
                DeliverSm message = new DeliverSm();
                message.setSourceAddress(new Address((byte) 1, (byte) 1, from));
                message.setDestAddress(new Address((byte) 0, (byte) 1, to));
                message.setEsmClass((byte) esmClass);
                message.setProtocolId((byte) pid);
                message.setDataCoding((byte) dcs);
                message.setShortMessage(octets);
                session.sendRequestPdu(message, TIMEOUT_MILLIS, false);
            } catch (SmppInvalidArgumentException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) { // the library declares four kinds; the peer has gone
                session.close();
            }
        }
    }
}
