// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.util.Map;
import org.otagateway.gateway.outcome.Outcome;

/**
 * How far a job is, at one moment.
 *
 * @param jobId the job's row
 * @param planned rows planned so far
 * @param outcomes deliveries of each outcome, pending among them; zeros included
 * @param submitted submit_sm written by this process
 */
public record JobProgress(long jobId, long planned, Map<Outcome, Long> outcomes, long submitted) {
    public JobProgress {
        outcomes = Map.copyOf(outcomes);
    }

    /** Deliveries with that outcome. */
    public long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Deliveries with a final word. */
    public long done() {
        return planned - count(Outcome.PENDING);
    }
}
