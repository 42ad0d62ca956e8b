// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.bench.ImportBench;
import org.otagateway.gateway.bench.ImportFigures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ota bench import}. */
@Command(
        name = "import",
        description = "Imports a card file into a new store, beside sqlite3 .import of the same file.",
        mixinStandardHelpOptions = true)
final class BenchImport implements Callable<Integer> {
    private static final long SHORT_CARDS = 5_000;
    private static final String HEAP = "-Xmx512m";

    private final Streams streams;

    @Option(
            names = "--cards",
            paramLabel = "N",
            defaultValue = "1000000",
            converter = Quantities.Cards.class,
            description = "Rows of the file (default ${DEFAULT-VALUE}).")
    private long cards;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            converter = Quantities.Rounds.class,
            description = "Turns of both; medians count (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--folder", paramLabel = "DIR", description = "On which disk (default: of temporary files).")
    private @Nullable Path folder;

    @Option(names = "--short", description = "One round of 5000 rows, without the launcher.")
    private boolean brief;

    @Option(names = "--json", description = "JSON alone on stdout.")
    private boolean json;

    BenchImport(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!ImportBench.comparable()) {
            streams.err().println("no sqlite3 in PATH to compare with (Debian: sqlite3)");
        }
        ImportFigures figures;
        try (BenchFolder place = BenchFolder.in(folder)) {
            List<String> ota = brief
                    ? ImportBench.bare(Ota.class.getName(), List.of(HEAP, BenchPush.QUICK))
                    : ImportBench.launched(BenchCommand.launcher(), List.of(HEAP));
            figures = new ImportBench(place.path(), ota, streams.err()::println)
                    .run(brief ? SHORT_CARDS : cards, brief ? 1 : rounds);
        } catch (IOException e) {
            throw new OutsideFault("cannot measure: " + e.getMessage(), e);
        }
        if (json) {
            streams.out().println(toJson(figures));
        } else {
            tell(figures);
        }
        return ExitCode.ALL_WELL.code();
    }

    private void tell(ImportFigures figures) {
        double seconds = figures.median(ImportFigures.Run::seconds);
        streams.out()
                .printf(
                        Locale.ROOT,
                        "%d cards: %.2f s, CPU %.2f s (%.1f µs a card); medians of %d. %s%n",
                        figures.cards(),
                        seconds,
                        figures.median(ImportFigures.Run::cpu),
                        figures.median(ImportFigures.Run::cpu) * 1e6 / figures.cards(),
                        figures.ours().size(),
                        Runtime.version());
        figures.ratio(ImportFigures.Run::seconds)
                .ifPresent(times -> streams.out()
                        .printf(
                                Locale.ROOT,
                                "sqlite3 .import: %.2f times as long, %.2f times the CPU%n",
                                times,
                                figures.ratio(ImportFigures.Run::cpu).orElseThrow()));
    }

    private static ObjectNode toJson(ImportFigures figures) {
        ObjectNode result = JsonLines.MAPPER.createObjectNode();
        result.put("java", Runtime.version().toString());
        result.put("cards", figures.cards());
        result.put("rounds", figures.ours().size());
        result.put("seconds", figures.median(ImportFigures.Run::seconds));
        result.put("cpuSeconds", figures.median(ImportFigures.Run::cpu));
        figures.ratio(ImportFigures.Run::seconds).ifPresent(times -> result.put("timesSqlite", times));
        figures.ratio(ImportFigures.Run::cpu).ifPresent(times -> result.put("cpuTimesSqlite", times));
        if (figures.sqlite().isEmpty()) {
            result.put("sqliteMissing", "no sqlite3 in PATH");
        }
        return result;
    }
}
