// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.bench.AdapterAlone;
import org.otagateway.gateway.bench.PushBench;
import org.otagateway.gateway.bench.PushFigures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ota bench push}. */
@Command(
        name = "push",
        description =
                "Whole pushes at full durability against ./ota smsc in a process of its own, beside the adapter alone"
                        + " with packets made before and no store.",
        mixinStandardHelpOptions = true)
final class BenchPush implements Callable<Integer> {
    private static final double MIB = 1024 * 1024;
    private static final int PLACES_SHOWN = 12;
    private static final long SHORT_CARDS = 300;
    /** What runs for seconds is not worth the second compiler. */
    static final String QUICK = "-XX:TieredStopAtLevel=1";

    private final Streams streams;

    @Option(
            names = "--cards",
            paramLabel = "N",
            split = ",",
            defaultValue = "10000,100000",
            converter = Quantities.Cards.class,
            description = "Cards of each push, rising (default ${DEFAULT-VALUE}).")
    private List<Long> cards = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            converter = Quantities.Rounds.class,
            description = "Pushes of each size; medians count (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "512m", description = "-Xmx of the gateway.")
    private String heap = "512m";

    @Option(names = "--no-recording", description = "Without the last push, which is for the flight recording.")
    private boolean unrecorded;

    @Option(names = "--folder", paramLabel = "DIR", description = "On which disk (default: of temporary files).")
    private @Nullable Path folder;

    @Option(names = "--short", description = "One push of 300 cards.")
    private boolean brief;

    @Option(names = "--json", description = "JSON alone on stdout.")
    private boolean json;

    @Option(names = "--adapter", hidden = true, paramLabel = "PORT", description = "Is the adapter alone.")
    private int adapter;

    @Parameters(arity = "0..1", hidden = true)
    private @Nullable Path file;

    BenchPush(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            if (adapter != 0 && file != null) {
                return adapterAlone(file);
            }
            List<Long> sizes =
                    brief ? List.of(SHORT_CARDS) : cards.stream().sorted().toList();
            PushFigures figures;
            try (BenchFolder place = BenchFolder.in(folder)) {
                figures = new PushBench(
                                place.path(),
                                new PushBench.Programs(Ota.class.getName(), MeasuredRun.class.getName()),
                                brief ? List.of("-Xmx" + heap, QUICK) : List.of("-Xmx" + heap),
                                streams.err()::println)
                        .run(sizes, brief ? 1 : rounds, !brief && !unrecorded);
            }
            if (json) {
                streams.out().println(toJson(figures));
            } else {
                tell(figures);
            }
            return (allConfirmed(figures) ? ExitCode.ALL_WELL : ExitCode.OTHER_OUTCOME).code();
        } catch (IOException e) {
            throw new OutsideFault("cannot measure: " + e.getMessage(), e);
        }
    }

    private static boolean allConfirmed(PushFigures figures) {
        for (int size = 0; size < figures.sizes().size(); size++) {
            long wanted = figures.sizes().get(size);
            if (figures.pushes().get(size).stream().anyMatch(push -> push.confirmed() != wanted)) {
                return false;
            }
        }
        return true;
    }

    private int adapterAlone(Path cardFile) throws IOException, InterruptedException {
        int answered = new AdapterAlone(InstantSource.system()).run(adapter, cardFile);
        streams.out()
                .println(JsonLines.MAPPER
                        .createObjectNode()
                        .put("answered", answered)
                        .put("cpu_seconds", MeasuredRun.cpuSeconds()));
        return ExitCode.ALL_WELL.code();
    }

    private void tell(PushFigures figures) {
        streams.out()
                .printf(
                        Locale.ROOT,
                        "Medians of %d pushes, -Xmx%s. %s%n",
                        figures.pushes().get(0).size(),
                        heap,
                        Runtime.version());
        streams.out()
                .printf(
                        Locale.ROOT,
                        "%9s %9s | %8s %8s %8s | %10s %10s%n",
                        "cards",
                        "confirmed",
                        "seconds",
                        "cards/s",
                        "µs CPU",
                        "MiB heap",
                        "MiB live");
        for (int size = 0; size < figures.sizes().size(); size++) {
            long number = figures.sizes().get(size);
            streams.out()
                    .printf(
                            Locale.ROOT,
                            "%9d %9.0f | %8.1f %8.0f %8.0f | %10.0f %10.0f%n",
                            number,
                            figures.median(size, PushFigures.Push::confirmed),
                            figures.median(size, PushFigures.Push::seconds),
                            figures.cardsPerSecond(size),
                            figures.median(size, PushFigures.Push::cpu) * 1e6 / number,
                            figures.median(size, PushFigures.Push::heapPeak) / MIB,
                            figures.median(size, PushFigures.Push::heapLive) / MIB);
        }
        streams.out()
                .printf(
                        Locale.ROOT,
                        "cards a second of the largest, of those of the smallest: %.2f%n"
                                + "CPU of a further card: push %.0f µs, adapter alone %.0f µs, ratio %.2f%n",
                        figures.growth(),
                        figures.pushMicrosACard(),
                        figures.adapterMicrosACard(),
                        figures.ratio());
        figures.places().entrySet().stream()
                .limit(PLACES_SHOWN)
                .forEach(place -> streams.out().printf(Locale.ROOT, "%5.1f %% %s%n", place.getValue(), place.getKey()));
    }

    private static ObjectNode toJson(PushFigures figures) {
        ObjectNode result = JsonLines.MAPPER.createObjectNode();
        result.put("java", Runtime.version().toString());
        result.put("rounds", figures.pushes().get(0).size());
        for (int size = 0; size < figures.sizes().size(); size++) {
            long number = figures.sizes().get(size);
            result.withArray("sizes")
                    .addObject()
                    .put("cards", number)
                    .put("confirmed", (long) figures.median(size, PushFigures.Push::confirmed))
                    .put("seconds", figures.median(size, PushFigures.Push::seconds))
                    .put("cardsPerSecond", figures.cardsPerSecond(size))
                    .put("cpuMicrosACard", figures.median(size, PushFigures.Push::cpu) * 1e6 / number)
                    .put("adapterCpuSeconds", figures.adapter().get(number))
                    .put("heapPeak", (long) figures.median(size, PushFigures.Push::heapPeak))
                    .put("heapLive", (long) figures.median(size, PushFigures.Push::heapLive));
        }
        result.put("growth", figures.growth());
        result.put("pushMicrosAFurtherCard", figures.pushMicrosACard());
        result.put("adapterMicrosAFurtherCard", figures.adapterMicrosACard());
        result.put("ratio", figures.ratio());
        ObjectNode places = result.putObject("percentOfSamples");
        figures.places().forEach((place, percent) -> places.put(place, percent));
        return result;
    }
}
