// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./ota cards import} of a file into a new store beside {@code sqlite3 .import} of the same file into a new database,
 * in turn, process start to process end. The one checks each row, seals its keys and commits as it goes along; the other
 * does none of it.
 */
public final class ImportBench {
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");

    /** Below so many cards the figures tell nothing anyway. */
    private static final long WARM_FROM = 10_000;

    private final Path folder;
    private final List<String> ota;
    private final Consumer<String> progress;

    /**
     * @param folder an empty one, for all files
     * @param ota the command that takes the words of the command line: {@link #launched} or {@link #bare}
     */
    public ImportBench(Path folder, List<String> ota, Consumer<String> progress) {
        this.folder = folder;
        this.ota = List.copyOf(ota);
        this.progress = progress;
    }

    /**
     * As a person starts it, in this JVM's release.
     *
     * @param launcher the script {@code ota}
     */
    public static List<String> launched(Path launcher, List<String> javaOptions) {
        return List.of(
                "env",
                "OTA_JAVA_OPTS=" + String.join(" ", javaOptions),
                "JAVA_HOME=" + System.getProperty("java.home"),
                launcher.toString());
    }

    /** Without the launcher, by the classes of this process; {@code main} is that of the command line. */
    public static List<String> bare(String main, List<String> javaOptions) {
        return Child.java(javaOptions, main, List.of());
    }

    /** Whether there is a sqlite3 to compare with. */
    public static boolean comparable() {
        for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(place, "sqlite3"))) {
                return true;
            }
        }
        return false;
    }

    /** @throws IOException where a process fails */
    public ImportFigures run(long cards, int rounds) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("gateway.yaml"),
                "store: jdbc:sqlite:ota/ota.db\nlinks:\n  - {name: none, host: 127.0.0.1, port: 1, system-id: none,"
                        + " password: none, source: \"1\"}\n");
        if (rounds > 1 || cards > WARM_FROM) {
            MadeCards.write(folder.resolve("cards.csv"), 1);
            imported(); // warms the file cache, and the launcher makes its archive of classes where there is none
        }
        MadeCards.write(folder.resolve("cards.csv"), cards);
        List<ImportFigures.Run> sqlite = new ArrayList<>();
        List<ImportFigures.Run> ours = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            if (comparable()) {
                Files.deleteIfExists(folder.resolve("plain.db"));
                sqlite.add(timed(List.of("sqlite3", "plain.db", "-cmd", ".mode csv", ".import cards.csv cards")));
            }
            ours.add(imported());
            progress.accept("round " + round + ": " + ours.get(ours.size() - 1)
                    + (sqlite.isEmpty() ? "" : ", sqlite3 " + sqlite.get(sqlite.size() - 1)));
        }
        return new ImportFigures(cards, sqlite, ours);
    }

    private ImportFigures.Run imported() throws IOException, InterruptedException {
        delete(folder.resolve("ota"));
        List<String> command = new ArrayList<>(ota);
        command.addAll(List.of("cards", "import", "cards.csv", "--config", "gateway.yaml"));
        return timed(command);
    }

    /** By a shell, which tells the CPU time of what it ran. */
    private ImportFigures.Run timed(List<String> command) throws IOException, InterruptedException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", "\"$@\" >&2 && times", "sh"));
        shell.addAll(command);
        long start = System.nanoTime();
        Child.start(folder, "import", shell).end();
        double seconds = (System.nanoTime() - start) / 1e9;
        String told = Files.readString(folder.resolve("import.out"), StandardCharsets.UTF_8);
        Matcher times = TIMES.matcher(told);
        double cpu = 0;
        while (times.find()) { // the shell itself, then what it ran
            cpu = 60 * Double.parseDouble(times.group(1))
                    + Double.parseDouble(times.group(2))
                    + 60 * Double.parseDouble(times.group(3))
                    + Double.parseDouble(times.group(4));
        }
        return new ImportFigures.Run(seconds, cpu);
    }

    private static void delete(Path store) throws IOException {
        if (Files.isDirectory(store)) {
            try (var files = Files.list(store)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
