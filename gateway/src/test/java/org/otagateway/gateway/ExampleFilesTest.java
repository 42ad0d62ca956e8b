// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.job.JobFile;

/** What a newcomer copies first is read as it stands. */
class ExampleFilesTest {
    private static final Path ROOT = Path.of("..");
    private static final Map<String, String> ENVIRONMENT = Map.of("OTA_SMSC_A_PASSWORD", "secret");
    private static final Pattern BLOCK = Pattern.compile("```(yaml|csv)\n(.*?)```", Pattern.DOTALL);

    @Test
    void filesOfTheConfigFolderAreGood() {
        Path config = ROOT.resolve("config");
        readTogether(
                config.resolve("gateway.yaml"),
                config.resolve("cards-example.csv"),
                config.resolve("job-example.yaml"));
    }

    @Test
    void profileExampleIsGood() {
        CardProfiles profiles = CardProfiles.load(ROOT.resolve("config/profiles"));
        assertThat(profiles.find("example")).isPresent();
        assertThat(profiles.find(CardProfiles.GENERIC)).isPresent();
    }

    @Test
    void filesOfTheReadmeAreGood(@TempDir Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
        while (block.find()) {
            files.add(Files.writeString(folder.resolve(files.size() + "." + block.group(1)), block.group(2)));
        }
        assertThat(files).as("gateway.yaml, cards.csv, job.yaml").hasSize(3);
        readTogether(files.get(0), files.get(1), files.get(2));
    }

    private static void readTogether(Path gateway, Path cards, Path job) {
        GatewayConfig config = GatewayConfig.read(gateway, ENVIRONMENT);
        JobFile jobFile = JobFile.read(job, CardProfiles.load(config.profiles()), config.responseChannel());
        try (CardRows rows = CardRows.open(cards, config::international)) {
            jobFile.requireColumns(rows.columns());
            CardRows.RowResult first = rows.next();
            assertThat(first).isInstanceOf(CardRow.class);
            for (CardRows.RowResult row = first; row != null; row = rows.next()) {
                assertThat(row).isInstanceOf(CardRow.class);
            }
        }
    }
}
