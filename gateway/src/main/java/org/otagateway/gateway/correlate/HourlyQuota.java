// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import java.time.Instant;

/** So many of something in an hour, so that a flood of it does not fill the store. The writer's thread alone uses it. */
final class HourlyQuota {
    private static final long HOUR = 3600;

    private final int most;
    private long hour = Long.MIN_VALUE;
    private int used;

    HourlyQuota(int most) {
        this.most = most;
    }

    /** Takes one, where one is left. */
    boolean allows(Instant now) {
        long current = Math.floorDiv(now.getEpochSecond(), HOUR);
        if (current != hour) {
            hour = current;
            used = 0;
        }
        used++;
        return used <= most;
    }
}
