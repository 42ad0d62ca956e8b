// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import org.otagateway.packet.bytes.Octets;

/**
 * A message found in a capture.
 *
 * @param frame number of the frame that ends it, from 1
 * @param micros of that frame, since 1970-01-01T00:00Z; 0 where the file does not say
 * @param from address and port, for people
 * @param octets an SMPP PDU; of a card the command with its answer and status word
 */
public record Captured(long frame, long micros, String from, String to, Source source, Octets octets) {
    /** Where a message was found. */
    public enum Source {
        SMPP,
        CARD
    }
}
