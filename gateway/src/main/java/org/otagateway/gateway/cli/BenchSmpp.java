// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.bench.CheapPeer;
import org.otagateway.gateway.bench.SmppBench;
import org.otagateway.gateway.bench.SmppFigures;
import org.otagateway.smpp.link.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ota bench smpp}. */
@Command(
        name = "smpp",
        description =
                "Submits over a link, beside a loop that blocks in jsmpp with as many threads as the window, against the"
                        + " same cheap peer in a process of its own.",
        mixinStandardHelpOptions = true)
final class BenchSmpp implements Callable<Integer> {
    private static final double MICROS = 1e3;

    private final Streams streams;

    @Option(names = "--short", description = "A few seconds instead of a minute; rougher.")
    private boolean brief;

    @Option(names = "--json", description = "JSON alone on stdout.")
    private boolean json;

    @Option(names = "--peer", hidden = true, description = "Is the peer: prints its port and answers until stdin ends.")
    private boolean peer;

    BenchSmpp(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (peer) {
            return bePeer();
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ota.class.getName(),
                        "bench",
                        "smpp",
                        "--peer")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            if (line == null) {
                throw new OutsideFault("the peer's process did not start");
            }
            SmppFigures figures = new SmppBench(
                            new Endpoint("127.0.0.1", Integer.parseInt(line)),
                            brief ? SmppBench.Plan.SHORT : SmppBench.Plan.FULL,
                            InstantSource.system(),
                            streams.err()::println)
                    .run();
            if (json) {
                streams.out().println(toJson(figures));
            } else {
                tell(figures);
            }
        } finally {
            process.destroy();
        }
        return ExitCode.ALL_WELL.code();
    }

    private int bePeer() throws IOException {
        try (CheapPeer cheap = CheapPeer.start()) {
            streams.out().println(cheap.port());
            streams.out().flush();
            // The end of stdin is the end of the process that started this one.
            while (streams.in().read() >= 0) {}
        }
        return ExitCode.ALL_WELL.code();
    }

    private void tell(SmppFigures figures) {
        streams.out().println("Segments answered a second, the better of rounds; two JVMs. " + Runtime.version());
        streams.out()
                .printf(
                        Locale.ROOT,
                        "%5s %6s | %8s %7s %6s %6s | %8s %7s %6s %6s | %6s %6s%n",
                        "binds",
                        "window",
                        "link/s",
                        "CPU µs",
                        "reads",
                        "writes",
                        "jsmpp/s",
                        "CPU µs",
                        "reads",
                        "writes",
                        "x",
                        "x CPU");
        for (SmppFigures.Case one : figures.cases()) {
            streams.out()
                    .printf(
                            Locale.ROOT,
                            "%5d %6d | %s | %s | %6.2f %6.2f%n",
                            one.binds(),
                            one.window(),
                            line(one.ours()),
                            line(one.bare()),
                            one.ratio(),
                            one.cpuRatio());
        }
        streams.out()
                .printf(
                        Locale.ROOT,
                        "idle, median from submit to answer: link %.0f µs, jsmpp loop %.0f µs%n",
                        figures.idleOurs() / MICROS,
                        figures.idleBare() / MICROS);
    }

    private static String line(SmppFigures.Side side) {
        return String.format(
                Locale.ROOT,
                "%8.0f %7.1f %6.2f %6.2f",
                side.perSecond(),
                side.cpuNanos() / MICROS,
                side.reads(),
                side.writes());
    }

    private static ObjectNode toJson(SmppFigures figures) {
        ObjectNode result = JsonLines.MAPPER.createObjectNode();
        result.put("java", Runtime.version().toString());
        for (SmppFigures.Case one : figures.cases()) {
            ObjectNode node = result.withArray("cases")
                    .addObject()
                    .put("binds", one.binds())
                    .put("window", one.window())
                    .put("link", one.ours().perSecond())
                    .put("jsmppLoop", one.bare().perSecond())
                    .put("ratio", one.ratio())
                    .put("cpuRatio", one.cpuRatio());
            put(node.putObject("linkCost"), one.ours());
            put(node.putObject("jsmppLoopCost"), one.bare());
        }
        return result.put("idleLinkNanos", figures.idleOurs()).put("idleJsmppNanos", figures.idleBare());
    }

    private static void put(ObjectNode node, SmppFigures.Side side) {
        node.put("cpuNanos", side.cpuNanos()).put("reads", side.reads()).put("writes", side.writes());
    }
}
