// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long version, which .ci/soak runs, sets ota.kill.cards, ota.kill.kills and ota.kill.seed. */
class KillIT {
    private static final int CARDS = Integer.getInteger("ota.kill.cards", 300);
    private static final int KILLS = Integer.getInteger("ota.kill.kills", 3);
    private static final long SEED = Long.getLong("ota.kill.seed", 20261124L);

    @TempDir
    private Path directory;

    @Test
    void aPushThatIsKilledGoesOnAndNoCardRunsTwice() throws Exception {
        JsonNode result = new KilledPush(directory, CARDS, KILLS, SEED, 100, null).run();
        assertThat(result.get("outcomes").get("confirmed").asInt()).isGreaterThan(CARDS / 2);
    }

    @Test
    void nothingBreaksWhereTheDiskLosesWhatWasNotSynced() throws Exception {
        JsonNode result = new KilledPush(directory, CARDS, KILLS, SEED + 1, 100, LostWrites.library(directory)).run();
        assertThat(result.get("outcomes").get("confirmed").asInt()).isGreaterThan(CARDS / 2);
    }
}
