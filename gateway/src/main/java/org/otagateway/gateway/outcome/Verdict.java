// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import org.jspecify.annotations.Nullable;

/** What an answer of the card means to the step that it answers. */
public sealed interface Verdict {
    /**
     * It did what it should.
     *
     * @param note what it found, for people; null where nothing is to say
     */
    record Reached(@Nullable String note) implements Verdict {}

    /**
     * It did not, and another way through the plan may help.
     *
     * @param why for people
     */
    record Again(String why) implements Verdict {}

    /**
     * SW 6Cxx: the step again, its last command with this Le.
     *
     * @param octets Le, 1…256
     */
    record Length(int octets) implements Verdict {
        /** @throws IllegalArgumentException where it is no Le of one octet */
        public Length {
            if (octets < 1 || octets > 256) {
                throw new IllegalArgumentException("Le: expected 1 to 256, got " + octets);
            }
        }
    }

    /**
     * It did not, and nothing will help.
     *
     * @param why for people
     */
    record Missed(String why) implements Verdict {}
}
