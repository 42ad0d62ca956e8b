// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * How the SMSC protects its connections.
 *
 * @param context what it shows, and whom it trusts
 * @param wantsCertificate an ESME must show a certificate
 */
public record ServerTls(SSLContext context, boolean wantsCertificate) {
    /** TLS over an accepted connection; the handshake comes with the first read. */
    Socket over(Socket accepted) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(accepted, null, accepted.getPort(), true);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(wantsCertificate);
        return socket;
    }

    /** Says nothing of keys. */
    @Override
    public String toString() {
        return "ServerTls[wantsCertificate=" + wantsCertificate + "]";
    }
}
