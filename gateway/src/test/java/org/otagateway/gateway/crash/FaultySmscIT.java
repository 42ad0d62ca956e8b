// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            "bind-refused=5%",
            "bind-already-bound=5%",
            "bind-silent=2%",
            "bind-misanswered=3%",
            "bind-unknown-version=10%");

    @TempDir
    private Path directory;

    private static String[] smsc() {
        List<String> options = new ArrayList<>(List.of("--seed", Long.toString(SEED)));
        MESSAGE_FAULTS.forEach(fault -> options.addAll(List.of("--fault", fault)));
        options.addAll(List.of("--late-by", "1s..2s", "--drop-after", "1000", "--hold-bind", "200ms"));
        options.addAll(List.of("--throttle-above", "1500", "--restart-every", "15s", "--restart-outage", "1s"));
        options.addAll(List.of("--message-id", "HEXADECIMAL", "--receipt-form", "SPACED"));
        options.addAll(List.of("--counter-domain", "TAR", "--padding", "ISO_9797"));
        options.addAll(List.of("--replay", "UNIDENTIFIED_UNPROTECTED"));
        return options.toArray(new String[0]);
    }

    @Test
    void nothingRunsTwiceAndMostCardsAreConfirmedWhateverTheSmscDoes() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        files.cards(CARDS, SEED);
        // A card that ran and whose PoR was lost answers every further copy with an unprotected 06: it stays
        // unconfirmed.
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
                JsonNode result = new JsonMapper().readTree(push.await(PATIENCE).out());
                assertThat(result.get("outcomes").get("confirmed").asInt()).isGreaterThan(CARDS * 4 / 5);
                assertThat(result.get("outcomes").get("pending").asInt()).isZero();
            }
            smsc.end();
            JournalAudit.Report audit = JournalAudit.audit(smsc.journal(), true, directory.resolve("report.csv"));
            assertThat(audit.violations()).isEmpty();
        }
    }
}
