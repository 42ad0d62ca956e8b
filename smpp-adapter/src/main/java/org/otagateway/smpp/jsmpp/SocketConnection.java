// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jsmpp.session.connection.Connection;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.link.Tls;

/** A TCP connection, over TLS or plain, with a connect time-out and without Nagle's delay, which tells when it is closed. */
final class SocketConnection implements Connection {
    /** Several times what a link writes without asking whether it would wait. */
    private static final int SEND_BUFFER = 256 * 1024;

    /** What carries the octets; where that is TLS, {@link #socket} is layered over it. */
    private final Socket carrier;

    private final Socket socket;
    private final InputStream in;
    private final GatheringOutput out;
    private final Runnable closed;

    private SocketConnection(Socket carrier, Socket socket, Runnable closed) throws IOException {
        this.carrier = carrier;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new GatheringOutput(socket.getOutputStream());
        this.closed = closed;
    }

    /**
     * Connects; over TLS the handshake belongs to it.
     *
     * @param tls null for none
     * @param closed called after this side closed the connection, once or more
     * @throws UnreachableException where there is no connection within {@code longest}
     */
    static SocketConnection connect(String host, int port, @Nullable Tls tls, Duration longest, Runnable closed)
            throws UnreachableException {
        Socket socket = new Socket();
        try {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnreachableException("unknown host");
            }
            socket.setSendBufferSize(SEND_BUFFER);
            socket.connect(address, (int) longest.toMillis());
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            return new SocketConnection(
                    socket, tls == null ? socket : secured(socket, host, port, tls, longest), closed);
        } catch (SSLException e) {
            closeQuietly(socket);
            throw new UnreachableException("TLS: " + e.getMessage());
        } catch (IOException e) {
            closeQuietly(socket);
            throw e instanceof UnreachableException unreachable
                    ? unreachable
                    : new UnreachableException(String.valueOf(e.getMessage()));
        }
    }

    private static SSLSocket secured(Socket carrier, String host, int port, Tls tls, Duration longest)
            throws IOException {
        SSLSocket socket = (SSLSocket) tls.context().getSocketFactory().createSocket(carrier, host, port, true);
        if (tls.checksHostName()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.setSoTimeout((int) longest.toMillis());
        socket.startHandshake();
        socket.setSoTimeout(0);
        return socket;
    }

    @Override
    public void close() {
        // Not the TLS socket: its farewell would wait for a write that hangs.
        closeQuietly(carrier);
        closed.run();
    }

    @Override
    public boolean isOpen() {
        return !carrier.isClosed();
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
