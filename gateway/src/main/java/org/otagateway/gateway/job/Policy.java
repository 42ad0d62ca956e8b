// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How hard a job tries.
 *
 * @param attempts sends of one packet, the same octets, 1 to 100
 * @param validity how long the SMSC tries, 1 second to 63 days
 * @param response the wait for the proof of receipt after the final receipt or the validity, 1 ms to 63 days
 * @param retryAfter the pause before the next send, doubling, 1 ms to 63 days
 * @param expires from its start the job gives up on a card after this, 1 second to 10 years
 * @param restarts how often one card's plan of several packets is begun again, or one of its steps repeated, 0 to 100
 * @param rate short messages a second, 1 to 100,000; empty: what the links carry
 * @param probe whether a harmless packet goes first where the card's counter was never placed
 * @param stopAfterFailures the share of outcomes, in percent above 0 up to 100, at which failures pause the job; empty:
 *     never
 */
public record Policy(
        int attempts,
        Duration validity,
        Duration response,
        Duration retryAfter,
        Duration expires,
        int restarts,
        OptionalInt rate,
        boolean probe,
        OptionalDouble stopAfterFailures) {
    // TS 23.040 clause 9.2.3.12.1: the longest validity that a short message can have is 63 weeks; nobody waits so
    // long.
    private static final Duration LONGEST = Duration.ofDays(63);

    /** What a job file without a policy means. */
    public static final Policy DEFAULT = new Policy(
            5,
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofDays(14),
            10,
            OptionalInt.empty(),
            false,
            OptionalDouble.empty());

    /** @throws IllegalArgumentException where a field is out of its range; the message names it as the job file does */
    public Policy {
        within("attempts", attempts, 1, 100);
        within("validity", validity, Duration.ofSeconds(1), LONGEST);
        within("response", response, Duration.ofMillis(1), LONGEST);
        within("retry-after", retryAfter, Duration.ofMillis(1), LONGEST);
        within("expires", expires, Duration.ofSeconds(1), Duration.ofDays(3660));
        within("restarts", restarts, 0, 100);
        if (rate.isPresent()) {
            within("rate", rate.getAsInt(), 1, 100_000);
        }
        if (stopAfterFailures.isPresent()
                && !(stopAfterFailures.getAsDouble() > 0 && stopAfterFailures.getAsDouble() <= 100)) {
            throw new IllegalArgumentException("stop-after-failures: expected above 0 % up to 100 %");
        }
    }

    private static void within(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + ": expected " + min + " to " + max + ", got " + value);
        }
    }

    private static void within(String field, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(field + ": expected " + min + " to " + max + ", got " + value);
        }
    }
}
