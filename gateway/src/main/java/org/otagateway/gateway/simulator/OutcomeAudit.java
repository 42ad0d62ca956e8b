// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Checks the report of a push against what the cards did: an outcome that claims more than the journal has is a lie. */
final class OutcomeAudit {
    private static final Set<String> OUTCOMES = Set.of(
            "confirmed",
            "failed",
            "refused",
            "accepted",
            "unconfirmed",
            "undelivered",
            "expired",
            "cancelled",
            "pending");

    private final Map<String, CardTrace> cards;
    private final boolean onceACard;
    private final Consumer<String> violation;

    /** @param onceACard false where a delivery has several packets: the last may be refused after others ran */
    OutcomeAudit(Map<String, CardTrace> cards, boolean onceACard, Consumer<String> violation) {
        this.cards = cards;
        this.onceACard = onceACard;
        this.violation = violation;
    }

    void check(Path report) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(report)) {
            CsvRows rows = new CsvRows(in);
            List<String> header = rows.read();
            if (header == null || !header.containsAll(List.of("iccid", "outcome", "counter", "status_word"))) {
                throw new IOException(report + ": expected the columns of a report");
            }
            Set<String> seen = new HashSet<>();
            for (List<String> row = rows.read(); row != null; row = rows.read()) {
                String iccid = row.get(header.indexOf("iccid"));
                if (!seen.add(iccid)) {
                    violation.accept(iccid + ": more than one outcome");
                }
                check(
                        iccid,
                        row.get(header.indexOf("outcome")),
                        row.get(header.indexOf("counter")),
                        row.get(header.indexOf("status_word")));
            }
        } catch (CsvRows.CsvException | IndexOutOfBoundsException e) {
            throw new IOException(report + ": expected the columns of a report", e);
        }
    }

    private static boolean ran(CardTrace trace, String counter) {
        return trace.executions.stream()
                .anyMatch(run -> Long.toString(run.counter()).equals(counter));
    }

    private void check(String iccid, String outcome, String counter, String statusWord) {
        CardTrace trace = cards.getOrDefault(iccid, new CardTrace());
        boolean ran = !trace.executions.isEmpty();
        String problem = switch (outcome) {
            case "confirmed", "failed" ->
                trace.executions.stream().anyMatch(run -> run.statusWord().equals(statusWord))
                        ? null
                        : "no execution with status word " + statusWord;
            case "accepted" ->
                counter.isEmpty() || !trace.accepted.contains(Long.parseLong(counter))
                        ? "the card never took counter " + counter
                        : null;
            case "refused", "cancelled" -> ran && (onceACard || ran(trace, counter)) ? "the card executed" : null;
            case "unconfirmed", "undelivered", "expired" ->
                onceACard && trace.proven ? "the gateway acknowledged a PoR of the card with status 00" : null;
            default -> OUTCOMES.contains(outcome) ? null : "no such outcome";
        };
        if (problem != null) {
            violation.accept(iccid + ": outcome " + outcome + ", yet " + problem);
        }
    }
}
