// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

/** How much a failing check is worth. */
enum Effort {
    /** All assumptions and a search for the octet that was changed: some 100 ms. For packets that a person looks at. */
    WHOLE(4, ""),
    /** The assumptions that deviate little, on bodies that make sense: well under a millisecond. For one of many. */
    QUICK(2, "shortened, since this packet is one of many; inspected alone it is looked at from all sides"),
    /** One deviation alone, once a run has looked for the reason so often that it would take too long. */
    LIKELY(
            1,
            "shortened to the likeliest reasons, since the checks of many packets failed before; inspected alone it is looked at"
                    + " from all sides");

    private final int deviations;
    private final String shortened;

    Effort(int deviations, String shortened) {
        this.deviations = deviations;
        this.shortened = shortened;
    }

    /** Deviations from the standard that are assumed together, at most. */
    int deviations() {
        return deviations;
    }

    /** What was left out, for people; empty where nothing was. */
    String shortened() {
        return shortened;
    }
}
