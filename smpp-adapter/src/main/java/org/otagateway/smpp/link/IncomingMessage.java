// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import org.otagateway.packet.bytes.Octets;

/**
 * A mobile originated message (deliver_sm, SMPP 3.4 clause 4.6.1) that is no receipt.
 *
 * @param source the number it came from, as the SMSC wrote it
 * @param destination our number
 * @param esmClass one octet, clause 5.2.12
 * @param protocolId TP-PID, one octet
 * @param dataCoding one octet, clause 5.2.19
 * @param userData short_message, or message_payload where that is there: with the user data header where there is one
 */
public record IncomingMessage(
        Address source, Address destination, int esmClass, int protocolId, int dataCoding, Octets userData) {
    private static final int UDHI = 0x40;

    /** @throws IllegalArgumentException where an octet is out of its range */
    public IncomingMessage {
        Ranges.octet("esm_class", esmClass);
        Ranges.octet("protocol_id", protocolId);
        Ranges.octet("data_coding", dataCoding);
    }

    /** The user data starts with a user data header (TP-UDHI). */
    public boolean hasUserDataHeader() {
        return (esmClass & UDHI) != 0;
    }
}
