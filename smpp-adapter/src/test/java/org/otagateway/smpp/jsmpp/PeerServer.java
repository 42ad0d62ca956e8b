// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.BindResp;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.Pdu;
import org.otagateway.smpp.pdu.PduDecoding;
import org.otagateway.smpp.pdu.PduInput;
import org.otagateway.smpp.pdu.Unbind;
import org.otagateway.smpp.pdu.UnbindResp;

/** The other end of a real connection: answers what keeps a session, and shows a test everything else. */
final class PeerServer implements AutoCloseable {
    private final ServerSocket server;
    private final BiFunction<Peer, Bind, byte[]> binds;
    private final BlockingQueue<Peer> connections = new LinkedBlockingQueue<>();
    private final List<Peer> all = new CopyOnWriteArrayList<>();

    /** @param binds gives the octets that answer a bind; none: no answer */
    PeerServer(BiFunction<Peer, Bind, byte[]> binds) throws IOException {
        this(0, binds);
    }

    private PeerServer(int port, BiFunction<Peer, Bind, byte[]> binds) throws IOException {
        this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.binds = binds;
        start(this::accept);
    }

    /** A server that takes every bind. */
    static PeerServer welcoming() throws IOException {
        return answering(0);
    }

    /** A server on this port that takes every bind. */
    static PeerServer listeningOn(int port) throws IOException {
        return new PeerServer(port, (peer, bind) -> bindResponse(bind, 0));
    }

    /** A server that answers every bind with this command_status. */
    static PeerServer answering(int status) throws IOException {
        return new PeerServer((peer, bind) -> bindResponse(bind, status));
    }

    static byte[] bindResponse(Bind bind, int status) {
        return new BindResp(bind.kind(), status, bind.sequence(), "peer", List.of()).encode();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next connection that was accepted. */
    Peer next() throws InterruptedException {
        Peer peer = connections.poll(10, TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("nobody connected");
        }
        return peer;
    }

    /** How many connections there were. */
    int connected() {
        return all.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Peer peer : all) {
            peer.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Peer peer = new Peer(server.accept());
                all.add(peer);
                connections.add(peer);
                start(peer::read);
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    /** A PDU and when it came. */
    record Received(Pdu pdu, long nanos) {}

    /** One connection. */
    final class Peer {
        private final Socket socket;
        private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
        private volatile boolean answersEnquireLink = true;
        private volatile boolean ended;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
        }

        /** From now on enquire_link gets no answer and is shown as any other PDU. */
        void ignoreEnquireLink() {
            answersEnquireLink = false;
        }

        void send(Pdu pdu) {
            send(pdu.encode());
        }

        void send(byte[] octets) {
            try {
                write(octets);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private void write(byte[] octets) throws IOException {
            synchronized (socket) {
                socket.getOutputStream().write(octets);
            }
        }

        /** The next PDU that does not keep the session, unbind aside. */
        <T extends Pdu> T next(Class<T> type) throws InterruptedException {
            Received next = received.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no " + type.getSimpleName() + " came");
            }
            return type.cast(next.pdu());
        }

        Received nextTimed() throws InterruptedException {
            Received next = received.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no PDU came");
            }
            return next;
        }

        /** How many PDUs wait to be looked at. */
        int waiting() {
            return received.size();
        }

        /** The other side closed the connection. */
        boolean ended() {
            return ended;
        }

        void close() throws IOException {
            socket.close();
        }

        private void read() {
            try {
                PduInput input = new PduInput(socket.getInputStream(), 70_000);
                for (PduDecoding next = input.next(); next != null; next = input.next()) {
                    if (!(next instanceof PduDecoding.Decoded decoded)) {
                        throw new AssertionError("the link sent " + next);
                    }
                    take(decoded.pdu());
                }
            } catch (IOException e) {
                // Cut off by either side.
            } finally {
                ended = true;
            }
        }

        private void take(Pdu pdu) throws IOException {
            if (pdu instanceof Bind bind) {
                byte[] answer = binds.apply(this, bind);
                if (answer.length > 0) {
                    write(answer);
                }
            } else if (pdu instanceof EnquireLink && answersEnquireLink) {
                write(new EnquireLinkResp(0, pdu.sequence()).encode());
            } else {
                received.add(new Received(pdu, System.nanoTime()));
                if (pdu instanceof Unbind) {
                    write(new UnbindResp(0, pdu.sequence()).encode());
                }
            }
        }
    }
}
