// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.Octets;

/** The user data header as a card reads and writes it (3GPP TS 23.040 clause 9.2.3.24, TS 31.115 clause 4). */
final class UserData {
    /** Octets of TP-UD. */
    static final int MAX = 140;

    private static final int COMMAND_PACKET = 0x70;
    private static final Octets RESPONSE_HEADER = Octets.hex("027100");

    private UserData() {}

    /** True where the header has the information element 70, of length 0: a command packet follows. */
    static boolean isCommandPacket(Octets userData) {
        int end = 1 + userData.get(0);
        int at = 1;
        while (at + 1 < end) {
            if (userData.get(at) == COMMAND_PACKET && userData.get(at + 1) == 0) {
                return true;
            }
            at += 2 + userData.get(at + 1);
        }
        return false;
    }

    /** True where the header is whole. */
    static boolean hasHeader(Octets userData) {
        return !userData.isEmpty() && 1 + userData.get(0) <= userData.length();
    }

    static Octets withoutHeader(Octets userData) {
        return userData.from(1 + userData.get(0));
    }

    /** A response packet in one piece, as a DELIVER-REPORT carries it. */
    static Octets response(Octets packet) {
        return Octets.concat(RESPONSE_HEADER, packet);
    }

    /**
     * A response packet in as many SMS-SUBMITs as it takes.
     *
     * <pre>
     * one   | 02 71 00 | up to 137 octets
     * first | 07 00 03 ref total 01 71 00 | 132 octets      further | 05 00 03 ref total number | up to 134 octets
     * </pre>
     */
    static List<Octets> submits(Octets packet, int reference) {
        if (RESPONSE_HEADER.length() + packet.length() <= MAX) {
            return List.of(response(packet));
        }
        int first = MAX - 8;
        int further = MAX - 6;
        int total = 1 + (packet.length() - first + further - 1) / further;
        List<Octets> parts = new ArrayList<>();
        parts.add(Octets.concat(Octets.of(7, 0, 3, reference, total, 1, 0x71, 0), packet.slice(0, first)));
        for (int at = first; at < packet.length(); at += further) {
            parts.add(Octets.concat(
                    Octets.of(5, 0, 3, reference, total, parts.size() + 1),
                    packet.slice(at, Math.min(at + further, packet.length()))));
        }
        return parts;
    }
}
