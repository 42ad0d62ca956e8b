// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Instant;
import org.otagateway.packet.bytes.Octets;

/**
 * One short message of a packet, as the link is to submit it.
 *
 * @param destination the card's number, see {@link Addressing#destination}
 * @param userData TP-UD with its user data header, 1 to 140 octets (TS 23.040 clause 9.2.3.24)
 * @param validUntil the SMSC must not try after this; sent as an absolute validity_period (SMPP 3.4 clause 7.1.1.1, cut
 *     to tenths of a second), so that a late submit is dead. A segment whose time has passed is not written
 */
public record Segment(Address destination, Octets userData, Instant validUntil) {
    /** The octets that one short message carries. */
    public static final int MAX_LENGTH = 140;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** @throws IllegalArgumentException where the user data has no octet or more than 140, or the year is not 20xx */
    public Segment {
        Ranges.within("octets of user data", userData.length(), 1, MAX_LENGTH);
        if (validUntil.isBefore(EARLIEST) || !validUntil.isBefore(LATEST)) {
            throw new IllegalArgumentException("end of validity: expected a year 2000 to 2099, got " + validUntil);
        }
    }
}
