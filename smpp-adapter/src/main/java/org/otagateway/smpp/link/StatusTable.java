// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.Map;
import org.otagateway.smpp.pdu.CommandStatus;

/**
 * What a command_status of a submit_sm_resp means on a link. Where nothing is said, 08, 14, 58 and 64 are for now, all others
 * for good.
 *
 * @param overrides command_status, 32 bits other than 0, to its meaning here
 */
public record StatusTable(Map<Integer, Meaning> overrides) {
    /** As most SMSCs mean it. */
    public static final StatusTable USUAL = new StatusTable(Map.of());

    private static final int MOST = 1000;

    /** What a refusal says. */
    public enum Meaning {
        /** This segment will never be taken. */
        FOR_GOOD,
        /** It may be taken later; the link slows down. */
        FOR_NOW,
        /** The SMSC may have taken it all the same. */
        UNKNOWN
    }

    /** @throws IllegalArgumentException where 0 is given a meaning, or there are more than 1000 */
    public StatusTable {
        overrides = Map.copyOf(overrides);
        Ranges.within("number of statuses", overrides.size(), 0, MOST);
        if (overrides.containsKey(CommandStatus.ESME_ROK.code())) {
            throw new IllegalArgumentException("status: expected another than 0, which says that all is well");
        }
    }

    /** What a command_status other than 0 means. */
    Meaning of(int commandStatus) {
        Meaning usual = CommandStatus.isTemporary(commandStatus) ? Meaning.FOR_NOW : Meaning.FOR_GOOD;
        return overrides.getOrDefault(commandStatus, usual);
    }
}
