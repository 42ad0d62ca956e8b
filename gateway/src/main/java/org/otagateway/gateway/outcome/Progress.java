// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import org.jspecify.annotations.Nullable;

/**
 * How far a delivery is in its plan.
 *
 * @param visit to the step that is under way or next
 * @param restarts recoveries and repeated steps so far, which the policy bounds
 * @param holds the security domain of the card that is held for this plan, empty for the issuer's; null: none
 */
public record Progress(
        StepVisit visit, int restarts, @Nullable String holds) {
    /** Before the first packet. */
    public static final Progress START = new Progress(StepVisit.FIRST, 0, null);

    /** @throws IllegalArgumentException where there are less than no restarts */
    public Progress {
        if (restarts < 0) {
            throw new IllegalArgumentException("restarts: expected 0 or more, got " + restarts);
        }
    }

    /** The index of the step that is under way or next, from 0. */
    public int step() {
        return visit.step();
    }

    /** The same, at another step or another try of it. */
    Progress at(int step, @Nullable Integer variant) {
        return new Progress(visit.next(step, variant), restarts, holds);
    }

    Progress restarted() {
        return new Progress(visit, restarts + 1, holds);
    }

    Progress holding(@Nullable String domain) {
        return new Progress(visit, restarts, domain);
    }
}
