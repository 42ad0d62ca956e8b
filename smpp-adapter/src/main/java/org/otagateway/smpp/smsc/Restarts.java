// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Duration;

/**
 * When the SMSC goes away: it cuts all connections and takes none for a while, but forgets no message.
 *
 * @param every from one start to the next outage; zero for never
 * @param outage how long each lasts
 */
public record Restarts(Duration every, Duration outage) {
    /** It stays. */
    public static final Restarts NEVER = new Restarts(Duration.ZERO, Duration.ZERO);

    /** @throws IllegalArgumentException where a duration is negative */
    public Restarts {
        if (every.isNegative() || outage.isNegative()) {
            throw new IllegalArgumentException("restart: expected no negative duration");
        }
    }
}
