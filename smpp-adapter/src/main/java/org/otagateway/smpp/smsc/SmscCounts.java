// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.util.Map;

/**
 * What an SMSC has done since its start.
 *
 * @param submitted submit_sm taken in, refused ones included
 * @param accepted of them accepted
 * @param delivered times that a handset acknowledged
 * @param receipts receipts made, copies included
 * @param mobileOriginated messages of cards made, copies included
 * @param acknowledged deliver_sm answered with status 0
 * @param waiting messages and deliver_sm under way now
 * @param sessions bound now
 * @param faults how often chance picked each fault
 */
public record SmscCounts(
        long submitted,
        long accepted,
        long delivered,
        long receipts,
        long mobileOriginated,
        long acknowledged,
        long waiting,
        int sessions,
        Map<Fault, Long> faults) {
    public SmscCounts {
        faults = Map.copyOf(faults);
    }
}
