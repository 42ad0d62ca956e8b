// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;

/** Lets a job send so many short messages a second, at most a tenth of a second's worth at once. */
final class Pacer {
    private final double perSecond;
    private double saved = 1;
    private Instant last;

    Pacer(int perSecond, Instant now) {
        this.perSecond = perSecond;
        this.last = now;
    }

    /**
     * Short messages that may go now.
     *
     * @param share this gateway's part of the rate, 0 to 1
     */
    int room(Instant now, double share) {
        double seconds = Math.max(0, Duration.between(last, now).toNanos() / 1e9);
        saved = Math.min(saved + seconds * perSecond * share, Math.max(1, perSecond * share / 10));
        last = now;
        return (int) saved;
    }

    /** That many go; a packet is not cut, so it may be more than there was room for. */
    void take(int segments) {
        saved -= segments;
    }
}
