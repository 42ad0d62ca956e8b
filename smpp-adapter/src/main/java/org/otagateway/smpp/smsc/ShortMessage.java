// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Instant;
import org.otagateway.packet.bytes.Octets;

/**
 * A message on its way to a handset as SMS-DELIVER (3GPP TS 23.040 clause 9.2.2.1), one part of a concatenated one.
 *
 * @param messageId as in submit_sm_resp
 * @param source the ESME's address: TP-OA
 * @param destination the handset's MSISDN, digits without a plus
 * @param udhi whether the user data begins with a header
 * @param protocolId TP-PID, one octet
 * @param dataCoding TP-DCS, one octet
 * @param userData TP-UD, at most 140 octets
 * @param validUntil the end of its validity period
 */
public record ShortMessage(
        String messageId,
        String source,
        String destination,
        boolean udhi,
        int protocolId,
        int dataCoding,
        Octets userData,
        Instant validUntil) {}
