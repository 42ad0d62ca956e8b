// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.Optional;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;

/**
 * A command of the terminal and the card's answer, as a tracer writes them one behind the other.
 *
 * <pre>
 * command with data     | CLA INS P1 P2 | Lc | data  | answer | SW1 SW2 |
 * command without data  | CLA INS P1 P2 | Le | answer         | SW1 SW2 |
 * </pre>
 *
 * @param command without Le where it has data
 * @param answer data of the answer, perhaps empty
 * @param status none where the octets end before it
 */
record CardExchange(Octets command, Octets answer, Optional<StatusWord> status) {
    private static final int HEADER = 5;
    private static final int ENVELOPE = 0xC2;
    private static final int FETCH = 0x12;

    /** @param octets 5 or more */
    static CardExchange of(Octets octets) {
        int p3 = octets.get(4);
        boolean data = carriesData(octets.get(1)) && octets.length() >= HEADER + p3;
        int end = data ? HEADER + p3 : HEADER;
        if (octets.length() < end + 2) {
            return new CardExchange(octets.slice(0, end), octets.from(end), Optional.empty());
        }
        int status = octets.length() - 2;
        return new CardExchange(
                octets.slice(0, end),
                octets.slice(end, status),
                Optional.of(new StatusWord(octets.get(status) << 8 | octets.get(status + 1))));
    }

    boolean isEnvelope() {
        return command.get(1) == ENVELOPE;
    }

    boolean isFetch() {
        return command.get(1) == FETCH;
    }

    /** READ, GET RESPONSE, FETCH, STATUS, GET CHALLENGE, GET DATA, MANAGE CHANNEL and GET STATUS without data carry none. */
    private static boolean carriesData(int ins) {
        return switch (ins) {
            case 0x12, 0x70, 0x84, 0xB0, 0xB2, 0xC0, 0xCA, 0xF2 -> false;
            default -> true;
        };
    }
}
