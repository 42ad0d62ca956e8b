// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is done about a card that says that a counter is low where it may be ahead of ours (design rule 4). Leaps double, so
 * that few of them reach far, and end until the counter is placed, so that no answer runs it out.
 *
 * @param way how the counter is found
 * @param leap values of the first leap, 1 to 1,000,000
 * @param jumps leaps until the counter is placed by a proof of receipt, or told by the operator, 1 to 12
 */
public record Resync(Way way, int leap, int jumps) {
    /** A thousand values, then two thousand; eight of them reach 255,000. */
    public static final Resync DEFAULT = new Resync(Way.JUMP, 1000, 8);

    /** Values that leaps pass over on one counter, ever: a sixteenth of all. */
    static final long MOST = 1L << 36;

    private static final int MOST_LEAP = 1_000_000;
    private static final int MOST_JUMPS = 12;

    /** How a counter is found. */
    public enum Way {
        /** It is not: the next packet takes the next value. */
        NONE("none"),
        /** The next packet, whatever it carries, leaps. */
        JUMP("jump"),
        /** Harmless packets that leap go before anything else, until one of them is proven to be taken. */
        PROBE("probe");

        private final String label;

        Way(String label) {
            this.label = label;
        }

        /** The word in a profile and in the store. */
        public String label() {
            return label;
        }

        /** All by their words. */
        public static Map<String, Way> byLabel() {
            Map<String, Way> words = new LinkedHashMap<>();
            for (Way way : values()) {
                words.put(way.label, way);
            }
            return words;
        }
    }

    /** @throws IllegalArgumentException where a number is out of its range */
    public Resync {
        if (leap < 1 || leap > MOST_LEAP) {
            throw new IllegalArgumentException("leap: expected 1 to 1000000, got " + leap);
        }
        if (jumps < 1 || jumps > MOST_JUMPS) {
            throw new IllegalArgumentException("jumps: expected 1 to 12, got " + jumps);
        }
    }

    /** Whether the counter of a domain may leap once more. */
    public boolean allows(Leaps leaps) {
        return way != Way.NONE && leaps.since() < jumps && leaps.passed() < MOST;
    }

    /** Values that the next leap of a domain passes over. */
    public long next(Leaps leaps) {
        return (long) leap << Math.min(leaps.since(), MOST_JUMPS);
    }

    /**
     * The leaps of one counter.
     *
     * @param since the counter was last placed, 0 or more
     * @param passed values that were passed over by all of them, 0 or more
     */
    public record Leaps(int since, long passed) {
        /** None. */
        public static final Leaps NONE = new Leaps(0, 0);

        /** The same once the counter is placed. */
        Leaps placed() {
            return since == 0 ? this : new Leaps(0, passed);
        }

        /** The same after one more. */
        Leaps more(long values) {
            return new Leaps(since + 1, passed + values);
        }
    }
}
