// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.outcome.DeliveryRules;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.ReportQueries;
import org.otagateway.gateway.store.Store;

/**
 * What a job came to, as the store has it.
 *
 * @param outcomes cards of each outcome, zeros included
 * @param asked of the unconfirmed those whose job asked for no PoR
 */
record JobSummary(Job job, Map<Outcome, Long> outcomes, long asked, ReportQueries.Totals totals) {
    static JobSummary of(Store store, Job job) {
        return store.read(view -> new JobSummary(
                job,
                view.reports().outcomes(job.id()),
                view.reports().unconfirmedWithDetail(job.id(), DeliveryRules.NO_POR_ASKED),
                view.reports().totals(job.id())));
    }

    long total() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All well only where every card is confirmed, or unconfirmed because the job asked for no PoR. */
    ExitCode exitCode() {
        long good = count(Outcome.CONFIRMED) + asked;
        return good == total() && job.rejectedRows() == 0 ? ExitCode.ALL_WELL : ExitCode.OTHER_OUTCOME;
    }

    long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** @param seconds that the command took */
    ObjectNode toJson(double seconds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("job", job.name());
        json.put("id", job.id());
        json.put("run", job.run());
        json.put("state", job.state().name().toLowerCase(Locale.ROOT));
        json.put("total", total());
        ObjectNode counts = json.putObject("outcomes");
        for (Outcome outcome : IN_ORDER) {
            counts.put(outcome.label(), count(outcome));
        }
        json.put("packets", totals.packets());
        json.put("segments", totals.segments());
        json.put("segments_submitted", totals.segmentsSubmitted());
        json.put("rejected_rows", job.rejectedRows());
        json.put("seconds", Math.round(seconds * 1000) / 1000.0);
        return json;
    }

    /** A table for people. */
    void print(PrintStream out) {
        out.printf("job %d, %s%s%n", job.id(), job.name(), job.run() > 1 ? ", run " + job.run() : "");
        long total = total();
        for (Outcome outcome : IN_ORDER) {
            long count = count(outcome);
            if (count > 0 || outcome == Outcome.CONFIRMED) {
                out.printf(
                        Locale.ROOT,
                        "  %-12s %9d  %5.1f %%%n",
                        outcome.label(),
                        count,
                        total == 0 ? 0.0 : 100.0 * count / total);
            }
        }
        out.printf("  %-12s %9d%n", "total", total);
        if (job.rejectedRows() > 0) {
            out.printf("  %d rows of the card file were rejected%n", job.rejectedRows());
        }
        out.printf(
                "  %d packets of %d segments, %d segments submitted%n",
                totals.packets(), totals.segments(), totals.segmentsSubmitted());
    }

    /** As the contract lists them: what is final first. */
    private static final Outcome[] IN_ORDER = {
        Outcome.CONFIRMED,
        Outcome.FAILED,
        Outcome.REFUSED,
        Outcome.ACCEPTED,
        Outcome.UNCONFIRMED,
        Outcome.UNDELIVERED,
        Outcome.EXPIRED,
        Outcome.CANCELLED,
        Outcome.PENDING
    };
}
