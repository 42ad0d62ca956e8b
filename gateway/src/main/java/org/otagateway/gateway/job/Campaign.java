// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.util.List;
import java.util.OptionalInt;

/**
 * When a job sends, before or behind which others, and in what portions.
 *
 * @param schedule when
 * @param priority which of several jobs goes first
 * @param maxUnderWay cards of the job that have a packet under way, or are between two of a plan, at one time, 1 to
 *     1,000,000; empty: as many as the links carry
 * @param waves its portions, one after the other, the rest last; empty: all at once
 */
public record Campaign(Schedule schedule, Priority priority, OptionalInt maxUnderWay, List<Wave> waves) {
    /** The most cards under way that a job may name. */
    public static final int MOST_UNDER_WAY = 1_000_000;

    private static final int MOST_WAVES = 100;

    /** What a job file that says nothing of it means. */
    public static final Campaign PLAIN = of(Schedule.ALWAYS);

    /** @throws IllegalArgumentException where the waves are too many, or not the last and it alone is the rest */
    public Campaign {
        waves = List.copyOf(waves);
        if (maxUnderWay.isPresent() && (maxUnderWay.getAsInt() < 1 || maxUnderWay.getAsInt() > MOST_UNDER_WAY)) {
            throw new IllegalArgumentException("max-under-way: expected 1 to " + MOST_UNDER_WAY);
        }
        if (waves.size() > MOST_WAVES) {
            throw new IllegalArgumentException("waves: expected at most " + MOST_WAVES);
        }
        for (int i = 0; i < waves.size(); i++) {
            boolean last = i == waves.size() - 1;
            if (last != (waves.get(i).size() == Wave.Size.REST)) {
                throw new IllegalArgumentException("waves: expected rest: true in the last, and in no other");
            }
        }
    }

    /** With that schedule, and else as a job file that says nothing. */
    public static Campaign of(Schedule schedule) {
        return new Campaign(schedule, Priority.NORMAL, OptionalInt.empty(), List.of());
    }
}
