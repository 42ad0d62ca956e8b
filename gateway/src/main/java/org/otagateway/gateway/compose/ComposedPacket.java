// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.compose;

import java.util.List;
import org.otagateway.packet.bytes.Octets;

/**
 * A packet, ready to be sent.
 *
 * @param packet the command packet from CPL on
 * @param userData TP-UD of each short message, in order
 * @param digest SHA-256 of the packet
 */
public record ComposedPacket(Octets packet, List<Octets> userData, Octets digest) {
    public ComposedPacket {
        userData = List.copyOf(userData);
    }

    /** Without the packet: where nothing is ciphered it may hold a PIN. */
    @Override
    public String toString() {
        return "ComposedPacket[" + packet.length() + " octets, " + userData.size() + " segments]";
    }
}
