// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.otagateway.gateway.delivery.Effects.OutcomeChange;
import org.otagateway.gateway.outcome.Outcome;

/** Counts outcomes of one job as they turn, so that nobody needs to ask the store. Thread-safe. */
final class JobTally {
    private static final int LEAST_OUTCOMES = 20;

    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private long submitted;
    private long finals;
    private long failures;

    /** @param counts as the store has them now */
    JobTally(Map<Outcome, Long> counts) {
        this.counts.putAll(counts);
    }

    synchronized void add(OutcomeChange change) {
        counts.merge(change.before(), -1L, Long::sum);
        counts.merge(change.after(), 1L, Long::sum);
        if (change.before() == Outcome.PENDING) {
            finals++;
            failures += fails(change) ? 1 : 0;
        } else if (change.ok() && failures > 0) {
            failures--;
        }
    }

    private static boolean fails(OutcomeChange change) {
        return !change.ok() && change.after() != Outcome.CANCELLED && change.after() != Outcome.ACCEPTED;
    }

    synchronized void submitted(int segments) {
        submitted += segments;
    }

    /** Rows that were planned since. */
    synchronized void planned(long total) {
        long known = counts.values().stream().mapToLong(Long::longValue).sum();
        counts.merge(Outcome.PENDING, Math.max(total - known, 0), Long::sum);
    }

    /** Whether the share of failures, of at least 20 outcomes since this process took the job up, is above the limit. */
    synchronized boolean tooManyFailures(OptionalDouble percent) {
        return percent.isPresent() && finals >= LEAST_OUTCOMES && failures * 100.0 > percent.getAsDouble() * finals;
    }

    synchronized String failures() {
        return failures + " of " + finals + " cards failed";
    }

    synchronized JobProgress snapshot(long jobId) {
        long planned = counts.values().stream().mapToLong(Long::longValue).sum();
        return new JobProgress(jobId, planned, counts, submitted);
    }
}
