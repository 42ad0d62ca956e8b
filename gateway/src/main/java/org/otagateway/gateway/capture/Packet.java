// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import org.jspecify.annotations.Nullable;

/**
 * A UDP datagram or a TCP segment.
 *
 * @param from address and port, for people
 * @param tcp null for UDP
 * @param complete whether the payload was captured whole
 */
record Packet(
        String from,
        String to,
        int fromPort,
        int toPort,
        @Nullable Tcp tcp,
        Slice payload,
        boolean complete) {
    /**
     * What TCP adds.
     *
     * @param sequence of the first octet, 32 bits
     * @param acknowledged the next octet that the other side waits for; means something with {@code ack} only
     */
    record Tcp(int sequence, int acknowledged, boolean ack, boolean syn, boolean end) {}
}
