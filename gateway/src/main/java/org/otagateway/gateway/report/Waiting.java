// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.outcome.WaitCause;
import org.otagateway.gateway.store.ReadView;

/**
 * Why cards of a job have no outcome yet.
 *
 * @param causes cards by what they wait for, zeros included
 * @param holding cards that a plan of the job holds between two of its packets: other jobs wait for them
 */
public record Waiting(Map<WaitCause, Long> causes, long holding) {
    /** So many cards are looked at one by one, so that a large job is shown in time. */
    private static final int MOST = 50_000;

    static Waiting of(ReadView view, Job job, Instant now) {
        return job.finished() == null
                ? new Waiting(view.waits().causes(job, now, MOST), view.waits().holding(job.id()))
                : new Waiting(Map.of(), 0);
    }

    private long count(WaitCause cause) {
        return causes.getOrDefault(cause, 0L);
    }

    void addTo(ObjectNode json) {
        ObjectNode counts = json.putObject("waiting");
        for (WaitCause cause : WaitCause.values()) {
            counts.put(cause.label(), count(cause));
        }
        json.put("holding", holding);
    }

    static Waiting fromJson(JsonNode json) {
        Map<WaitCause, Long> causes = new EnumMap<>(WaitCause.class);
        for (WaitCause cause : WaitCause.values()) {
            causes.put(cause, json.path("waiting").path(cause.label()).asLong());
        }
        return new Waiting(causes, json.path("holding").asLong());
    }

    /** For people: one line a cause. */
    public void print(PrintStream out) {
        for (WaitCause cause : WaitCause.values()) {
            if (count(cause) > 0) {
                out.printf("  waiting: %-12s %9d%n", cause.label(), count(cause));
            }
        }
        if (holding > 0) {
            out.printf("  holds %d cards between two packets of their plan; other jobs wait for them%n", holding);
        }
    }
}
