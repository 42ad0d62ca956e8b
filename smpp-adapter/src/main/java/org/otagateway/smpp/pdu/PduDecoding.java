// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/** What reading one PDU gave. */
public sealed interface PduDecoding {
    /** A whole PDU in good order. */
    record Decoded(Pdu pdu) implements PduDecoding {}

    /**
     * Octets that are no PDU.
     *
     * @param header the header where at least its 16 octets were there
     * @param failure what is wrong
     * @param octets the octets as far as they were taken in
     * @param streamLost the command_length cannot be trusted, so no next PDU can be found in the stream
     */
    record Malformed(@Nullable PduHeader header, PduFailure failure, Octets octets, boolean streamLost)
            implements PduDecoding {}
}
