// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.OtaProcess.Ended;
import org.otagateway.gateway.process.ServeProcess;
import org.otagateway.gateway.process.SmscProcess;
import org.otagateway.gateway.simulator.JournalAudit;

/** The daemon as it is run: work handed over, stopped, killed. */
class ServeIT {
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
    void theSameJobThroughTheDaemonAndByPushGivesTheSameReport() throws Exception {
        Path alone = Files.createDirectory(directory.resolve("alone"));
        GatewayFiles own = files(alone);
        own.job("validity: PT10S, response: PT10S, retry-after: PT1S");
        own.cards(CARDS, 1);
        try (SmscProcess smsc = SmscProcess.start(own)) {
            config(own, smsc.port());
            Ended pushed =
                    OtaProcess.run(alone, pushArgs("--report", "report.csv").toArray(new String[0]));
            assertThat(pushed.code()).as(pushed.err()).isZero();
        }
        try (SmscProcess smsc = SmscProcess.start(files)) {
            config(files, smsc.port());
            try (ServeProcess daemon = ServeProcess.start(files)) {
                Ended imported = ota("cards", "import", "cards.csv", "--config", "gateway.yaml", "--json");
                assertThat(imported.code()).as(imported.err()).isZero();
                assertThat(imported.json().get("added").asInt()).isEqualTo(CARDS);
                Ended pushed = push("--wait", "--report", "report.csv");
                assertThat(pushed.code()).as(pushed.err()).isZero();
                assertThat(pushed.json().get("outcomes").get("confirmed").asInt())
                        .isEqualTo(CARDS);
                assertThat(withoutTimes(files.read("report.csv"))).isEqualTo(withoutTimes(own.read("report.csv")));

                long before = smsc.submits();
                Ended again = push();
                assertThat(again.code()).isZero();
                assertThat(again.json().get("outcomes").get("confirmed").asInt())
                        .isEqualTo(CARDS);
                assertThat(smsc.submits()).as("a finished job sends nothing").isEqualTo(before);
                assertThat(daemon.get("/api/v1/jobs/1/report").body()).isEqualTo(files.read("report.csv"));

                Ended handedOver = push("--again");
                assertThat(handedOver.code()).isZero();
                assertThat(handedOver.json().get("handed_over").asBoolean()).isTrue();
                assertThat(daemon.ended(2).get("outcomes").get("confirmed").asInt())
                        .isEqualTo(CARDS);
                Ended list = ota("jobs", "list", "--config", "gateway.yaml", "--json");
                assertThat(list.json().get("jobs")).hasSize(2);
                Ended shown = ota("jobs", "show", "2", "--config", "gateway.yaml");
                assertThat(shown.out()).contains("job 2, spn, run 2").contains("done");

                assertThat(daemon.end().code()).isZero();
                assertThat(ota("jobs", "list", "--config", "gateway.yaml", "--json")
                                .out())
                        .as("the same without the daemon")
                        .isEqualTo(list.out());
            }
        }
    }

    /** Columns created and finished are blanked. */
    private static String withoutTimes(String report) {
        return report.lines()
                .map(line -> line.replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void badInputIsToldInTheSameWordsWithADaemon() {
        files.write("bad.yaml", files.read("job.yaml").replace("usim-rfm", "usim-x"));
        files.write("bad.csv", files.read("cards.csv").replace(",aes,0,", ",aes,x,"));
        config(files, 1);
        String[] job = {"push", "bad.yaml", "--cards", "cards.csv", "--config", "gateway.yaml"};
        String[] cards = {"cards", "import", "bad.csv", "--config", "gateway.yaml", "--strict"};
        Ended jobAlone = ota(job);
        Ended cardsAlone = ota(cards);
        try (ServeProcess daemon = ServeProcess.start(files)) {
            assertThat(daemon.get("/readyz").status()).isEqualTo(503);
            assertThat(ota(job)).isEqualTo(jobAlone);
            assertThat(ota(cards)).isEqualTo(cardsAlone);
            Ended strict =
                    ota("push", "job.yaml", "--cards", "bad.csv", "--config", "gateway.yaml", "--strict", "--wait");
            assertThat(strict.code()).isEqualTo(2);
            assertThat(strict.err()).contains("bad.csv:2: cntr1: expected a decimal number");
        }
        assertThat(jobAlone.code()).isEqualTo(2);
        assertThat(cardsAlone.code()).isEqualTo(2);
    }

    @Test
    void whatIsStoppedOrKilledGoesOnByItselfAtTheNextStart() throws Exception {
        // Ten seconds of sending, so that a slow stop leaves something to be killed in.
        files.cards(300, 1);
        files.job("attempts: 9, validity: PT3S, response: PT2S, retry-after: PT0.5S, rate: 30");
        try (SmscProcess smsc = SmscProcess.start(files)) {
            config(files, smsc.port());
            try (ServeProcess daemon = ServeProcess.start(files)) {
                assertThat(push().json().get("handed_over").asBoolean()).isTrue();
                await().atMost(SOON).until(() -> smsc.submits() >= 40);
                Ended stopped = daemon.end();
                assertThat(stopped.code()).as(stopped.err()).isZero();
            }
            long atStop = smsc.submits();
            try (ServeProcess daemon = ServeProcess.start(files)) {
                await().atMost(SOON).until(() -> smsc.submits() >= atStop + 40);
                daemon.kill();
            }
            try (ServeProcess daemon = ServeProcess.start(files)) {
                JsonNode job = daemon.ended(1);
                assertThat(job.get("outcomes").get("confirmed").asInt()).isEqualTo(300);
                assertThat(directory.resolve("store/ota.db.inbox")).isEmptyDirectory();
                files.write("report.csv", daemon.get("/api/v1/jobs/1/report").body());
                assertThat(daemon.end().code()).isZero();
            }
            assertThat(smsc.end().code()).isZero();
            JournalAudit.Report audit = JournalAudit.audit(smsc.journal(), true, directory.resolve("report.csv"));
            assertThat(audit.violations()).isEmpty();
            assertThat(audit.violationCount()).isZero();
        }
    }
}
