// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The cheapest SMSC there can be, so that a benchmark measures the other side: takes every bind and answers every request
 * at once, all that came in one read with one write.
 */
public final class CheapPeer implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final int HEADER = 16;
    private static final int LONGEST = 4096;
    private static final int RESPONSE = 0x80000000;
    private static final int SUBMIT_SM = 4;
    private static final int UNBIND = 6;

    private final ServerSocket server;

    private CheapPeer(ServerSocket server) {
        this.server = server;
    }

    /** Listens on a free port of this machine. */
    public static CheapPeer start() throws IOException {
        CheapPeer peer = new CheapPeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(peer::accept);
        return peer;
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void serve(Socket connected) {
        try (Socket socket = connected) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
            boolean bound = true;
            while (bound) {
                int length = in.readInt();
                int command = in.readInt();
                long rest = in.readLong();
                if (length < HEADER || length > LONGEST) {
                    return;
                }
                in.skipNBytes(length - HEADER);
                if (command >= 0) {
                    answer(out, command, (int) rest);
                }
                if (in.available() == 0) {
                    out.flush();
                }
                bound = command != UNBIND;
            }
            out.flush();
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static void answer(DataOutputStream out, int command, int sequence) throws IOException {
        // A bind gets an empty system_id, a submit a message_id of eight digits, all others a header alone.
        String body = command == SUBMIT_SM ? Integer.toHexString(0x10000000 | sequence) : "";
        boolean named = command == SUBMIT_SM || command == 1 || command == 2 || command == 9;
        out.writeInt(HEADER + (named ? body.length() + 1 : 0));
        out.writeInt(command | RESPONSE);
        out.writeInt(0);
        out.writeInt(sequence);
        if (named) {
            out.writeBytes(body);
            out.writeByte(0);
        }
    }
}
