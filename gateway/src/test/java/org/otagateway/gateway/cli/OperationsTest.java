// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.input.CsvReader;
import org.otagateway.gateway.operation.CapFiles;
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

/** Each job of docs/operations.md does on a software UICC what the page says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final Pattern CARDS = Pattern.compile("```csv\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JOB =
            Pattern.compile("```yaml\n(name: ([a-z-]+)\n.*?)```\\s+```text\n(.*?)\n```", Pattern.DOTALL);
    private static final String PASSWORD = "ota";

    private Path folder = Path.of(".");

    private String page = "";
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        folder = directory;
        page = Files.readString(PAGE);
        MatchResult cards = CARDS.matcher(page).results().findFirst().orElseThrow();
        Path cardFile = Files.writeString(folder.resolve("cards.csv"), cards.group(1));
        Files.write(folder.resolve("applet.cap"), CapFiles.ofCode(2500));
        SplittableRandom chance = new SplittableRandom(1);
        JsonLinesJournal journal = new JsonLinesJournal(OutputStream.nullOutputStream());
        open.add(journal);
        CardFleet fleet = CardFleet.read(
                cardFile,
                KeyType.AES,
                CardProfile.generic(CardBehaviour.STANDARD, MinimumSecurity.CHECKSUM_AND_COUNTER),
                CardMishaps.NONE,
                InstantSource.system(),
                chance.split(),
                journal,
                row -> {
                    throw row;
                });
        Smsc smsc = Smsc.start(
                SmscSettings.of(Account.of("ota", PASSWORD)),
                SmscFaults.NONE,
                fleet,
                journal,
                InstantSource.system(),
                chance);
        open.add(smsc);
        Files.writeString(
                folder.resolve("gateway.yaml"),
                "store: jdbc:sqlite:ota.db\nlinks:\n  - {name: a, host: 127.0.0.1, port: " + smsc.port()
                        + ", system-id: ota, password: " + PASSWORD + ", source: \"12345\", max-parts: 4}\n");
    }

    @AfterAll
    void end() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @TestFactory
    Stream<DynamicTest> aJobOfThePageDoesWhatItSays() {
        List<MatchResult> jobs = JOB.matcher(page).results().toList();
        assertThat(jobs).hasSizeGreaterThan(8);
        return jobs.stream()
                .map(job -> DynamicTest.dynamicTest(
                        job.group(2),
                        () -> assertThat(run(job.group(2), job.group(1)))
                                .isEqualTo(job.group(3).strip())));
    }

    @Test
    void eachWordOfAppletsAndKeysIsOnThePage() {
        assertThat(page)
                .contains("- load-applet:")
                .contains("- install:")
                .contains("- make-selectable:")
                .contains("- delete:")
                .contains("- lock:")
                .contains("- unlock:")
                .contains("- get-status:")
                .contains("- personalize:")
                .contains("`store-data:")
                .contains("- extradite:")
                .contains("- registry-update:")
                .contains("- put-key:")
                .contains("- change-keys:");
    }

    @Test
    void eachWordOfFilesIsOnThePage() {
        assertThat(page)
                .contains("- select:")
                .contains("- read-binary:")
                .contains("- update-binary:")
                .contains("- read-record:")
                .contains("- update-record:")
                .contains("- search-record:")
                .contains("- activate:")
                .contains("- deactivate:")
                .contains("- create-file:")
                .contains("- delete-file:")
                .contains("- resize-file:")
                .contains("- verify-pin:");
    }

    /** Outcome, last status word and detail, as the report has them. */
    private String run(String name, String job) throws IOException {
        Path jobFile = Files.writeString(folder.resolve(name + ".yaml"), job);
        Path report = folder.resolve(name + ".csv");
        Run run = Run.of(
                "push",
                jobFile.toString(),
                "--cards",
                folder.resolve("cards.csv").toString(),
                "--config",
                folder.resolve("gateway.yaml").toString(),
                "--report",
                report.toString(),
                "--json");
        assertThat(run.code()).as(run.err()).isIn(0, 1);
        Map<String, String> row = row(Files.readString(report));
        return Stream.of("outcome", "status_word", "detail")
                .map(column -> Objects.requireNonNullElse(row.get(column), ""))
                .filter(value -> !value.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private static Map<String, String> row(String report) {
        try (CsvReader csv =
                CsvReader.of("report", new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)))) {
            List<String> header = Objects.requireNonNull(csv.next()).fields();
            List<String> fields = Objects.requireNonNull(csv.next()).fields();
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), fields.get(i));
            }
            return row;
        }
    }
}
