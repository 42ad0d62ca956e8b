// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;

/**
 * How long a link waits. Each from 1 ms to 1 day.
 *
 * @param connect for a connection
 * @param response for a bind response, and for the answer to a segment; after it the segment is unknown
 * @param late how long, from its writing, an answer to an unknown segment is still told
 * @param enquireLink of silence before an enquire_link; without an answer in {@code response} the connection is given up
 * @param backOffMin first pause before the next bind; each failure doubles it
 * @param backOffMax longest pause before the next bind
 * @param backOffRefused pause after a bind was refused for its password, system_id or rights: trying on may lock it
 * @param throttleMin first pause after a temporary refusal; each further one doubles it
 * @param throttleMax longest pause after temporary refusals
 */
public record Timers(
        Duration connect,
        Duration response,
        Duration late,
        Duration enquireLink,
        Duration backOffMin,
        Duration backOffMax,
        Duration backOffRefused,
        Duration throttleMin,
        Duration throttleMax) {
    // In front of the instance below, which is checked against them.
    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofDays(1);

    /** What suits an SMSC over a real network. */
    public static final Timers DEFAULT = new Timers(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMillis(100),
            Duration.ofSeconds(5));

    /** @throws IllegalArgumentException where a field is out of its range, or a minimum above its maximum */
    public Timers {
        Ranges.within("connect time-out", connect, MIN, MAX);
        Ranges.within("response time-out", response, MIN, MAX);
        Ranges.within("late time-out", late, response, MAX);
        Ranges.within("enquire-link interval", enquireLink, MIN, MAX);
        Ranges.within("back-off minimum", backOffMin, MIN, MAX);
        Ranges.within("back-off maximum", backOffMax, backOffMin, MAX);
        Ranges.within("back-off after a refusal", backOffRefused, MIN, MAX);
        Ranges.within("throttle minimum", throttleMin, MIN, MAX);
        Ranges.within("throttle maximum", throttleMax, throttleMin, MAX);
    }
}
