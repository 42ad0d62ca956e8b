// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * So many events of one delivery in a day, so that a flood of messages for one card does not fill the store, and only of so
 * many deliveries, so that its own counting does not fill the memory. The writer's thread alone uses it.
 */
final class DailyQuota {
    private static final long DAY = 86_400;

    private final int most;
    private final int deliveries;
    private final Map<Long, Integer> used = new HashMap<>();
    private long day = Long.MIN_VALUE;

    DailyQuota(int most, int deliveries) {
        this.most = most;
        this.deliveries = deliveries;
    }

    /** What becomes of an event. */
    enum Verdict {
        KEPT,
        /** It is kept, and those that follow on that day are not. */
        LAST,
        DROPPED
    }

    /** Takes one of a delivery, where one is left. */
    Verdict take(long delivery, Instant now) {
        long current = Math.floorDiv(now.getEpochSecond(), DAY);
        if (current != day) {
            day = current;
            used.clear();
        }
        int before = used.getOrDefault(delivery, 0);
        if (before >= most || (before == 0 && used.size() >= deliveries)) {
            return Verdict.DROPPED;
        }
        used.put(delivery, before + 1);
        return before + 1 == most ? Verdict.LAST : Verdict.KEPT;
    }
}
