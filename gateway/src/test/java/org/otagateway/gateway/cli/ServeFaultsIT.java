// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.OtaProcess.Ended;
import org.otagateway.gateway.process.ServeProcess;
import org.otagateway.gateway.process.SmscProcess;
import org.otagateway.gateway.simulator.JournalAudit;

/** The daemon as it is run with its SMSC away, its store locked and its disk full. */
class ServeFaultsIT {
    private static final int CARDS = 60;
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private GatewayFiles files = new GatewayFiles(Path.of("."));

    @BeforeEach
    void write() {
        files = files(directory);
        files.job("validity: PT10S, response: PT10S, retry-after: PT1S");
        files.cards(CARDS, 1);
    }

    private static GatewayFiles files(Path where) {
        return new GatewayFiles(where);
    }

    /** One link to {@code port}, and any free port for the API. */
    private static void config(GatewayFiles files, int port) {
        files.config(port, "ota");
        files.write("gateway.yaml", files.read("gateway.yaml") + "http: {port: 0}\n");
    }

    private Ended ota(String... args) {
        return OtaProcess.run(directory, args);
    }

    private static List<String> pushArgs(String... more) {
        List<String> args = new ArrayList<>(
                List.of("push", "job.yaml", "--cards", "cards.csv", "--config", "gateway.yaml", "--json"));
        args.addAll(List.of(more));
        return args;
    }

    private Ended push(String... more) {
        return ota(pushArgs(more).toArray(new String[0]));
    }

    @Test
    void aDaemonOutlivesAnSmscThatIsAway() throws Exception {
        int port = freePort();
        config(files, port);
        try (ServeProcess daemon = ServeProcess.start(files)) {
            assertThat(daemon.get("/readyz").json().get("reasons").get(0).asText())
                    .isEqualTo("link a: not bound");
            assertThat(push().code()).isZero();
            List<String> args = List.of(
                    "smsc", "--port", Integer.toString(port), "--cards", "cards.csv", "--journal", "journal.jsonl");
            try (OtaProcess smsc = OtaProcess.start(directory, Map.of(), args)) {
                assertThat(daemon.ended(1).get("outcomes").get("confirmed").asInt())
                        .as(smsc.err())
                        .isEqualTo(CARDS);
                assertThat(daemon.get("/readyz").status()).isEqualTo(200);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aStoreThatAnotherLocksStopsTheSendingUntilItIsFree() throws Exception {
        try (SmscProcess smsc = SmscProcess.start(files)) {
            config(files, smsc.port());
            try (ServeProcess daemon = ServeProcess.start(files)) {
                await().atMost(SOON).until(() -> daemon.get("/readyz").status() == 200);
                try (Connection other =
                                DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("store/ota.db"));
                        Statement statement = other.createStatement()) {
                    statement.execute("BEGIN IMMEDIATE");
                    awaitNotReady(daemon);
                    assertThat(push().code()).as("it cannot be handed over now").isEqualTo(3);
                    statement.execute("ROLLBACK");
                }
                await().atMost(SOON).until(() -> daemon.get("/readyz").status() == 200);
                Ended pushed = push("--wait");
                assertThat(pushed.json().get("outcomes").get("confirmed").asInt())
                        .isEqualTo(CARDS);
            }
        }
    }

    @Test
    void aFullDiskStopsTheSendingUntilThereIsRoom() throws Exception {
        files.cards(400, 1);
        files.job("attempts: 9, validity: PT3S, response: PT2S, retry-after: PT0.5S, rate: 100");
        try (SmscProcess smsc = SmscProcess.start(files)) {
            config(files, smsc.port());
            try (ServeProcess daemon = ServeProcess.start(files)) {
                assertThat(push().code()).isZero();
                await().atMost(SOON).until(() -> smsc.submits() >= 20);
                long size = Math.max(
                        Files.size(directory.resolve("store/ota.db")),
                        Files.size(directory.resolve("store/ota.db-wal")));
                limit(daemon, Long.toString(size));
                awaitNotReady(daemon);
                long submits = smsc.submits();
                limit(daemon, "unlimited");
                await().atMost(SOON).until(() -> daemon.get("/readyz").status() == 200);
                assertThat(submits).isLessThan(400);
                assertThat(daemon.ended(1).get("outcomes").get("confirmed").asInt())
                        .isEqualTo(400);
                files.write("report.csv", daemon.get("/api/v1/jobs/1/report").body());
                assertThat(daemon.end().code()).isZero();
            }
            assertThat(smsc.end().code()).isZero();
            JournalAudit.Report audit = JournalAudit.audit(smsc.journal(), true, directory.resolve("report.csv"));
            assertThat(audit.violations()).isEmpty();
        }
    }

    private static void awaitNotReady(ServeProcess daemon) {
        await().atMost(SOON).until(() -> daemon.get("/readyz").status() == 503);
        assertThat(daemon.get("/readyz").json().get("reasons").get(0).asText()).startsWith("the store: ");
        assertThat(daemon.get("/metrics").body()).contains("ota_ready 0.0").contains("ota_store_open 0.0");
        assertThat(daemon.get("/healthz").status()).isEqualTo(200);
        assertThat(daemon.get("/api/v1/jobs").status()).isEqualTo(503);
    }

    /** The longest file that the daemon may write, in octets: what a full disk looks like to it. */
    private static void limit(ServeProcess daemon, String octets) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(daemon.pid()), "--fsize=" + octets + ":unlimited")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }
}
