// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.SmscProcess;
import org.otagateway.gateway.simulator.JournalAudit;

/**
 * Everything that the simulated SMSC can do wrong, at once. The long version, which .ci/soak-link runs, sets
 * ota.faults.cards and ota.faults.seed.
 */
class FaultySmscIT {
    private static final int CARDS = Integer.getInteger("ota.faults.cards", 60);
    private static final long SEED = Long.getLong("ota.faults.seed", 7L);
    private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(60L * CARDS);

    private static final List<String> MESSAGE_FAULTS = List.of(
            "refuse-temporarily=2%",
            "refuse-permanently=0.5%",
            "late-response=2%",
            "missing-response=2%",
            "missing-response-and-lost=1%",
            "lose-submitted=3%",
            "duplicate-delivery=3%",
            "receipt-never=3%",
            "duplicate-receipt=3%",
            "receipt-first=5%",
            "intermediate-receipt=5%",
            "lose-mobile-originated=3%",
            "duplicate-mobile-originated=3%",
            "reorder=5%",
            "garbage=1%",
            "foreign-response=3%",
            "replayed-response=3%",
            "bind-refused=8%",
            "bind-already-bound=8%",
            "bind-silent=8%",
            "bind-misanswered=8%",
            "bind-unknown-version=10%");

    private static final Set<String> RARE = Set.of(
            "refuse-permanently",
            "missing-response-and-lost",
            "garbage",
            "bind-refused",
            "bind-already-bound",
            "bind-silent",
            "bind-misanswered",
            "bind-unknown-version",
            "missing-response",
            "late-response",
            "refuse-temporarily");

    @TempDir
    private Path directory;

    private static String[] smsc() {
        List<String> options = new ArrayList<>(List.of("--seed", Long.toString(SEED)));
        MESSAGE_FAULTS.forEach(fault -> options.addAll(List.of("--fault", fault)));
        options.addAll(List.of("--late-by", "1s..2s", "--drop-after", "1000", "--hold-bind", "200ms"));
        options.addAll(List.of("--throttle-above", "1500", "--restart-every", "15s", "--restart-outage", "1s"));
        options.addAll(List.of("--message-id", "HEXADECIMAL", "--receipt-form", "SPACED"));
        options.addAll(List.of("--counter-domain", "TAR", "--padding", "ISO_9797"));
        options.addAll(List.of("--replay", "MIXED"));
        return options.toArray(new String[0]);
    }

    @Test
    void nothingRunsTwiceAndMostCardsAreConfirmedWhateverTheSmscDoes() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        files.cards(CARDS, SEED);
        // Where the PoR of a card was lost that answers every further copy with an unprotected 06, nothing proves
        // anything
        // any more: it stays unconfirmed. The audit below checks that no such PoR reached the gateway.
        files.job("attempts: 3, validity: PT5S, response: PT4S, retry-after: PT0.5S, expires: PT10M");
        try (SmscProcess smsc = SmscProcess.start(files, smsc())) {
            files.write(
                    "gateway.yaml",
                    "store: jdbc:sqlite:store/ota.db\nlinks:\n  - {name: a, host: 127.0.0.1, port: " + smsc.port()
                            + ", system-id: ota, password: ota, source: \"12345\", window: 50, rate: 2000, binds: 4,"
                            + " response-timeout: PT3S}\n");
            try (OtaProcess push = OtaProcess.start(
                    directory,
                    Map.of(),
                    List.of(
                            "push",
                            "job.yaml",
                            "--cards",
                            "cards.csv",
                            "--config",
                            "gateway.yaml",
                            "--report",
                            "report.csv",
                            "--json"))) {
                long start = System.nanoTime();
                JsonNode result = new JsonMapper().readTree(push.await(PATIENCE).out());
                System.out.println(Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s: " + result);
                assertThat(result.get("outcomes").get("confirmed").asInt()).isGreaterThan(CARDS * 4 / 5);
                assertThat(result.get("outcomes").get("pending").asInt()).isZero();
            }
            everyFaultStruck(smsc.end());
            everyKindOfCardAnswered(smsc.journal());
            JournalAudit.Report audit = JournalAudit.audit(smsc.journal(), true, directory.resolve("report.csv"));
            assertThat(audit.violations()).isEmpty();
        }
    }

    private static void everyFaultStruck(OtaProcess.Ended ended) throws Exception {
        String last = ended.out().lines().reduce((before, line) -> line).orElseThrow();
        JsonNode faults = new JsonMapper().readTree(last).get("faults");
        for (String fault : MESSAGE_FAULTS) {
            String name = fault.substring(0, fault.indexOf('='));
            // A few cards and binds do not meet what is rare.
            if (CARDS >= 1000 || !RARE.contains(name)) {
                assertThat(faults.path(name).asLong()).as(name).isPositive();
            }
        }
    }

    /** Both answers to a replay and parts of packets of one buffer; where there are many cards, an 02 before its 00 too. */
    private static void everyKindOfCardAnswered(Path journal) throws Exception {
        int low = 0;
        int unidentified = 0;
        int overtaken = 0;
        Map<String, String> proven = new HashMap<>();
        Map<String, String> refused = new HashMap<>();
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader in = Files.newBufferedReader(journal)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode event = new JsonMapper().readTree(line);
                String card = event.path("msisdn").asText();
                String userData = event.path("user_data").asText();
                switch (event.path("event").asText()) {
                    case "por" -> {
                        String status = event.path("status").asText();
                        low += status.equals("02") ? 1 : 0;
                        unidentified += status.equals("06") ? 1 : 0;
                        Map<String, String> proofs = status.equals("00") ? proven : refused;
                        proofs.put(
                                card, "027100" + event.path("response_packet").asText());
                    }
                    case "answered" -> {
                        boolean first = event.path("command_status").asInt() == 0 && acknowledged.add(userData);
                        boolean isRefusal = userData.equals(refused.get(card));
                        overtaken += first && isRefusal && !acknowledged.contains(proven.get(card)) ? 1 : 0;
                    }
                    default -> {}
                }
            }
        }
        assertThat(unidentified).as("answers 06").isPositive();
        if (CARDS >= 1000) {
            assertThat(low).as("answers 02").isPositive();
            assertThat(overtaken).as("02 before its 00, or with that lost").isPositive();
        }
    }
}
