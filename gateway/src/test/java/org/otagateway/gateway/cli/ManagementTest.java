// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.operation.CapFiles;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.simulator.CardBehaviour;
import org.otagateway.gateway.simulator.CardFleet;
import org.otagateway.gateway.simulator.CardMishaps;
import org.otagateway.gateway.simulator.CardProfile;
import org.otagateway.gateway.simulator.JsonLinesJournal;
import org.otagateway.gateway.simulator.MinimumSecurity;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.smpp.smsc.Account;
import org.otagateway.smpp.smsc.Fault;
import org.otagateway.smpp.smsc.Smsc;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;

/** Remote applet management and changes of keys, one job after another, against software UICCs. */
class ManagementTest {
    private static final String APPLET = CapFiles.APPLET;
    private static final String PACKAGE = CapFiles.PACKAGE;
    private static final String DOMAIN = "a0000001515350410000000001020300";
    private static final String PATIENT = "validity: PT1M, response: PT1M";
    private static final String HASTY =
            "attempts: 20, validity: PT1S, response: PT0.5S, retry-after: PT0.3S, restarts: 50";

    @TempDir
    private Path folder = Path.of(".");

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final JsonLinesJournal journal = new JsonLinesJournal(lines);
    private @Nullable CardFleet running;
    private int cards;
    private boolean ended;
    private AutoCloseable smsc = () -> {};

    @BeforeEach
    void files() throws IOException {
        Files.write(folder.resolve("applet.cap"), CapFiles.ofCode(2000));
    }

    @AfterEach
    void end() throws Exception {
        if (!ended) {
            ended = true;
            smsc.close();
            journal.close();
        }
    }

    private void start(int number, SmscFaults faults) throws IOException {
        cards = number;
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder csv = new StringBuilder("iccid,msisdn,kic1,kid1,kik1,alg1,cntr1,config\n");
        for (int card = 1; card <= cards; card++) {
            csv.append(GatewayFiles.iccid(card)).append(',').append(GatewayFiles.msisdn(card));
            for (int key = 0; key < 3; key++) {
                csv.append(String.format(",%016x%016x", random.nextLong(), random.nextLong()));
            }
            csv.append(String.format(",aes,0,%04x%n", card));
        }
        Path file = Files.writeString(folder.resolve("cards.csv"), csv);
        CardFleet fleet = CardFleet.read(
                file,
                KeyType.AES,
                CardProfile.generic(CardBehaviour.STANDARD, MinimumSecurity.CHECKSUM_AND_COUNTER),
                CardMishaps.NONE,
                InstantSource.system(),
                random.split(),
                journal,
                row -> {
                    throw row;
                });
        running = fleet;
        Smsc started = Smsc.start(
                SmscSettings.of(Account.of("ota", "ota")), faults, fleet, journal, InstantSource.system(), random);
        smsc = started;
        Files.writeString(
                folder.resolve("gateway.yaml"),
                "store: jdbc:sqlite:ota.db\nlinks:\n  - {name: a, host: 127.0.0.1, port: " + started.port()
                        + ", system-id: ota, password: ota, source: \"12345\", max-parts: 4}\n");
    }

    private CardFleet fleet() {
        return Objects.requireNonNull(running);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Run push(String name, String policy, String script) throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                "name: " + name + "\napplication: ram\nscript:\n" + script.indent(2) + "policy: {" + policy + "}\n");
        return Run.of(
                "push",
                path(name + ".yaml"),
                "--cards",
                path("cards.csv"),
                "--config",
                path("gateway.yaml"),
                "--report",
                path(name + ".csv"),
                "--json");
    }

    private static JsonNode outcomes(Run run) throws IOException {
        return JsonLines.MAPPER.readTree(run.out()).get("outcomes");
    }

    private String report(String name) throws IOException {
        return Files.exists(folder.resolve(name + ".csv")) ? Files.readString(folder.resolve(name + ".csv")) : "";
    }

    /** Pushes a job that all cards confirm, and gives the first card's row. */
    private String confirmed(String name, String script) throws IOException {
        Run run = push(name, PATIENT, script);
        assertThat(run.code()).as(name + ": " + run.err() + "\n" + report(name)).isZero();
        assertThat(outcomes(run).get("confirmed").asInt()).isEqualTo(cards);
        return report(name).lines().toList().get(1);
    }

    @Test
    void appletsAreLoadedUsedAndDeletedAndKeysAreChanged() throws IOException {
        start(2, SmscFaults.NONE);
        assertThat(confirmed("load", "- load-applet: {file: applet.cap, parameters: \"${config}\"}"))
                .contains(APPLET + " is selectable");
        assertThat(fleet().applets(GatewayFiles.msisdn(2)).orElseThrow().files())
                .containsExactly(Aid.hex(PACKAGE));
        assertThat(confirmed("lock", """
                        - lock: %1$s
                        - get-status: {of: applications, aid: %1$s}
                        - unlock: %1$s
                        - get-status: {of: applications, aid: %1$s}
                        """.formatted(APPLET)))
                .contains(APPLET + " locked")
                .contains(APPLET + " selectable");
        assertThat(confirmed("domain", """
                        - install: {package: a0000001515350, module: a000000151535041, application: %1$s, privileges: [security-domain]}
                        - install: {package: %2$s, module: %3$s, application: %3$s01, selectable: false}
                        - make-selectable: %3$s01
                        - registry-update: {application: %3$s01, privileges: [card-reset]}
                        - extradite: {application: %3$s01, to: %1$s}
                        - personalize: {application: %3$s, data: "8001${config}"}
                        - get-status: {of: applications, aid: %3$s01}
                        """.formatted(DOMAIN, PACKAGE, APPLET))).contains(APPLET + "01 selectable");

        Run again = push("again", PATIENT, "- load-applet: applet.cap");
        assertThat(again.code()).as(again.err()).isEqualTo(1);
        assertThat(outcomes(again).get("failed").asInt()).isEqualTo(cards);
        assertThat(report("again")).contains("is on the card already");

        assertThat(confirmed("delete", "- delete: {aid: " + PACKAGE + ", related: true}\n- get-status: packages"))
                .doesNotContain(PACKAGE);
        assertThat(fleet().applets(GatewayFiles.msisdn(1)).orElseThrow().files())
                .isEmpty();
    }

    @Test
    void keysAreChangedAndLaterJobsUseTheNewOnes() throws IOException {
        start(2, SmscFaults.NONE);
        confirmed("status", "- get-status: issuer-security-domain");
        confirmed("keys", "- change-keys: {to: 2, generate: aes-256, delete-old: true}");
        for (int card = 1; card <= cards; card++) {
            assertThat(fleet().keyVersions(GatewayFiles.msisdn(card))).containsExactly(2);
        }
        // the application of the job says version 1, which is gone
        confirmed("after", "- get-status: packages");
        confirmed("put", "- put-key: {version: 2, new-version: 9}\n- delete: {key-version: 9}");
        confirmed("further", "- change-keys: {to: 3, generate: 3des}");
        assertThat(fleet().keyVersions(GatewayFiles.msisdn(1))).containsExactly(2, 3);
        confirmed("last", "- get-status: packages");
    }

    @Test
    void whereAnswersAreLostBothKeyVersionsStayKnownAndNoCardIsLost() throws Exception {
        start(
                12,
                new SmscFaults(
                        Map.of(Fault.LOSE_SUBMITTED, 0.1, Fault.LOSE_MOBILE_ORIGINATED, 0.1),
                        SmscFaults.NONE.lossReceipt(),
                        SmscFaults.NONE.temporaryStatus(),
                        SmscFaults.NONE.permanentStatus(),
                        SmscFaults.NONE.lateBy(),
                        SmscFaults.NONE.reorderWithin(),
                        0,
                        0,
                        SmscFaults.NONE.holdBind(),
                        SmscFaults.NONE.restarts()));
        Run change = push("keys", HASTY, "- change-keys: {to: 2, generate: aes-128}");
        int confirmed = outcomes(change).get("confirmed").asInt();
        int open = outcomes(change).get("unconfirmed").asInt()
                + outcomes(change).get("undelivered").asInt();
        assertThat(confirmed + open).as(change.err() + report("keys")).isEqualTo(cards);
        assertThat(confirmed).as(report("keys")).isPositive();
        for (int card = 1; card <= cards; card++) {
            // nothing was deleted, whatever was lost
            assertThat(fleet().keyVersions(GatewayFiles.msisdn(card))).contains(1);
        }
        // whichever version the gateway takes, the card answers
        Run after = push("after", HASTY, "- get-status: packages");
        assertThat(outcomes(after).get("confirmed").asInt()).as(report("after")).isEqualTo(cards);
        end();
        assertThat(lines.toString(StandardCharsets.UTF_8)).contains("\"event\":\"packet\"");
        for (int card = 1; card <= cards; card++) {
            assertThat(securityFailures(card)).isLessThanOrEqualTo(2);
        }
    }

    /** Packets that the card refused since their check or their ciphering was wrong, or without telling why. */
    private long securityFailures(int card) {
        return lines.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"msisdn\":\"" + GatewayFiles.msisdn(card) + "\""))
                .filter(line -> line.matches(".*\"event\":\"packet\".*\"status\":\"0[156]\".*"))
                .count();
    }

    @Test
    void badInputIsToldBeforeAnythingIsSent() throws IOException {
        start(1, SmscFaults.NONE);
        Files.writeString(folder.resolve("no.cap"), "nothing of the kind");
        for (String script : List.of(
                "- load-applet: no.cap",
                "- delete: d07002ca",
                "- install: {package: " + PACKAGE + ", module: " + APPLET + ", toolkit: {text-length: 256}}",
                "- load-applet: {file: applet.cap, load-token-key: cards.csv}")) {
            Run bad = push("bad", PATIENT, script);
            assertThat(bad.code()).as(script).isEqualTo(2);
            assertThat(bad.err().strip().lines()).as(bad.err()).hasSize(1);
            assertThat(bad.err()).contains("bad.yaml:4: script[1].").contains("expected");
        }
        assertThat(folder.resolve("ota.db")).doesNotExist();
    }
}
