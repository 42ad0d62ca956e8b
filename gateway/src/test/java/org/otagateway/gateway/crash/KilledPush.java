// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.SmscProcess;
import org.otagateway.gateway.simulator.JournalAudit;

/**
 * A push to cards behind an SMSC in its own process, with losses, killed with SIGKILL at moments drawn from a seed and
 * started again with the same arguments. The journal of the SMSC then bears witness.
 *
 * @param lossy the preloaded library that knows what was not yet synced, so that it is thrown away at each kill; null for
 *     an honest disk
 */
record KilledPush(
        Path directory,
        int cards,
        int kills,
        long seed,
        int rate,
        @Nullable Path lossy) {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<String> ARGS = List.of(
            "push", "job.yaml", "--cards", "cards.csv", "--config", "gateway.yaml", "--report", "report.csv", "--json");

    /** What the last run printed. */
    JsonNode run() throws IOException, InterruptedException {
        GatewayFiles files = new GatewayFiles(directory);
        files.cards(cards, seed);
        files.job("attempts: 12, validity: PT3S, response: PT2S, retry-after: PT0.4S, expires: PT3H, rate: " + rate);
        SplittableRandom random = new SplittableRandom(seed);
        try (SmscProcess smsc = SmscProcess.start(files, "--loss", "5%", "--seed", Long.toString(seed))) {
            files.config(smsc.port(), "ota");
            for (int kill = 1; kill <= kills; kill++) {
                // spread over the work: each kill falls into its own share of the submits, anywhere in it
                double share = (kill - 1 + random.nextDouble()) / kills;
                killAt(smsc, (long) (share * cards) + 1, random);
            }
            JsonNode result = lastRun();
            assertThat(smsc.end().code()).isZero();
            audit(smsc.journal(), result);
            return result;
        }
    }

    private void killAt(SmscProcess smsc, long submits, SplittableRandom random)
            throws IOException, InterruptedException {
        try (OtaProcess push = OtaProcess.start(directory, environment(), ARGS)) {
            await("submit " + submits)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> smsc.submits() >= submits || !push.isAlive());
            assertThat(push.isAlive())
                    .as("the push was still at work: " + push.err())
                    .isTrue();
            Thread.sleep(random.nextInt(150)); // the moment is to be any, not the one behind a line of the journal
            push.kill();
        }
        if (lossy != null) {
            LostWrites.lose(directory.resolve("store"), random.nextDouble(), random);
        }
    }

    private JsonNode lastRun() {
        try (OtaProcess push = OtaProcess.start(directory, environment(), ARGS)) {
            OtaProcess.Ended ended = push.await(PATIENCE);
            assertThat(ended.code()).as(ended.err()).isBetween(0, 1);
            return ended.json();
        }
    }

    private Map<String, String> environment() {
        return lossy == null ? Map.of() : Map.of("LD_PRELOAD", lossy.toString());
    }

    private void audit(Path journal, JsonNode result) throws IOException {
        Path report = directory.resolve("report.csv");
        JournalAudit.Report audit = JournalAudit.audit(journal, true, report);
        assertThat(audit.violations()).isEmpty();
        assertThat(audit.violationCount()).isZero();
        assertThat(audit.cards()).isEqualTo(cards);
        List<String> lines = Files.readAllLines(report);
        assertThat(lines).hasSize(cards + 1);
        Set<String> seen = new HashSet<>();
        for (int i = 1; i <= cards; i++) {
            String[] fields = lines.get(i).split(",", -1);
            assertThat(fields[0]).as("the order of CARDS.csv").isEqualTo(GatewayFiles.iccid(i));
            assertThat(fields[3]).isNotEqualTo("pending");
            assertThat(seen.add(fields[0])).isTrue();
        }
        assertThat(result.get("total").asInt()).isEqualTo(cards);
        assertThat(result.get("rejected_rows").asInt()).isZero();
        assertThat(result.get("outcomes").get("pending").asInt()).isZero();
    }
}
