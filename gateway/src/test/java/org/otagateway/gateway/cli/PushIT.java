// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.otagateway.gateway.process.SmscProcess;
import org.otagateway.gateway.report.ReportForm;

/** A job from the shell: sent once, told again, run again, in part, on paper only; paused and cancelled. */
class PushIT {
    private static final int CARDS = 12;

    @TempDir
    private Path directory;

    private GatewayFiles files = new GatewayFiles(Path.of("."));

    @BeforeEach
    void write() {
        files = new GatewayFiles(directory);
        files.job("validity: PT10S, response: PT10S");
        files.cards(CARDS, 1);
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

    private static int outcome(Ended ended, String outcome) {
        return ended.json().get("outcomes").get(outcome).asInt();
    }

    @Test
    void theSameTwoFilesAreTheSameJobWhateverTheFlagsUntilItIsAskedForAgain() throws Exception {
        try (SmscProcess smsc = SmscProcess.start(files)) {
            files.config(smsc.port(), "ota");
            Ended first = push("--report", "report.csv");
            assertThat(first.code()).as(first.err()).isZero();
            assertThat(outcome(first, "confirmed")).isEqualTo(CARDS);
            assertThat(first.json().get("outcomes")).hasSize(9);

            List<String> report = files.read("report.csv").lines().toList();
            assertThat(report.get(0)).isEqualTo(ReportForm.HEADER);
            assertThat(report).hasSize(CARDS + 1);
            for (int i = 1; i <= CARDS; i++) {
                assertThat(report.get(i))
                        .startsWith(GatewayFiles.iccid(i) + "," + GatewayFiles.msisdn(i)
                                + ",spn,confirmed,true,00,2,9000,,1,1,1,1,DELIVRD,");
            }

            long before = smsc.submits();
            Ended again = push("--limit", "3");
            assertThat(again.code()).isZero();
            assertThat(outcome(again, "confirmed")).isEqualTo(CARDS);
            assertThat(smsc.submits()).as("a finished job sends nothing").isEqualTo(before);

            Ended anew = push("--again");
            assertThat(anew.code()).as(anew.err()).isZero();
            assertThat(anew.json().get("run").asInt()).isEqualTo(2);
            assertThat(outcome(anew, "confirmed")).isEqualTo(CARDS);

            Ended list = ota("jobs", "list", "--config", "gateway.yaml", "--json");
            assertThat(list.json().get("jobs")).hasSize(2);
            Ended told = ota("jobs", "report", "1", "--config", "gateway.yaml");
            assertThat(told.out()).isEqualTo(files.read("report.csv"));
            Ended shown = ota("jobs", "show", "2", "--config", "gateway.yaml", "--json");
            assertThat(shown.json().get("state").asText()).isEqualTo("done");
            assertThat(shown.json().get("outcomes").get("confirmed").asInt()).isEqualTo(CARDS);
        }
    }

    @Test
    void aLimitTakesTheFirstRowsAndTheSameJobLaterTheRest() {
        try (SmscProcess smsc = SmscProcess.start(files)) {
            files.config(smsc.port(), "ota");
            Ended part = push("--limit", "5");
            assertThat(part.code()).as(part.err()).isZero();
            assertThat(part.json().get("total").asInt()).isEqualTo(5);
            Ended rest = push();
            assertThat(rest.code()).as(rest.err()).isZero();
            assertThat(rest.json().get("total").asInt()).isEqualTo(CARDS);
            assertThat(rest.json().get("id")).isEqualTo(part.json().get("id"));
            assertThat(rest.json().get("packets").asInt()).isEqualTo(CARDS);
        }
    }

    @Test
    void aDryRunShowsThePacketThatWouldGoAndLeavesNothing() throws Exception {
        try (SmscProcess smsc = SmscProcess.start(files)) {
            files.config(smsc.port(), "ota");
            Ended dry = push("--dry-run");
            assertThat(dry.code()).as(dry.err()).isZero();
            assertThat(directory.resolve("store")).doesNotExist();
            assertThat(dry.json().get("packets")).hasSize(3);
            JsonNode packet = dry.json().get("packets").get(0);
            String[] card = files.read("cards.csv").lines().toList().get(1).split(",", -1);
            assertThat(dry.out()).doesNotContain(card[2]).doesNotContain(card[3]);

            ObjectNode sealed = JsonLines.MAPPER.createObjectNode();
            sealed.put("kic_key", card[2]).put("kid_key", card[3]);
            sealed.set("sms_user_data", packet.get("sms_user_data"));
            Run opened = Run.withInput(sealed.toString(), "decode");
            assertThat(JsonLines.MAPPER
                            .readTree(opened.out())
                            .get("secured_data")
                            .asText())
                    .isEqualTo("00a40004026f4600d6000011" + card[6]);

            assertThat(push().code()).isZero();
            Ended next = push("--dry-run", "--limit", "1");
            assertThat(next.json().get("packets").get(0).get("cntr").asText()).isEqualTo("0000000002");
            assertThat(smsc.submits()).isEqualTo(CARDS);
            Ended still = ota("jobs", "list", "--config", "gateway.yaml", "--json");
            assertThat(still.json().get("jobs")).hasSize(1);
        }
    }

    @Test
    void aStoppedJobCanBePausedAndCancelledAndEndsAsItsEvidenceSays() throws Exception {
        files.job("attempts: 2, validity: PT1S, response: PT1S, retry-after: PT1S, rate: 2");
        try (SmscProcess smsc = SmscProcess.start(files, "--fault", "lose-submitted=100%", "--loss-receipt", "none")) {
            files.config(smsc.port(), "ota");
            try (OtaProcess running = OtaProcess.start(directory, Map.of(), pushArgs())) {
                await().atMost(Duration.ofMinutes(1)).until(() -> smsc.submits() >= 2);
                running.terminate();
                Ended stopped = running.await(Duration.ofMinutes(1));
                assertThat(stopped.code()).isEqualTo(1);
                assertThat(outcome(stopped, "pending")).isEqualTo(CARDS);
            }
            Ended paused = ota("jobs", "pause", "spn", "--config", "gateway.yaml", "--json");
            assertThat(paused.json().get("state").asText()).isEqualTo("paused");
            Ended resumed = ota("jobs", "resume", "1", "--config", "gateway.yaml");
            assertThat(resumed.out()).contains("job 1 is running");
            Ended cancelled = ota("jobs", "cancel", "1", "--config", "gateway.yaml");
            assertThat(cancelled.out()).contains("job 1 is cancelled");
            long before = smsc.submits();
            Ended last = push();
            assertThat(last.code()).isEqualTo(1);
            assertThat(outcome(last, "pending")).isZero();
            assertThat(outcome(last, "cancelled"))
                    .as("cards for which no counter was spent")
                    .isEqualTo(CARDS - last.json().get("packets").asInt());
            assertThat(outcome(last, "confirmed")).isZero();
            assertThat(smsc.submits()).as("a cancelled job sends nothing").isEqualTo(before);
            assertThat(Files.exists(directory.resolve("store/ota.db"))).isTrue();
        }
    }
}
