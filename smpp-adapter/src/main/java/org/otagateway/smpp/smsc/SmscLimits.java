// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/**
 * What bounds the memory.
 *
 * @param messages messages under way, not yet delivered or their deliver_sm not yet acknowledged; above it submit_sm is
 *     answered by ESME_RMSGQFUL and messages of cards are dropped
 * @param window deliver_sm without an answer on one session
 * @param sessions connections at once
 * @param pduOctets the longest PDU taken
 */
public record SmscLimits(int messages, int window, int sessions, int pduOctets) {
    /** 200,000 messages, a window of 50, 100 sessions, PDUs of 70,000 octets. */
    public static final SmscLimits DEFAULT = new SmscLimits(200_000, 50, 100, 70_000);

    /** @throws IllegalArgumentException where one is below 1, or a PDU shorter than 512 octets */
    public SmscLimits {
        if (messages < 1 || window < 1 || sessions < 1 || pduOctets < 512) {
            throw new IllegalArgumentException(
                    "limits: expected messages, window, sessions >= 1 and pduOctets >= 512, got " + messages + ", "
                            + window + ", " + sessions + ", " + pduOctets);
        }
    }
}
