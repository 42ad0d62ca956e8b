// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.card.CardRows;

/** Cards imported without a job. */
class CardImportTest extends PlanFixture {
    @Test
    void anImportAddsUpdatesAndRefusesAndDoneTwiceChangesNothing() throws IOException {
        String csv = HEADER + row(1) + row(2) + row(1) + "12345,491,,,,,,,\n";

        assertThat(importing(csv, false)).isEqualTo(new CardImport.Result(2, 0, 0, 2));
        assertThat(importing(csv, false)).isEqualTo(new CardImport.Result(0, 0, 2, 2));
        String moved = csv.replace("+4917000002", "+4917000099");
        assertThat(importing(moved, false)).isEqualTo(new CardImport.Result(0, 1, 1, 2));
        String keys = moved.replaceFirst(KEY, "ff".repeat(16));
        assertThat(importing(keys, false)).isEqualTo(new CardImport.Result(0, 0, 2, 2));
        assertThat(importing(keys.replace(row(1), ""), true)).isEqualTo(new CardImport.Result(0, 1, 1, 1));
    }

    @Test
    void aSecondRowOfACardIsSeenHoweverFarBehind() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 1; i <= RowBatches.SIZE + 5; i++) {
            csv.append(row(i)).append(i == 3 ? "12345,491,,,,,,,\n" : "");
        }
        List<String> refused = new ArrayList<>();
        try (CardRows rows = CardRows.open(
                file("import.csv", csv + row(2) + row(RowBatches.SIZE + 4)), number -> number.replace("+", ""))) {
            new CardImport(store, vault, profiles, InstantSource.fixed(NOW))
                    .run(rows, false, bad -> refused.add(bad.reason()));
        }

        assertThat(refused).hasSize(3);
        assertThat(refused.get(1)).contains("line 3 has it");
        assertThat(refused.get(2)).contains("line " + (RowBatches.SIZE + 6) + " has it");
    }

    private CardImport.Result importing(String csv, boolean replaceKeys) throws IOException {
        try (CardRows rows = CardRows.open(file("import.csv", csv), number -> number.replace("+", ""))) {
            return new CardImport(store, vault, profiles, InstantSource.fixed(NOW)).run(rows, replaceKeys, bad -> {});
        }
    }
}
