// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Whole pushes at full durability against {@code ./ota smsc} in a process of its own, and the adapter alone against the same:
 * packets made before, no store, every receipt and PoR acknowledged at once.
 */
public final class PushBench {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final String JOB = """
            name: bench
            application: usim-rfm
            script:
              - 00A40004026F46
              - 00D6000011${spn}
            """;

    private final Path folder;
    private final Programs programs;
    private final List<String> javaOptions;
    private final Consumer<String> progress;

    /**
     * The classes to run.
     *
     * @param ota the command line
     * @param measured the command line, which writes what it took into the file named first
     */
    public record Programs(String ota, String measured) {}

    /**
     * @param folder an empty one, for all files
     * @param javaOptions of the gateway's process, as -Xmx512m
     */
    public PushBench(Path folder, Programs programs, List<String> javaOptions, Consumer<String> progress) {
        this.folder = folder;
        this.programs = programs;
        this.javaOptions = List.copyOf(javaOptions);
        this.progress = progress;
    }

    /**
     * Runs all sizes in turn, round by round, then one more push of the largest with a flight recording.
     *
     * @param sizes numbers of cards, rising
     * @param recorded whether to make the recording
     * @throws IOException where a process fails
     */
    public PushFigures run(List<Long> sizes, int rounds, boolean recorded) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("job.yaml"), JOB);
        Map<Long, List<PushFigures.Push>> pushes = new TreeMap<>();
        Map<Long, List<Double>> adapter = new TreeMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (long size : sizes) {
                MadeCards.write(folder.resolve("cards.csv"), size);
                PushFigures.Push push = push(List.of());
                pushes.computeIfAbsent(size, n -> new ArrayList<>()).add(push);
                double alone = adapterAlone();
                adapter.computeIfAbsent(size, n -> new ArrayList<>()).add(alone);
                progress.accept(String.format(
                        java.util.Locale.ROOT,
                        "round %d, %d cards: %.1f s, CPU %.1f s, adapter alone CPU %.1f s",
                        round,
                        size,
                        push.seconds(),
                        push.cpu(),
                        alone));
            }
        }
        Map<String, Double> places = Map.of();
        if (recorded) {
            push(List.of(
                    "-XX:StartFlightRecording=filename=push.jfr,settings=profile,dumponexit=true", "-Xlog:disable"));
            places = FlightSummary.of(folder.resolve("push.jfr"));
        }
        Map<Long, Double> alone = new TreeMap<>();
        adapter.forEach((size, runs) -> alone.put(
                size, Medians.of(runs.stream().mapToDouble(Double::doubleValue).toArray())));
        return new PushFigures(
                sizes, sizes.stream().map(n -> List.copyOf(pushes.get(n))).toList(), alone, places);
    }

    private PushFigures.Push push(List<String> moreOptions) throws IOException, InterruptedException {
        clear("store");
        Child smsc = smsc();
        try {
            Files.writeString(
                    folder.resolve("gateway.yaml"),
                    "store: jdbc:sqlite:store/ota.db\nlinks:\n  - {name: bench, host: 127.0.0.1, port: " + port()
                            + ", system-id: ota, password: ota, source: \"12345\", window: 100, rate: 100000}\n");
            List<String> options = new ArrayList<>(javaOptions);
            options.addAll(moreOptions);
            List<String> args = new ArrayList<>(List.of("measured.json"));
            args.addAll(List.of("push", "job.yaml", "--cards", "cards.csv", "--config", "gateway.yaml", "--json"));
            Child.start(folder, "push", Child.java(options, programs.measured, args))
                    .end();
            String[] told = Files.readString(folder.resolve("push.out"), StandardCharsets.UTF_8)
                    .split("\n");
            JsonNode result = MAPPER.readTree(told[told.length - 1]);
            JsonNode measured = MAPPER.readTree(folder.resolve("measured.json").toFile());
            return new PushFigures.Push(
                    result.path("seconds").asDouble(),
                    measured.path("cpu_seconds").asDouble(),
                    measured.path("heap_peak").asLong(),
                    measured.path("heap_live").asLong(),
                    result.path("outcomes").path("confirmed").asLong());
        } finally {
            smsc.stop();
        }
    }

    private double adapterAlone() throws IOException, InterruptedException {
        Child smsc = smsc();
        try {
            List<String> args = List.of("bench", "push", "--adapter", Integer.toString(port()), "cards.csv");
            Child.start(folder, "adapter", Child.java(javaOptions, programs.ota, args))
                    .end();
            return MAPPER.readTree(folder.resolve("adapter.out").toFile())
                    .path("cpu_seconds")
                    .asDouble();
        } finally {
            smsc.stop();
        }
    }

    /** Waits until it listens. */
    private Child smsc() throws IOException, InterruptedException {
        List<String> args = List.of("smsc", "--port", "0", "--cards", "cards.csv", "--json");
        Child smsc = Child.start(folder, "smsc", Child.java(List.of(), programs.ota, args));
        long start = System.nanoTime();
        while (port() == 0) {
            if (!smsc.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                smsc.stop();
                throw new IOException("the SMSC did not start: "
                        + Files.readString(folder.resolve("smsc.err")).strip());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return smsc;
    }

    /** Where the SMSC listens; 0 where it has not said so yet. */
    private int port() throws IOException {
        String told = Files.readString(folder.resolve("smsc.out"), StandardCharsets.UTF_8);
        return told.indexOf('\n') < 0
                ? 0
                : MAPPER.readTree(told.substring(0, told.indexOf('\n')))
                        .path("listening")
                        .asInt();
    }

    private void clear(String name) throws IOException {
        Path store = folder.resolve(name);
        if (Files.exists(store)) {
            try (Stream<Path> files = Files.walk(store)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
