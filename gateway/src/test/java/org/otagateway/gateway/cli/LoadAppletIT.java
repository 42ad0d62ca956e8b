// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.compose.RouteRoom;
import org.otagateway.gateway.operation.CapFiles;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.OtaProcess.Ended;
import org.otagateway.gateway.process.SmscProcess;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.sms.ReferenceWidth;

/** An applet of more than 8 kB is loaded over routes of many parts and of few, without loss and with. */
class LoadAppletIT {
    private static final int OCTETS = 8_500;
    /** The header of the load file data block, C4 82 and its length. */
    private static final int BLOCK_HEADER = 4;

    private static final int COMMAND_HEADER = 5;
    private static final int LONGEST_BLOCK = 255;

    /** On a busy machine no answer is given up on. */
    private static final String PATIENT = "validity: PT1M, response: PT1M";

    private static final String HASTY =
            "attempts: 30, validity: PT2S, response: PT0.5S, retry-after: PT0.5S, restarts: 50";

    @TempDir
    private Path directory;

    private GatewayFiles files(int cards, int parts, String policy, int port) throws IOException {
        GatewayFiles files = new GatewayFiles(directory);
        files.cards(cards, 3);
        Files.write(directory.resolve("applet.cap"), CapFiles.ofCode(OCTETS));
        files.write(
                "job.yaml",
                "name: load\napplication: ram\nscript:\n  - load-applet: applet.cap\npolicy: {" + policy + "}\n");
        files.write(
                "gateway.yaml",
                "store: jdbc:sqlite:store/ota.db\nlinks:\n  - {name: a, host: 127.0.0.1, port: " + port
                        + ", system-id: ota, password: ota, source: \"12345\", window: 50, rate: 2000, max-parts: "
                        + parts
                        + "}\n");
        return files;
    }

    private Ended push() {
        return OtaProcess.run(
                directory,
                "push",
                "job.yaml",
                "--cards",
                "cards.csv",
                "--config",
                "gateway.yaml",
                "--report",
                "report.csv",
                "--json");
    }

    @ParameterizedTest
    @CsvSource({"7", "2"})
    void withoutLossHardlyMoreMessagesGoThanTheOctetsNeed(int parts) throws Exception {
        int cards = 3;
        GatewayFiles files = files(cards, parts, PATIENT, 0);
        try (SmscProcess smsc = SmscProcess.start(files)) {
            files(cards, parts, PATIENT, smsc.port());
            Ended ended = push();

            assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
            int sent = ended.json().get("segments_submitted").asInt();
            int least = cards * least(parts);
            System.out.printf(
                    "load of %d octets, %d parts, no loss: %d short messages a card, least %d%n",
                    OCTETS, parts, sent / cards, least / cards);
            assertThat((double) sent / least).isLessThanOrEqualTo(1.1);
            smsc.end();
            assertInstalled(smsc, cards);
        }
    }

    /** Per short message, so that one in twenty packets is lost, and one in twenty PoRs. */
    @ParameterizedTest
    @CsvSource({"7, 0.73%", "2, 2.53%"})
    void withLossAndResetsTheAppletIsOnEveryCardInTheEnd(int parts, String lost) throws Exception {
        int cards = 50;
        GatewayFiles files = files(cards, parts, HASTY, 0);
        try (SmscProcess smsc = SmscProcess.start(
                files,
                "--fault",
                "lose-submitted=" + lost,
                "--fault",
                "lose-mobile-originated=5%",
                "--resets",
                "1%",
                "--loss-receipt",
                "UNDELIVERED")) {
            files(cards, parts, HASTY, smsc.port());
            Ended ended = push();

            assertThat(ended.code())
                    .as(ended.err() + ended.out() + files.read("report.csv"))
                    .isZero();
            assertThat(ended.json().get("outcomes").get("confirmed").asInt()).isEqualTo(cards);
            System.out.printf(
                    "load of %d octets, %d parts, 5 %% of packets and PoRs lost, 1 %% resets: %.1f short messages a card,"
                            + " least %d, %s s%n",
                    OCTETS,
                    parts,
                    ended.json().get("segments_submitted").asDouble() / cards,
                    least(parts),
                    ended.json().get("seconds"));
            smsc.end();
            assertInstalled(smsc, cards);
        }
    }

    /** The octets of all LOAD commands at their longest, in full packets, and a look before and after. */
    private static int least(int parts) {
        int data = BLOCK_HEADER + OCTETS;
        int script = data + (data + LONGEST_BLOCK - 1) / LONGEST_BLOCK * COMMAND_HEADER;
        int full = room(parts);
        int rest = 0;
        while (rest < parts && room(Math.max(rest, 1)) < script % full) {
            rest++;
        }
        return script / full * parts + Math.max(rest, 1) + 2;
    }

    private static int room(int parts) {
        Application ram = Objects.requireNonNull(CardProfiles.load(null)
                .find(CardProfiles.GENERIC)
                .orElseThrow()
                .applications()
                .get("ram"));
        KeySet keys = KeySet.of(1, Key.hex(KeyType.AES, "00".repeat(16)), Key.hex(KeyType.AES, "11".repeat(16)));
        return new RouteRoom(ram, ReferenceWidth.EIGHT_BITS, parts, version -> keys).octets(0);
    }

    /** What the cards themselves say. */
    private static void assertInstalled(SmscProcess smsc, int cards) throws IOException {
        Map<String, JsonNode> registries = new HashMap<>();
        JsonMapper mapper = new JsonMapper();
        for (String line : Files.readAllLines(smsc.journal())) {
            JsonNode event = mapper.readTree(line);
            if (event.path("event").asText().equals("registry")) {
                registries.put(event.path("msisdn").asText(), event);
            }
        }
        List<String> lacking = new ArrayList<>();
        registries.forEach((card, registry) -> {
            boolean there = registry.path("load_files").toString().contains(CapFiles.PACKAGE)
                    && registry.path("applications").has(CapFiles.APPLET);
            if (!there) {
                lacking.add(card);
            }
        });
        assertThat(registries).hasSize(cards);
        assertThat(lacking).isEmpty();
    }
}
