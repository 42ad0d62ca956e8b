// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.simulator.CardBehaviour;
import org.otagateway.gateway.simulator.CardFleet;
import org.otagateway.gateway.simulator.CardMishaps;
import org.otagateway.gateway.simulator.CardProfile;
import org.otagateway.gateway.simulator.JsonLinesJournal;
import org.otagateway.gateway.simulator.MinimumSecurity;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.smpp.smsc.Account;
import org.otagateway.smpp.smsc.Smsc;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;

/** A store that was restored from a backup spends nothing before its counters were moved on, and no value twice. */
class RestoreTest {
    private static final int CARDS = 3;

    @TempDir
    Path directory;

    private Run push(Path job, Path cards, Path config) {
        return Run.of(
                "push",
                job.toString(),
                "--cards",
                cards.toString(),
                "--config",
                config.toString(),
                "--report",
                directory.resolve("report.csv").toString(),
                "--again",
                "--json");
    }

    /** The counters of the last report, one a card. */
    private Set<String> counters() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("report.csv"));
        int column = List.of(lines.get(0).split(",", -1)).indexOf("counter");
        Set<String> counters = new HashSet<>();
        lines.stream()
                .skip(1)
                .forEach(line -> counters.add(line.split(",", -1)[0] + " " + line.split(",", -1)[column]));
        assertThat(counters).hasSize(CARDS);
        return counters;
    }

    @Test
    void nothingIsSpentTwiceAfterTheRestore() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        Path cards = files.cards(CARDS, 5);
        Path job = files.job("attempts: 2, response: PT5S");
        SplittableRandom chance = new SplittableRandom(1);
        try (JsonLinesJournal journal = new JsonLinesJournal(OutputStream.nullOutputStream());
                Smsc smsc = Smsc.start(
                        SmscSettings.of(Account.of("ota", "ota")),
                        SmscFaults.NONE,
                        CardFleet.read(
                                cards,
                                KeyType.AES,
                                CardProfile.generic(CardBehaviour.STANDARD, MinimumSecurity.CHECKSUM_AND_COUNTER),
                                CardMishaps.NONE,
                                InstantSource.system(),
                                chance.split(),
                                journal,
                                row -> {
                                    throw row;
                                }),
                        journal,
                        InstantSource.system(),
                        chance)) {
            Path config = files.config(smsc.port(), "ota");
            Path database = directory.resolve("store/ota.db");
            assertThat(push(job, cards, config))
                    .satisfies(run -> assertThat(run.code()).as(run.err()).isZero());
            Set<String> used = new HashSet<>(counters());
            Path backup = Files.copy(database, directory.resolve("backup"));
            assertThat(push(job, cards, config))
                    .satisfies(run -> assertThat(run.code()).as(run.err()).isZero());
            assertThat(push(job, cards, config))
                    .satisfies(run -> assertThat(run.code()).as(run.err()).isZero());
            used.addAll(counters());
            Files.copy(backup, database, StandardCopyOption.REPLACE_EXISTING);

            for (Run refused : List.of(
                    push(job, cards, config),
                    Run.of("cards", "import", cards.toString(), "--config", config.toString()))) {
                assertThat(refused.code()).isEqualTo(3);
                assertThat(refused.errLines()).hasSize(1);
                assertThat(refused.err())
                        .contains("restored from a backup")
                        .contains("knows of 6 counter values more")
                        .contains("ota counters advance");
            }
            Run adopt = Run.of("store", "adopt", "--config", config.toString());
            assertThat(adopt.code()).isEqualTo(2);
            assertThat(adopt.err()).contains("run 'ota counters advance' once");

            Run advance = Run.of("counters", "advance", "--config", config.toString());
            assertThat(advance.out().strip()).isEqualTo("3 counters moved on by 6");
            assertThat(advance.code()).isZero();
            assertThat(push(job, cards, config))
                    .satisfies(run -> assertThat(run.code()).as(run.err()).isZero());
            assertThat(counters()).doesNotContainAnyElementsOf(used);

            Files.delete(directory.resolve("store/ota.db.mark"));
            assertThat(push(job, cards, config).code()).isEqualTo(3);
            assertThat(Run.of("counters", "advance", "--config", config.toString())
                            .err())
                    .contains("--by: expected --by N or --to N");
            assertThat(Run.of("store", "adopt", "--config", config.toString()).code())
                    .isZero();
            assertThat(push(job, cards, config))
                    .satisfies(run -> assertThat(run.code()).as(run.err()).isZero());
        }
    }
}
