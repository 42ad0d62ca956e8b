// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;

class ReportTest {
    private static final int ROWS = 12_003;

    @TempDir
    private Path directory;

    private static List<String> lines(Store store, long job, ReportForm form, Set<Outcome> outcomes) {
        Report report = new Report(store, job, new ReportOrder(form, outcomes));
        List<String> lines = new ArrayList<>();
        for (String piece = report.next(); piece != null; piece = report.next()) {
            assertThat(piece.lines().count()).as("a piece is small").isLessThanOrEqualTo(501);
            piece.lines().forEach(lines::add);
        }
        return lines;
    }

    @Test
    void everyRowIsToldOnceAndFewAreFoundAmongMany() throws Exception {
        try (Store store =
                Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced())) {
            long job = GeneratedJob.write(store, GeneratedJob.definition(directory), ROWS);

            List<String> all = lines(store, job, ReportForm.CSV, EnumSet.allOf(Outcome.class));
            assertThat(all).hasSize(ROWS + 1).doesNotHaveDuplicates().first().isEqualTo(ReportForm.HEADER);
            assertThat(all.get(ROWS)).startsWith(GeneratedJob.iccid(ROWS) + ",");
            List<String> failed = lines(store, job, ReportForm.JSON_LINES, EnumSet.of(Outcome.FAILED, Outcome.REFUSED));
            assertThat(failed).hasSize(ROWS / 1_000).allMatch(line -> line.contains("\"outcome\":\"failed\""));
            assertThat(failed.get(11)).contains(GeneratedJob.iccid(12_000));
            assertThat(lines(store, job, ReportForm.CSV, EnumSet.of(Outcome.PENDING)))
                    .containsExactly(ReportForm.HEADER);
            assertThat(lines(store, job + 1, ReportForm.JSON_LINES, EnumSet.allOf(Outcome.class)))
                    .isEmpty();
        }
    }
}
