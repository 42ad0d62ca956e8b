// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.PostgresServer;
import org.otagateway.gateway.process.ServeProcess;
import org.otagateway.gateway.process.SmscProcess;
import org.otagateway.gateway.simulator.JournalAudit;

/** A gateway whose PostgreSQL is away for a while. The long version sets ota.gone.seconds. */
class DatabaseGoneIT {
    private static final int CARDS = 150;
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("ota.gone.seconds", 2));
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void sendingStopsWhileTheDatabaseIsGoneAndGoesOnByItself() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        files.cards(CARDS, 1);
        files.job("attempts: 9, validity: PT3S, response: PT2S, retry-after: PT0.5S, rate: 40");
        try (PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"));
                SmscProcess smsc = SmscProcess.start(files)) {
            files.config(smsc.port(), "ota");
            files.write(
                    "gateway.yaml",
                    files.read("gateway.yaml").replace("jdbc:sqlite:store/ota.db", "\"" + postgres.url() + "\"")
                            + "node: {lease: PT4S}\nhttp: {port: 0}\n");
            try (ServeProcess daemon = ServeProcess.start(files)) {
                OtaProcess.Ended pushed = OtaProcess.run(
                        directory, "push", "job.yaml", "--cards", "cards.csv", "--config", "gateway.yaml");
                assertThat(pushed.code()).as(pushed.err()).isZero();
                await().atMost(SOON).until(() -> smsc.submits() >= 20);
                postgres.vanish();
                await().atMost(SOON).until(() -> daemon.get("/readyz").status() == 503);
                assertThat(daemon.get("/readyz").json().get("reasons").get(0).asText())
                        .startsWith("the store: ");
                assertThat(daemon.get("/metrics").body())
                        .contains("ota_ready 0.0")
                        .contains("ota_store_open 0.0");
                assertThat(daemon.get("/healthz").status()).isEqualTo(200);
                long submits = smsc.submits();
                await().during(AWAY).atMost(AWAY.plus(SOON)).until(() -> smsc.submits() == submits);

                postgres.comeBack();

                await().atMost(SOON).until(() -> daemon.get("/readyz").status() == 200);
                assertThat(submits).isLessThan(CARDS);
                assertThat(daemon.ended(1).get("outcomes").get("confirmed").asInt())
                        .isEqualTo(CARDS);
                files.write("report.csv", daemon.get("/api/v1/jobs/1/report").body());
                assertThat(daemon.err()).contains("Sending stops: ").doesNotContain("\tat ");
                assertThat(daemon.end().code()).isZero();
            }
            assertThat(smsc.end().code()).isZero();
            JournalAudit.Report audit = JournalAudit.audit(smsc.journal(), true, directory.resolve("report.csv"));
            assertThat(audit.violations()).isEmpty();
            assertThat(audit.violationCount()).isZero();
        }
    }
}
