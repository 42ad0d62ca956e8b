// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a job.
 *
 * @param by who did it, in words
 * @param reason why; null where nothing was said
 */
public record JobAct(
        Instant happened, Kind kind, String by, @Nullable String reason) {
    /** What there is to do; the codes are those of the store. */
    public enum Kind {
        /** A draft was let go. */
        STARTED(1),
        PAUSED(2),
        RESUMED(3),
        CANCELLED(4),
        ABORTED(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The code in the store, 1 to 5. */
        public int code() {
            return code;
        }

        /** The word for people and programs. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException where no kind has this code */
        public static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("act: expected 1 to 5, got " + code);
        }

        /** @throws IllegalArgumentException where no kind has this word */
        public static Kind ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
