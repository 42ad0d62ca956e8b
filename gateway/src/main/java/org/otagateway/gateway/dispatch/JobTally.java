// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.otagateway.gateway.delivery.Effects.OutcomeChange;
import org.otagateway.gateway.outcome.Outcome;

/** Counts outcomes of one job as they turn, so that nobody needs to ask the store. Thread-safe. */
final class JobTally {
    private static final Duration RECOUNT = Duration.ofSeconds(1);

    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private long submitted;
    private Instant counted = Instant.EPOCH;

    /** @param counts as the store has them now */
    JobTally(Map<Outcome, Long> counts) {
        this.counts.putAll(counts);
    }

    synchronized void add(OutcomeChange change) {
        counts.merge(change.before(), -1L, Long::sum);
        counts.merge(change.after(), 1L, Long::sum);
    }

    /** Whether so much time has passed that a count of the store is worth its cost; it is then taken as made. */
    synchronized boolean recountDue(Instant now) {
        boolean due = !now.isBefore(counted.plus(RECOUNT));
        counted = due ? now : counted;
        return due;
    }

    /** Takes the counts of the store in place of its own. */
    synchronized void recount(Map<Outcome, Long> stored) {
        counts.clear();
        counts.putAll(stored);
    }

    synchronized void submitted(int segments) {
        submitted += segments;
    }

    /** Rows that were planned since. */
    synchronized void planned(long total) {
        long known = counts.values().stream().mapToLong(Long::longValue).sum();
        counts.merge(Outcome.PENDING, Math.max(total - known, 0), Long::sum);
    }

    synchronized JobProgress snapshot(long jobId) {
        long planned = counts.values().stream().mapToLong(Long::longValue).sum();
        return new JobProgress(jobId, planned, counts, submitted);
    }
}
