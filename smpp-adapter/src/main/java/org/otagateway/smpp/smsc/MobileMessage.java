// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import org.otagateway.packet.bytes.Octets;

/**
 * A message from a handset or its card, SMS-SUBMIT (3GPP TS 23.040 clause 9.2.2.2), one part of a concatenated one.
 *
 * @param source the card's MSISDN, digits without a plus
 * @param destination the short code it goes to: TP-DA
 * @param udhi whether the user data begins with a header
 * @param protocolId TP-PID, one octet
 * @param dataCoding TP-DCS, one octet
 * @param userData TP-UD, at most 140 octets, 159 in a DELIVER-REPORT
 */
public record MobileMessage(
        String source, String destination, boolean udhi, int protocolId, int dataCoding, Octets userData) {
    /** @throws IllegalArgumentException where the user data is longer than 159 octets or an address than 20 digits */
    public MobileMessage {
        if (userData.length() > 159) {
            throw new IllegalArgumentException("TP-UD: expected at most 159 octets, got " + userData.length());
        }
        if (source.length() > 20 || destination.length() > 20) {
            throw new IllegalArgumentException("address: expected at most 20 digits");
        }
    }

    /** What another card said, as if this one had said it. */
    MobileMessage withUserData(MobileMessage other) {
        return new MobileMessage(source, destination, other.udhi, other.protocolId, other.dataCoding, other.userData);
    }
}
