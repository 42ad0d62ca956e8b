// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.Evidence;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.Progress;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;

/** A finished job of many cards, written into a store without sending: every thousandth card has failed. */
final class GeneratedJob {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final int BATCH = 2_000;
    private static final int FAILED_EVERY = 1_000;

    private GeneratedJob() {}

    static JobDefinition definition(Path directory) throws java.io.IOException {
        Path file = Files.writeString(
                directory.resolve("generated.yaml"),
                "name: generated\napplication: usim-rfm\nscript: [00A40004026F46]\n");
        return JobFile.read(file, CardProfiles.load(null), Optional.empty()).definition();
    }

    static String iccid(long row) {
        return String.format(Locale.ROOT, "8988211%012d", row);
    }

    /** Its number. */
    static long write(Store store, JobDefinition definition, int rows) {
        Job job = store.submit(tx -> tx.jobs().insert("ab".repeat(32), 1, definition, NOW))
                .join();
        for (int first = 1; first <= rows; first += BATCH) {
            int from = first;
            int to = Math.min(rows, first + BATCH - 1);
            int written = store.submit(tx -> {
                        for (int row = from; row <= to; row++) {
                            delivery(tx, job.id(), row);
                        }
                        tx.jobs().addPlanned(job.id(), to - from + 1, 0);
                        return to;
                    })
                    .join();
            if (written == rows) {
                store.submit(tx -> {
                            tx.jobs().setPlanningDone(job.id());
                            tx.jobs().setFinished(job.id(), NOW);
                            return 0;
                        })
                        .join();
            }
        }
        return job.id();
    }

    private static void delivery(Transaction tx, long jobId, int row) {
        Card card = tx.cards().insert(iccid(row), "4917" + row, null, null, "generic", NOW);
        long id = tx.deliveries().plan(jobId, row, card.id(), NOW, "{}", null);
        DeliveryRow planned = Objects.requireNonNull(tx.deliveryStates().find(id));
        Outcome outcome = row % FAILED_EVERY == 0 ? Outcome.FAILED : Outcome.CONFIRMED;
        Evidence evidence = new Evidence(true, 0, 1, 0x9000, null, "DELIVRD", null, NOW, null);
        tx.deliveryStates()
                .update(
                        planned,
                        planned.with(
                                new DeliveryState(Phase.FINAL, outcome, null, 1, 0, evidence, Progress.START), null));
    }
}
