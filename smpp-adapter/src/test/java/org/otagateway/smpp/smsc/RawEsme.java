// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.smpp.pdu.Address;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.BindResp;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.DeliverSmResp;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.Pdu;
import org.otagateway.smpp.pdu.PduDecoding;
import org.otagateway.smpp.pdu.PduInput;
import org.otagateway.smpp.pdu.SubmitSm;

/** An ESME on a bare socket: what it gets stands in a queue in the order of the wire. */
final class RawEsme implements AutoCloseable {
    static final String SHORT_CODE = "12345";
    static final Octets COMMAND = Octets.hex("027000001a0d1639151ab00011f95c4dba66c2c46d8ab2cc");

    private final Socket socket;
    private final BlockingQueue<Object> incoming = new LinkedBlockingQueue<>();

    /** Stands in the queue when the connection ended. */
    private static final Object END = new Object();

    RawEsme(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        PduInput input = new PduInput(socket.getInputStream(), 100_000);
        Thread reader = new Thread(() -> read(input), "raw-esme");
        reader.setDaemon(true);
        reader.start();
    }

    static RawEsme bound(int port, BindKind kind) throws IOException, InterruptedException {
        RawEsme esme = new RawEsme(port);
        esme.send(bind(kind, "ota", "secret"));
        BindResp resp = esme.next(BindResp.class);
        assertThat(resp.commandStatus()).isZero();
        return esme;
    }

    static Bind bind(BindKind kind, String systemId, String password) {
        return new Bind(
                kind,
                1,
                systemId,
                SecretOctets.copyOf(password.getBytes(StandardCharsets.ISO_8859_1)),
                "",
                0x34,
                0,
                0,
                "");
    }

    static SubmitSm submit(int sequence, String msisdn) {
        return new SubmitSm(sequence, fields(msisdn));
    }

    static MessageFields fields(String msisdn) {
        return MessageFields.of(new Address(0, 1, SHORT_CODE), Address.international(msisdn), 0x40, 0x7F, 0xF6, COMMAND)
                .withRegisteredDelivery(1);
    }

    void send(Pdu pdu) throws IOException {
        send(pdu.encode());
    }

    void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    /** The next PDU, which must be of that kind. */
    <T> T next(Class<T> kind) throws InterruptedException {
        Object next = incoming.poll(10, TimeUnit.SECONDS);
        assertThat(next).isInstanceOf(kind);
        return kind.cast(next);
    }

    /** The next deliver_sm, acknowledged. */
    DeliverSm nextDelivery() throws InterruptedException, IOException {
        DeliverSm deliver = next(DeliverSm.class);
        send(DeliverSmResp.of(0, deliver.sequence()));
        return deliver;
    }

    /** The next receipt, acknowledged, as text. */
    String nextReceipt() throws InterruptedException, IOException {
        DeliverSm deliver = nextDelivery();
        assertThat(deliver.message().isReceipt()).isTrue();
        return text(deliver);
    }

    static String text(DeliverSm receipt) {
        return new String(receipt.message().userData().toByteArray(), StandardCharsets.ISO_8859_1);
    }

    void expectEnd() throws InterruptedException {
        assertThat(incoming.poll(10, TimeUnit.SECONDS)).isSameAs(END);
    }

    /** Whether the connection has ended and nothing is left to take. */
    boolean ended() {
        return incoming.peek() == END;
    }

    /** What has come so far and was not taken. */
    @Nullable
    Object peek() {
        return incoming.peek();
    }

    @Nullable
    Object poll(long millis) throws InterruptedException {
        return incoming.poll(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void read(PduInput input) {
        try {
            @Nullable PduDecoding next = input.next();
            while (next != null) {
                incoming.add(next instanceof PduDecoding.Decoded decoded ? decoded.pdu() : next);
                if (next instanceof PduDecoding.Malformed malformed && malformed.streamLost()) {
                    break;
                }
                next = input.next();
            }
        } catch (IOException e) {
            // Seen by the test as the end.
        }
        incoming.add(END);
    }
}
