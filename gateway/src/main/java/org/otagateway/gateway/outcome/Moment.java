// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of an event.
 *
 * @param now the time
 * @param jitter drawn from 0 (included) to 1 (not included)
 * @param holding the job is paused, or it is not its turn: answers are taken in, nothing is sent
 * @param heldUntil when it may go on, where it is holding and that is known; else null
 */
public record Moment(
        Instant now,
        double jitter,
        boolean holding,
        @Nullable Instant heldUntil) {
    /** @throws IllegalArgumentException where the jitter is not within 0…1 */
    public Moment {
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter: expected 0 to 1, got " + jitter);
        }
    }
}
