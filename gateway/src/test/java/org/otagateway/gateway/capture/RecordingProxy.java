// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hands TCP connections on to a port of this machine and keeps what passes as the frames of a capture. */
public final class RecordingProxy implements Closeable {
    private final ServerSocket server;
    private final int target;
    private final List<byte[]> frames = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    private RecordingProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    public static RecordingProxy to(int target) throws IOException {
        RecordingProxy proxy = new RecordingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        start("proxy", proxy::accept);
        return proxy;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** A pcap file of all that passed so far. */
    public byte[] capture() {
        synchronized (frames) {
            return Wire.pcap(ByteOrder.LITTLE_ENDIAN, Wire.ETHERNET, frames);
        }
    }

    private void accept() {
        int clients = 0;
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket smsc = new Socket(InetAddress.getLoopbackAddress(), target);
                int port = 50_000 + clients++;
                synchronized (sockets) {
                    sockets.addAll(List.of(client, smsc));
                }
                long[] sequences = {1, 1};
                record(port, target, sequences, 0, Wire.SYN, new byte[0]);
                record(target, port, sequences, 1, Wire.SYN, new byte[0]);
                start("to " + target, () -> pass(client, smsc, port, target, sequences, 0));
                start("from " + target, () -> pass(smsc, client, target, port, sequences, 1));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void pass(Socket from, Socket to, int fromPort, int toPort, long[] sequences, int direction) {
        byte[] buffer = new byte[1400];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                // recorded first: what answers it comes behind it
                record(fromPort, toPort, sequences, direction, Wire.PUSH, Arrays.copyOf(buffer, n));
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            return; // one side has gone, and the other goes with it
        }
    }

    private void record(int from, int to, long[] sequences, int direction, int flags, byte[] payload) {
        synchronized (frames) {
            boolean syn = flags == Wire.SYN;
            frames.add(Wire.ethernet(Wire.tcp(
                    from,
                    to,
                    sequences[direction] - (syn ? 1 : 0),
                    sequences[1 - direction],
                    syn ? flags : flags | Wire.ACK,
                    payload)));
            sequences[direction] += payload.length;
        }
    }

    private static void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
