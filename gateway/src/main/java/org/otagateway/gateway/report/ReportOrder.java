// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.otagateway.gateway.outcome.Outcome;

/**
 * What is asked of a report.
 *
 * @param form how its lines are written
 * @param outcomes only cards of these; one at least
 */
public record ReportOrder(ReportForm form, Set<Outcome> outcomes) {
    /** The report of all cards as CSV. */
    public static final ReportOrder ALL = new ReportOrder(ReportForm.CSV, EnumSet.allOf(Outcome.class));

    /** @throws IllegalArgumentException where no outcome is asked for */
    public ReportOrder {
        outcomes = Set.copyOf(outcomes);
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException("outcome: expected one at least");
        }
    }

    /**
     * Reads {@code csv} or {@code jsonl}.
     *
     * @throws IllegalArgumentException for another word; the message says what was expected
     */
    public static ReportForm form(String word) {
        return switch (word) {
            case "csv" -> ReportForm.CSV;
            case "jsonl" -> ReportForm.JSON_LINES;
            default -> throw new IllegalArgumentException("expected csv or jsonl");
        };
    }

    /** As the parameters of a request. */
    public String query() {
        return "format=" + (form == ReportForm.CSV ? "csv" : "jsonl") + "&outcome="
                + outcomes.stream().sorted().map(Outcome::label).collect(Collectors.joining(","));
    }
}
