// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job of the store.
 *
 * @param id its row
 * @param digest 64 hexadecimal digits that name its two files
 * @param run 1, and one more each time it was asked for again
 * @param state where it stands
 * @param reason why it is paused or stopped, null where nothing is to say
 * @param definition all it ever needs
 * @param created when it came into the store
 * @param started when its first packet was planned to go; null before
 * @param finished when its last delivery ended; null before
 * @param plannedRows rows of the card file that are taken in, refused ones included
 * @param planningDone whether those are all
 * @param rejectedRows rows that were refused
 */
public record Job(
        long id,
        String digest,
        int run,
        JobState state,
        @Nullable String reason,
        JobDefinition definition,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant finished,
        long plannedRows,
        boolean planningDone,
        long rejectedRows) {
    public String name() {
        return definition.name();
    }

    /** What is left of such a job ends without a link: nothing of it is sent. Before its first packet only its end counts. */
    public boolean expired(Instant now) {
        return started == null ? definition.schedule().over(now) : !now.isBefore(definition.expiry(started));
    }
}
