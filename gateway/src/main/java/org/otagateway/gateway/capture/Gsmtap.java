// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.util.Optional;
import org.otagateway.packet.bytes.Octets;

/**
 * GSMTAP, the header that tools put before what a card and a terminal say to each other, over UDP port 4729.
 *
 * <pre>
 * | version 02 | header length in words | type 04 (SIM) | 00 | ARFCN (2) | signal, noise (2) | frame (4) | subtype (1) | … (3) |
 * </pre>
 */
final class Gsmtap {
    static final int PORT = 4729;
    private static final int SIM = 4;
    private static final int APDU = 0;

    private Gsmtap() {}

    /** The command with its answer, where the datagram holds one. */
    static Optional<Octets> card(Packet packet) {
        if (packet.tcp() != null || (packet.fromPort() != PORT && packet.toPort() != PORT)) {
            return Optional.empty();
        }
        Slice octets = packet.payload();
        int header = octets.u8(1) * 4;
        if (octets.u8(0) != 2 || header < 16 || octets.u8(2) != SIM || octets.u8(12) != APDU) {
            return Optional.empty();
        }
        byte[] exchange = octets.after(header).toByteArray();
        return exchange.length < 5 ? Optional.empty() : Optional.of(Octets.copyOf(exchange));
    }

    /** The datagram's payload for a command with its answer. */
    static Octets of(Octets exchange) {
        return Octets.concat(Octets.of(2, 4, SIM, 0, 0, 0, 0, 0, 0, 0, 0, 0, APDU, 0, 0, 0), exchange);
    }
}
