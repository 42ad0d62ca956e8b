// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** That the benchmark runs and tells all it should; nothing here depends on how fast. */
class BenchTest {
    @Test
    void theShortPacketBenchChecksItsOctetsAndTellsEveryCase() throws JsonProcessingException {
        Run run = Run.of("bench", "packet", "--short", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode figures = JsonLines.MAPPER.readTree(run.out());
        // each vector sealed and opened by three contenders, at the least
        assertThat(figures.get("packetsChecked").asInt()).isGreaterThan(600);
        assertThat(figures.get("cases")).hasSize(3 * 4 * 2).allSatisfy(one -> {
            for (String contender : new String[] {"ours", "oursKeysFromOctets", "bouncyCastle"}) {
                assertThat(one.get(contender).get("cpuNanos").asDouble()).isPositive();
                assertThat(one.get(contender).get("allocatedOctets").asDouble()).isPositive();
            }
            assertThat(one.get("speedOfBouncyCastle").asDouble()).isPositive();
        });
        // with the C program or with the reason why not, never silently without
        assertThat(figures.has("openSslMissing"))
                .isEqualTo(figures.get("openSsl").isEmpty());
    }
}
