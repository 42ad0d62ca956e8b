// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.PacketState;
import org.otagateway.gateway.outcome.StepVisit;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.bytes.Octets;

/** What is dropped of jobs that ended long ago, and what stays. */
class RetentionTest {
    private static final int ROWS = 2_350;
    private static final Instant LATER = GeneratedJob.NOW.plus(Duration.ofDays(91));

    @TempDir
    private Path directory;

    private static boolean drop(Transaction tx, long job) {
        return tx.jobArchive().drop(job, 100);
    }

    private static Job job(Store store, long id) {
        return store.read(view -> Objects.requireNonNull(view.jobs().find(id)));
    }

    private static long next(Store store, Instant before) {
        return store.submit(tx -> tx.jobArchive().next(before, LATER)).join();
    }

    /** A packet of the delivery in row {@code row}, whose copies may still be in the network. */
    private static void underWay(Store store, int row) {
        int unused = store.submit(tx -> {
                    PacketState packet = PacketState.first(AttemptKind.SCRIPT, 7, 1, LATER);
                    tx.attempts()
                            .insert(
                                    new AttemptRow(
                                            tx.attempts().nextId(),
                                            row,
                                            row,
                                            row,
                                            StepVisit.FIRST,
                                            1,
                                            1,
                                            Octets.hex("aa"),
                                            null,
                                            null,
                                            packet),
                                    GeneratedJob.NOW);
                    return 0;
                })
                .join();
    }

    @Test
    void theDetailsOfAJobGoInSlicesAndWhatItCameToStays() throws Exception {
        try (Store store =
                Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced())) {
            long job = GeneratedJob.write(store, GeneratedJob.definition(directory), ROWS);
            underWay(store, 150);
            JobSummary before = JobSummary.of(store, job(store, job), LATER);
            assertThat(next(store, GeneratedJob.NOW))
                    .as("it ended then, and not before")
                    .isZero();
            assertThat(next(store, LATER.minus(Duration.ofDays(90)))).isEqualTo(job);

            int slices = 0;
            while (store.submit(tx -> drop(tx, job)).join()) {
                slices++;
                if (slices == 5) {
                    JobSummary between = JobSummary.of(store, job(store, job), LATER);
                    assertThat(between.outcomes()).isEqualTo(before.outcomes());
                }
            }

            assertThat(slices).isEqualTo(ROWS / 100 + 1);
            assertThat(next(store, LATER)).as("it is done once").isZero();
            JobSummary after = JobSummary.of(store, job(store, job), LATER);
            assertThat(after.outcomes()).isEqualTo(before.outcomes());
            assertThat(after.totals()).isEqualTo(before.totals());
            assertThat(after.exitCode()).isEqualTo(before.exitCode());
            assertThat(after.dropped()).isEqualTo(LATER);
            assertThat(JobSummary.fromJson(after.toFullJson()).dropped()).isEqualTo(LATER);
            long kept = store.read(view -> view.deliveries().count(job));
            assertThat(kept).as("a packet under way is needed").isEqualTo(1);
            long cards = store.read(view -> view.cards().count());
            assertThat(cards).isEqualTo(ROWS);
            assertThatThrownBy(() -> new Report(store, job, ReportOrder.ALL).next())
                    .isInstanceOf(UserError.class)
                    .hasMessage("JOB: expected a job whose details are kept, got '" + job
                            + "': retention dropped them since " + LATER + ", jobs show tells what it came to");
            assertThat(after.count(Outcome.FAILED)).isEqualTo(ROWS / 1_000);
        }
    }

    @Test
    void eventsGoOldestFirst() {
        try (Store store =
                Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced())) {
            int unused = store.submit(tx -> {
                        for (int day = 0; day < 20; day++) {
                            tx.events().append(GeneratedJob.NOW.plus(Duration.ofDays(day)), 1L, null, "hint", "06");
                        }
                        return 0;
                    })
                    .join();
            Instant tenth = GeneratedJob.NOW.plus(Duration.ofDays(10));

            assertThat(store.submit(tx -> tx.jobArchive().dropEvents(tenth, 4)).join())
                    .isTrue();
            assertThat(store.submit(tx -> tx.jobArchive().dropEvents(tenth, 100))
                            .join())
                    .isFalse();

            Instant first =
                    store.read(view -> view.history().past(1, 100).get(0).happened());
            int left = store.read(view -> view.history().past(1, 100).size());
            assertThat(first).isEqualTo(tenth);
            assertThat(left).isEqualTo(10);
        }
    }
}
