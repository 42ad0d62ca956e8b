// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.bench.CheapPeer;
import org.otagateway.gateway.bench.SmppBench;
import org.otagateway.gateway.bench.SmppFigures;
import org.otagateway.smpp.link.Endpoint;

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
            for (String contender : new String[] {"ours", "oursKeysFromOctets", "bouncyCastle", "jdkShare"}) {
                assertThat(one.get(contender).get("cpuNanos").asDouble()).isPositive();
                assertThat(one.get(contender).get("allocatedOctets").asDouble()).isPositive();
            }
            assertThat(one.get("speedOfBouncyCastle").asDouble()).isPositive();
        });
        // with the C program or with the reason why not, never silently without
        assertThat(figures.has("openSslMissing"))
                .isEqualTo(figures.get("openSsl").isEmpty());
    }

    @Test
    void theSmppBenchTellsEveryCaseOfBothContenders() throws IOException, InterruptedException {
        SmppBench.Plan plan = new SmppBench.Plan(List.of(1, 2), List.of(4), Duration.ofMillis(100), 1, 5);
        try (CheapPeer peer = CheapPeer.start()) {
            SmppFigures figures = new SmppBench(
                            new Endpoint("127.0.0.1", peer.port()), plan, InstantSource.system(), line -> {})
                    .run();
            assertThat(figures.cases()).hasSize(2).allSatisfy(one -> {
                assertThat(one.ours().perSecond()).isPositive();
                assertThat(one.bare().perSecond()).isPositive();
            });
            assertThat(figures.idleOurs()).isPositive();
            assertThat(figures.idleBare()).isPositive();
        }
    }

    @Test
    void theShortPushBenchConfirmsEveryCardAndTellsItsFigures() throws JsonProcessingException {
        Run run = Run.of("bench", "push", "--short", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode figures = JsonLines.MAPPER.readTree(run.out());
        assertThat(figures.get("sizes")).hasSize(1).allSatisfy(size -> {
            assertThat(size.get("confirmed").asLong())
                    .isEqualTo(size.get("cards").asLong());
            assertThat(size.get("cpuMicrosACard").asDouble()).isPositive();
            assertThat(size.get("adapterCpuSeconds").asDouble()).isPositive();
            assertThat(size.get("heapPeak").asLong()).isPositive();
        });
        assertThat(figures.get("ratio").asDouble()).isPositive();
    }

    @Test
    void theShortImportBenchTellsTimesWithSqliteOrThatItIsMissing() throws JsonProcessingException {
        Run run = Run.of("bench", "import", "--short", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode figures = JsonLines.MAPPER.readTree(run.out());
        assertThat(figures.get("seconds").asDouble()).isPositive();
        assertThat(figures.get("cpuSeconds").asDouble()).isPositive();
        assertThat(figures.has("timesSqlite")).isNotEqualTo(figures.has("sqliteMissing"));
    }

    @Test
    void aNumberOfCardsThatIsNoneIsWrongUsage() {
        Run run = Run.of("bench", "push", "--cards", "10,0");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("expected 1 to 10000000 cards, got '0'");
    }
}
