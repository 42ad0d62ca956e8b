// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What the job and its resolved application say about sending.
 *
 * @param attempts sends of one packet, from 1
 * @param validity how long the SMSC tries one send
 * @param response how long the PoR is waited for
 * @param retryAfter the pause before the second send; doubles with each
 * @param expiresAt when the job gives up on a card
 * @param restarts recoveries and repeated steps of one plan, from 0
 * @param probe whether a harmless packet goes first where the counter was never placed
 * @param repeatable executing the script twice does no harm
 * @param counting how the card checks the counter
 * @param por which PoR is asked for
 * @param integrity the SPI asks for a PoR whose check needs the card's key
 * @param afterCounter response statuses that this card gives after it stored the counter
 * @param replay response statuses that say that the counter is not above the card's; 02 as a rule
 */
public record SendPolicy(
        int attempts,
        Duration validity,
        Duration response,
        Duration retryAfter,
        Instant expiresAt,
        int restarts,
        boolean probe,
        boolean repeatable,
        Counting counting,
        PorAsked por,
        boolean integrity,
        Set<Integer> afterCounter,
        Set<Integer> replay) {

    /** How the card checks the counter, SPI1 bits b5b4 (TS 102 225 clause 5.1.1). */
    public enum Counting {
        /** 00 and 01: every copy may run. */
        UNCHECKED,
        /** 10: accepted if higher; at most one copy runs. */
        HIGHER,
        /** 11: accepted if exactly one higher; a gap blocks all that follow. */
        NEXT
    }

    /** Which PoR is asked for, SPI2 bits b2b1. */
    public enum PorAsked {
        NONE,
        ALWAYS,
        ON_ERROR
    }

    /** @throws IllegalArgumentException where there is no attempt, or a duration is negative */
    public SendPolicy {
        if (attempts < 1 || restarts < 0) {
            throw new IllegalArgumentException(
                    "attempts: expected 1 or more and no restarts below 0, got " + attempts + " and " + restarts);
        }
        if (validity.isNegative() || response.isNegative() || retryAfter.isNegative()) {
            throw new IllegalArgumentException("durations: expected none below zero");
        }
        afterCounter = Set.copyOf(afterCounter);
        replay = Set.copyOf(replay);
    }

    /** The same octets may go out again (design rule 3). */
    boolean mayResend() {
        return counting != Counting.UNCHECKED || repeatable;
    }
}
