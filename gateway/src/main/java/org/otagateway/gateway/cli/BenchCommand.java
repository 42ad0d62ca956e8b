// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.bench.CliBench;
import org.otagateway.gateway.bench.CliFigures;
import org.otagateway.gateway.bench.PacketBench;
import org.otagateway.gateway.bench.PacketFigures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ota bench}: speed, beside what else there is. */
@Command(
        name = "bench",
        description = "Measures speed on this machine, beside what else there is.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class BenchCommand implements Ota.Group {
    private final Streams streams;

    BenchCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<Object> subcommands() {
        return List.of(
                new Packet(), new BenchSmpp(streams), new BenchPush(streams), new BenchImport(streams), new Cli());
    }

    /** {@code ./ota bench cli}. */
    @Command(
            name = "cli",
            description = "Times ./ota inspect of one packet, start to end, beside the start of a bare JVM.",
            mixinStandardHelpOptions = true)
    final class Cli implements Callable<Integer> {
        private static final int ROUNDS = 9;

        @Option(names = "--json", description = "JSON alone on stdout.")
        private boolean json;

        @Override
        public Integer call() {
            CliFigures figures;
            try {
                figures = new CliBench(launcher(), ROUNDS).run();
            } catch (IOException e) {
                throw new OutsideFault("cannot time processes: " + e.getMessage(), e);
            }
            if (json) {
                ObjectNode result = JsonLines.MAPPER.createObjectNode();
                result.put("java", Runtime.version().toString());
                result.put("rounds", figures.rounds());
                result.put("bareMillis", figures.bareMillis());
                result.put("inspectMillis", figures.inspectMillis());
                result.put("ratio", figures.ratio());
                streams.out().println(result);
            } else {
                streams.out()
                        .printf(
                                Locale.ROOT,
                                "Medians of %d: bare JVM %.0f ms, ota inspect %.0f ms, ratio %.2f. %s%n",
                                figures.rounds(),
                                figures.bareMillis(),
                                figures.inspectMillis(),
                                figures.ratio(),
                                Runtime.version());
            }
            return ExitCode.ALL_WELL.code();
        }
    }

    /** The script in a folder around the jar. */
    static Path launcher() {
        URL jar = Ota.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            for (Path folder = Path.of(jar.toURI()); folder != null; folder = folder.getParent()) {
                if (Files.isExecutable(folder.resolve("ota")) && Files.isRegularFile(folder.resolve("ota"))) {
                    return folder.resolve("ota");
                }
            }
        } catch (URISyntaxException e) {
            throw new OutsideFault("no launcher beside " + jar, e);
        }
        throw new OutsideFault("no launcher beside " + jar);
    }

    /** {@code ./ota bench packet}. */
    @Command(
            name = "packet",
            description =
                    "Seals and opens secured packets, beside OpenSSL and Bouncy Castle; keys change with each packet.",
            mixinStandardHelpOptions = true)
    final class Packet implements Callable<Integer> {
        @Option(names = "--short", description = "A few seconds instead of half a minute; rougher.")
        private boolean brief;

        @Option(names = "--json", description = "JSON alone on stdout.")
        private boolean json;

        @Override
        public Integer call() {
            PacketFigures figures = new PacketBench(
                            brief ? PacketBench.Plan.SHORT : PacketBench.Plan.FULL, streams.err()::println)
                    .run();
            if (json) {
                streams.out().println(toJson(figures));
            } else {
                tell(figures);
            }
            return ExitCode.ALL_WELL.code();
        }

        private void tell(PacketFigures figures) {
            streams.out()
                    .println("Medians of " + figures.rounds()
                            + " rounds, one thread, other keys for each packet; SPI 1619. " + Runtime.version());
            streams.out()
                    .printf(
                            Locale.ROOT,
                            "%-8s %-14s %4s %5s | %10s %8s %6s | %6s %6s | %12s | %8s %6s | %9s %9s%n",
                            "",
                            "",
                            "SMs",
                            "data",
                            "packets/s",
                            "CPU ns",
                            "alloc",
                            "JDK ns",
                            "alloc",
                            "with keys ns",
                            "BC ns",
                            "alloc",
                            "x of BC",
                            "x of OSSL");
            for (PacketFigures.Case one : figures.cases()) {
                streams.out()
                        .printf(
                                Locale.ROOT,
                                "%-8s %-14s %4d %5d | %10.0f %8.0f %6.0f | %6.0f %6.0f | %12.0f | %8.0f %6.0f | %9.2f %9s%n",
                                one.algorithm().label(),
                                one.work().label(),
                                one.messages(),
                                one.data(),
                                one.ours().perSecond(),
                                one.ours().cpuNanos(),
                                one.ours().allocated(),
                                one.jdkShare().cpuNanos(),
                                one.jdkShare().allocated(),
                                one.oursFromOctets().cpuNanos(),
                                one.bouncyCastle().cpuNanos(),
                                one.bouncyCastle().allocated(),
                                one.ofBouncyCastle(),
                                one.ofOpenSsl().isPresent()
                                        ? String.format(
                                                Locale.ROOT,
                                                "%.2f",
                                                one.ofOpenSsl().getAsDouble())
                                        : "-");
            }
            figures.openSsl()
                    .forEach((variant, nanos) -> streams.out()
                            .printf(
                                    Locale.ROOT,
                                    "OpenSSL  %-40s %10.0f packets/s %8.0f ns%n",
                                    variant,
                                    1e9 / nanos,
                                    nanos));
            if (!figures.openSslMissing().isEmpty()) {
                streams.out().println("OpenSSL is left out: " + figures.openSslMissing());
            }
        }

        private static ObjectNode toJson(PacketFigures figures) {
            ObjectNode result = JsonLines.MAPPER.createObjectNode();
            result.put("java", Runtime.version().toString());
            result.put("rounds", figures.rounds());
            result.put("packetsChecked", figures.packetsChecked());
            for (PacketFigures.Case one : figures.cases()) {
                ObjectNode node = result.withArray("cases").addObject();
                node.put("algorithm", one.algorithm().label());
                node.put("work", one.work().label());
                node.put("messages", one.messages());
                node.put("data", one.data());
                put(node.putObject("ours"), one.ours());
                put(node.putObject("oursKeysFromOctets"), one.oursFromOctets());
                put(node.putObject("bouncyCastle"), one.bouncyCastle());
                put(node.putObject("jdkShare"), one.jdkShare());
                node.put("speedOfBouncyCastle", one.ofBouncyCastle());
                one.ofOpenSsl().ifPresent(ratio -> node.put("speedOfOpenSsl", ratio));
            }
            ObjectNode openSsl = result.putObject("openSsl");
            figures.openSsl().forEach((variant, nanos) -> openSsl.put(variant, nanos));
            if (!figures.openSslMissing().isEmpty()) {
                result.put("openSslMissing", figures.openSslMissing());
            }
            return result;
        }

        private static void put(ObjectNode node, PacketFigures.Figure figure) {
            node.put("packetsPerSecond", figure.perSecond());
            node.put("cpuNanos", figure.cpuNanos());
            node.put("allocatedOctets", figure.allocated());
        }
    }
}
