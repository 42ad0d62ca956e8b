// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * How cards of a profile count, and what their response statuses mean: the same status has different causes on different
 * cards.
 *
 * @param counterRule what the card keeps one counter for
 * @param shared whether another system also spends these counters; then nothing is ever taken as accepted
 * @param resync what is done where the card may be ahead of us
 * @param refusedAfterCounter statuses that the card gives after it stored the counter: only after such a refusal a new
 *     counter is safe (design rule 3)
 * @param replay statuses that say that the counter is not above the card's
 * @param memoryFull what says that the card's memory is full
 * @param wideReference whether long messages carry a reference of 16 bits instead of 8
 * @param strict whether settings that the standard forbids are refused, as AES without a checked counter
 */
public record CardReading(
        CounterRule counterRule,
        boolean shared,
        Resync resync,
        Set<Integer> refusedAfterCounter,
        Set<Integer> replay,
        MemoryFull memoryFull,
        boolean wideReference,
        boolean strict) {
    private static final int COUNTER_LOW = 0x02;

    /** What is taken of a card whose profile says nothing. */
    public static final CardReading DEFAULT = new CardReading(
            CounterRule.PER_KEY_VERSION,
            false,
            Resync.DEFAULT,
            Set.of(),
            Set.of(COUNTER_LOW),
            MemoryFull.DEFAULT,
            false,
            false);

    /** @throws IllegalArgumentException where a field is out of its range, or 00 counts as a refusal */
    public CardReading {
        refusedAfterCounter = sorted(refusedAfterCounter);
        replay = sorted(replay);
        if (refusedAfterCounter.stream().anyMatch(replay::contains)) {
            throw new IllegalArgumentException("expected each status in one of the two lists");
        }
    }

    private static Set<Integer> sorted(Set<Integer> statuses) {
        for (int status : statuses) {
            if (status < 1 || status > 0xFF) {
                throw new IllegalArgumentException("status: expected 01 to ff");
            }
        }
        return Collections.unmodifiableSet(new TreeSet<>(statuses));
    }
}
