// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.SecretOctets;

/**
 * Many seeds of {@link Simulation}. {@code -Dota.simulation.seeds=N} runs more, {@code -Dota.simulation.first=N} starts
 * elsewhere.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("ota.simulation.seeds", 60);
    private static final int FIRST = Integer.getInteger("ota.simulation.first", 1);

    @TempDir
    Path directory;

    @Test
    void noSeedBreaksARule() {
        Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
        try (Store store =
                Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced())) {
            int ran = 0;
            for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
                Simulation simulation = new Simulation(seed, store, vault);
                simulation.run();
                simulation.assertLogged();
                ran++;
            }
            assertThat(ran).isEqualTo(SEEDS);
        }
    }
}
