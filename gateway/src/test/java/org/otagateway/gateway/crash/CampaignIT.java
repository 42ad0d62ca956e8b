// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.OtaProcess.Ended;
import org.otagateway.gateway.process.ServeProcess;
import org.otagateway.gateway.process.SmscProcess;
import org.otagateway.gateway.simulator.JournalAudit;

/** A draft that is started and sent in waves, by a daemon that is killed in each of them. */
class CampaignIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int CARDS = 60;

    @TempDir
    Path directory;

    private Ended jobs(String... args) {
        List<String> all = new ArrayList<>(List.of("jobs"));
        all.addAll(List.of(args));
        all.addAll(List.of("--config", "gateway.yaml", "--json"));
        return OtaProcess.run(directory, all.toArray(new String[0]));
    }

    private static JsonNode waves(ServeProcess daemon) {
        return daemon.get("/api/v1/jobs/1").json().get("waves");
    }

    @Test
    void wavesGoOnWhereASigkillCutThemOff() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        files.cards(CARDS, 1);
        files.job("attempts: 9, validity: PT3S, response: PT2S, retry-after: PT0.5S, rate: 10, max-under-way: 5");
        files.write(
                "job.yaml",
                files.read("job.yaml") + "waves:\n  - {cards: 10, stop-after-failures: 1}\n"
                        + "  - {share: 20%, spread: true, wait: PT1S}\n  - {rest: true, stop-after-failures: 5%}\n");
        try (SmscProcess smsc = SmscProcess.start(files)) {
            files.config(smsc.port(), "ota");
            files.write("gateway.yaml", files.read("gateway.yaml") + "http: {port: 0}\n");
            Ended draft = OtaProcess.run(
                    directory,
                    "push",
                    "job.yaml",
                    "--cards",
                    "cards.csv",
                    "--config",
                    "gateway.yaml",
                    "--draft",
                    "--json");
            assertThat(draft.code()).as(draft.err()).isZero();
            assertThat(draft.json().get("state").asText()).isEqualTo("draft");
            try (ServeProcess daemon = ServeProcess.start(files)) {
                assertThat(jobs("start", "1").json().get("state").asText()).isEqualTo("running");
                await().atMost(SOON).until(() -> smsc.submits() >= 3);
                daemon.kill();
            }
            assertThat(smsc.submits()).as("no card of a later wave").isLessThanOrEqualTo(10);
            try (ServeProcess daemon = ServeProcess.start(files)) {
                await().atMost(SOON).until(() -> waves(daemon).size() == 2);
                assertThat(waves(daemon).get(0).get("ended").asInt()).isEqualTo(10);
                daemon.kill();
            }
            try (ServeProcess daemon = ServeProcess.start(files)) {
                JsonNode job = daemon.ended(1);
                assertThat(job.get("state").asText()).isEqualTo("done");
                assertThat(job.get("outcomes").get("confirmed").asInt()).isEqualTo(CARDS);
                assertThat(job.get("waves").findValues("cards").stream().mapToInt(JsonNode::asInt))
                        .containsExactly(10, 12, 38);
                assertThat(job.get("waves").findValues("ended").stream().mapToInt(JsonNode::asInt))
                        .containsExactly(10, 12, 38);
                files.write("report.csv", daemon.get("/api/v1/jobs/1/report").body());
                assertThat(daemon.end().code()).isZero();
            }
            assertThat(smsc.end().code()).isZero();
            JournalAudit.Report audit = JournalAudit.audit(smsc.journal(), true, directory.resolve("report.csv"));
            assertThat(audit.violations()).isEmpty();
        }
    }
}
