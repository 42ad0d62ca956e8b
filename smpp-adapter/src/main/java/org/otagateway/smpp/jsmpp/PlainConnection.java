// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jsmpp.session.connection.Connection;

/** A TCP connection with a connect time-out and without Nagle's delay, which tells when it is closed. */
final class PlainConnection implements Connection {
    private final Socket socket;
    private final InputStream in;
    private final GatheringOutput out;
    private final Runnable closed;

    private PlainConnection(Socket socket, Runnable closed) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new GatheringOutput(socket.getOutputStream());
        this.closed = closed;
    }

    /**
     * Connects.
     *
     * @param closed called after this side closed the connection, once or more
     * @throws UnreachableException where there is no connection within {@code longest}
     */
    static PlainConnection connect(String host, int port, Duration longest, Runnable closed)
            throws UnreachableException {
        Socket socket = new Socket();
        try {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnreachableException("unknown host");
            }
            socket.connect(address, (int) longest.toMillis());
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            return new PlainConnection(socket, closed);
        } catch (IOException e) {
            closeQuietly(socket);
            throw e instanceof UnreachableException unreachable
                    ? unreachable
                    : new UnreachableException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        closeQuietly(socket);
        closed.run();
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public GatheringOutput getOutputStream() {
        return out;
    }

    @Override
    public void setSoTimeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The connection is given up either way.
        }
    }

    /** There is no connection. */
    static final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreachableException(String message) {
            super(message);
        }
    }
}
