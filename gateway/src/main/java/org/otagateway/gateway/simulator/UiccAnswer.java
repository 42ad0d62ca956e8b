// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.List;
import org.otagateway.packet.bytes.Octets;

/**
 * What a card gives back for one SMS-DELIVER.
 *
 * @param kind whether the terminal can report at all
 * @param report user data of the DELIVER-REPORT, empty for none
 * @param submits user data of SMS-SUBMITs, in order
 */
record UiccAnswer(Kind kind, Octets report, List<Octets> submits) {
    static final UiccAnswer NOTHING = new UiccAnswer(Kind.ACKNOWLEDGED, Octets.EMPTY, List.of());
    static final UiccAnswer POWER_LOST = new UiccAnswer(Kind.POWER_LOST, Octets.EMPTY, List.of());

    UiccAnswer {
        submits = List.copyOf(submits);
    }

    /** What the terminal makes of it. */
    enum Kind {
        ACKNOWLEDGED,
        /** The card answered the ENVELOPE with a warning, which the terminal reports as an error. */
        ERROR,
        /** No answer. */
        POWER_LOST
    }
}
