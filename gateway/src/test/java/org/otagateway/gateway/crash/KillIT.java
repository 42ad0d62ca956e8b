// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillIT {
    private static final int CARDS = 300;
    private static final int KILLS = 3;

    @TempDir
    private Path directory;

    @Test
    void aPushThatIsKilledGoesOnAndNoCardRunsTwice() throws Exception {
        JsonNode result = new KilledPush(directory, CARDS, KILLS, 20261124, 100, null).run();
        assertThat(result.get("outcomes").get("confirmed").asInt()).isGreaterThan(CARDS / 2);
    }

    @Test
    void nothingBreaksWhereTheDiskLosesWhatWasNotSynced() throws Exception {
        JsonNode result = new KilledPush(directory, CARDS, KILLS, 7, 100, LostWrites.library(directory)).run();
        assertThat(result.get("outcomes").get("confirmed").asInt()).isGreaterThan(CARDS / 2);
    }
}
