// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Instant;
import java.util.List;
import org.otagateway.packet.bytes.Octets;

/**
 * Segments that may go out once the commit that made this is durable.
 *
 * @param jobId the job's row
 * @param deliveryId the delivery's row
 * @param attemptId the packet's row
 * @param round which round of the packet
 * @param jobName the job's name
 * @param profile the name of the card's profile
 * @param msisdn the card's number, international
 * @param parts the numbers of the segments, from 1
 * @param userData TP-UD of each of those
 * @param urgent someone waits for it: it goes before what a link has not written yet
 * @param validUntil the SMSC must not try after this
 */
public record Outgoing(
        long jobId,
        long deliveryId,
        long attemptId,
        int round,
        String jobName,
        String profile,
        String msisdn,
        List<Integer> parts,
        List<Octets> userData,
        boolean urgent,
        Instant validUntil) {
    /** @throws IllegalArgumentException where there is not one user data for each part */
    public Outgoing {
        parts = List.copyOf(parts);
        userData = List.copyOf(userData);
        if (parts.isEmpty() || parts.size() != userData.size()) {
            throw new IllegalArgumentException("expected one user data for each of at least one part");
        }
    }

    /** Without the user data, which may hold a PIN. */
    @Override
    public String toString() {
        return "Outgoing[attempt=" + attemptId + ", round=" + round + ", parts=" + parts + "]";
    }
}
