// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ota} over the built jar, and the archive of class-data sharing that it keeps. */
class LauncherIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String PACKET = "00a40004026f46";

    @TempDir
    private Path home;

    @BeforeEach
    void copyTheLauncher() throws Exception {
        Files.copy(
                TARGET.resolveSibling("../ota").normalize(), home.resolve("ota"), StandardCopyOption.COPY_ATTRIBUTES);
        Path target = Files.createDirectories(home.resolve("gateway/target"));
        Files.copy(TARGET.resolve("ota.jar"), target.resolve("ota.jar"));
        Files.createSymbolicLink(target.resolve("lib"), TARGET.resolve("lib"));
    }

    @Test
    void theFirstRunMakesAnArchiveAndTheNextKeepsIt() throws Exception {
        List<String> first = inspect();
        List<Path> made = archives();
        assertThat(first).first().asString().startsWith("compact script");
        assertThat(made)
                .singleElement()
                .satisfies(archive -> assertThat(archive).isNotEmptyFile());

        Object before = Files.getLastModifiedTime(made.get(0));
        assertThat(inspect()).isEqualTo(first);
        assertThat(archives()).isEqualTo(made);
        assertThat(Files.getLastModifiedTime(made.get(0))).isEqualTo(before);
    }

    @Test
    void aNewerJarGetsANewArchive() throws Exception {
        inspect();
        Path archive = archives().get(0);
        Object before = Files.getLastModifiedTime(archive);
        Files.setLastModifiedTime(
                home.resolve("gateway/target/ota.jar"),
                FileTime.from(Files.getLastModifiedTime(archive).toInstant().plusMillis(1)));

        assertThat(inspect()).first().asString().startsWith("compact script");
        assertThat(Files.getLastModifiedTime(archive)).isNotEqualTo(before);
    }

    @Test
    void whereNoArchiveCanBeMadeOrUsedTheAnswerIsTheSame() throws Exception {
        List<String> expected = inspect();
        Files.write(writable(archives().get(0)), new byte[100]);
        assertThat(inspect()).isEqualTo(expected);

        try (Stream<Path> files = Files.walk(home.resolve("gateway/target/cds"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.createFile(home.resolve("gateway/target/cds"));
        assertThat(inspect()).isEqualTo(expected);
    }

    @Test
    void anImportStartsFromAnArchiveOfItsOwnWhateverTheCallerChose() throws Exception {
        Files.writeString(home.resolve("cards.csv"), "iccid,msisdn\n8988211000000000001,882110001\n");
        Files.writeString(
                home.resolve("gateway.yaml"),
                "store: jdbc:sqlite:store/ota.db\nlinks:\n  - {name: none, host: 127.0.0.1, port: 1, system-id: none,"
                        + " password: none, source: \"1\"}\n");
        List<String> imports = List.of("cards", "import", "cards.csv", "--config", "gateway.yaml", "--json");

        assertThat(told("-Xmx64m", imports)).singleElement().asString().contains("\"added\":1");
        assertThat(archives())
                .singleElement()
                .satisfies(archive -> assertThat(archive).isNotEmptyFile());
        assertThat(told("-Xmx64m -XX:+UseParallelGC -XX:TieredStopAtLevel=1", imports))
                .singleElement()
                .asString()
                .contains("\"unchanged\":1");
    }

    private static Path writable(Path file) {
        assertThat(file.toFile().setWritable(true)).isTrue();
        return file;
    }

    private List<Path> archives() throws Exception {
        try (Stream<Path> files = Files.walk(home.resolve("gateway/target/cds"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private List<String> inspect() throws Exception {
        return told("", List.of("inspect", PACKET));
    }

    private List<String> told(String options, List<String> words) throws Exception {
        Path told = home.resolve("told.txt");
        List<String> command = new ArrayList<>(List.of(home.resolve("ota").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("OTA_JAVA_OPTS", options);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(told, StandardCharsets.UTF_8);
    }
}
