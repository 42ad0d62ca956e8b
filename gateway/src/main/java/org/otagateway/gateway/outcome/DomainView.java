// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A counter domain as one event finds it.
 *
 * @param takenUntil when it, or its card, may be free again; null where it is free
 * @param spent the highest value spent
 * @param placed the value at which the card's counter is known to have been at least; null: never placed
 * @param operatorsWord it was placed by the operator's cntrN, not by a PoR
 * @param shared another system also spends its values
 * @param behind a verified 02 came while the card's counter may have been above
 * @param probes harmless packets look for the card's counter then
 * @param mayLeap a packet may leap then, since leaps are left and the card takes any higher value
 * @param nearEnd few values are left, as counters go
 * @param exhausted no value is left
 * @param olderUnresolved under counter setting 11: an older packet must go out again first
 */
public record DomainView(
        @Nullable Instant takenUntil,
        long spent,
        @Nullable Long placed,
        boolean operatorsWord,
        boolean shared,
        boolean behind,
        boolean probes,
        boolean mayLeap,
        boolean nearEnd,
        boolean exhausted,
        boolean olderUnresolved) {

    /** The card's counter may be above ours: an 02 said so where nothing says the contrary. */
    boolean lost() {
        return behind && unknown();
    }

    /** Nothing says that the card's counter is below a value of ours. */
    boolean unknown() {
        return placed == null || shared;
    }
}
