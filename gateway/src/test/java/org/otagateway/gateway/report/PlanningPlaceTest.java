// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.store.Work;

/** A job that is not planned to its end says which gateway has its card file. */
class PlanningPlaceTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

    @TempDir
    Path directory;

    private static <T> T write(Store store, Work<T> work) {
        return store.submit(work).join();
    }

    private static JobSummary summary(Store store, long id) {
        Job job = Objects.requireNonNull(store.read(view -> view.jobs().find(id)));
        return JobSummary.fromJson(JobSummary.of(store, job, NOW).toFullJson());
    }

    @Test
    void itIsToldUntilAllIsPlanned() throws IOException {
        JobDefinition definition = GeneratedJob.definition(directory);
        try (Store store =
                Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced())) {
            long id = write(
                    store,
                    tx -> tx.jobs().insert("ab".repeat(32), 1, definition, NOW).id());
            assertThat(summary(store, id).planning()).isNull();

            int unused = write(store, tx -> {
                PlanningPlace.note(tx.facts(), id, "east 1", NOW);
                return 0;
            });
            JobSummary open = summary(store, id);
            assertThat(open.planning()).isEqualTo(new PlanningPlace("east 1", NOW, null));
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            open.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("planning: the card file was handed to gateway east 1 at " + NOW
                            + ", which goes on with it");

            int unusedToo = write(store, tx -> {
                tx.jobs().setPlanningDone(id);
                return 0;
            });
            assertThat(summary(store, id).planning()).isNull();
        }
    }

    @Test
    void aGatewayThatIsGoneIsSaidToBe() {
        PlanningPlace place = new PlanningPlace("east", NOW, NOW.plusSeconds(5));
        assertThat(PlanningPlace.fromJson(place.toJson())).isEqualTo(place);
        assertThat(place.toString())
                .endsWith(
                        "it is gone since 2026-02-03T04:05:11.789Z: start it again, or hand the same files to another");
    }
}
