// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.report.JobSummary;
import org.otagateway.gateway.simulator.CardBehaviour;
import org.otagateway.gateway.simulator.CardFleet;
import org.otagateway.gateway.simulator.CardMishaps;
import org.otagateway.gateway.simulator.CardProfile;
import org.otagateway.gateway.simulator.JsonLinesJournal;
import org.otagateway.gateway.simulator.MinimumSecurity;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.smpp.smsc.Account;
import org.otagateway.smpp.smsc.Fault;
import org.otagateway.smpp.smsc.Smsc;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ota demo}: the main job on one machine with nothing installed. */
@Command(
        name = "demo",
        description = "Runs an SMSC simulator with software UICCs and a gateway with an embedded database, writes the"
                + " service provider name of every card over the air, and reads back from the cards what was"
                + " written.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final int MOST_CARDS = 1_000_000;
    private static final int KEY_OCTETS = 16;
    private static final int NAME_OCTETS = 16;
    private static final String PASSWORD = "OTA_DEMO_PASSWORD";

    /** EF.SPN of ADF.USIM (TS 31.102 clause 4.2.12). */
    private static final Octets SERVICE_PROVIDER_NAME = Octets.of(0x7F, 0xFF, 0x6F, 0x46);

    private static final String JOB = """
        name: demo
        application: usim-rfm
        script:
          - 00A40004026F46      # SELECT EF.SPN
          - 00D6000011${spn}    # UPDATE BINARY
        policy: {attempts: 10, validity: PT10S, response: PT10S, retry-after: PT1S, expires: PT10M}
        """;

    private final Streams streams;

    @Option(
            names = "--cards",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many cards (default ${DEFAULT-VALUE}).")
    private int cards;

    @Option(
            names = "--loss",
            paramLabel = "P",
            converter = Quantities.Probability.class,
            defaultValue = "0",
            description = "How likely a segment is lost, and a PoR (default ${DEFAULT-VALUE}).")
    private double loss;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of what is lost (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "JSON alone on stdout.")
    private boolean json;

    DemoCommand(Streams streams) {
        this.streams = streams;
    }

    /** What was made for one card: where it is and what its file should hold. */
    private record Written(String msisdn, Octets name) {}

    @Override
    public Integer call() throws InterruptedException {
        if (cards < 1 || cards > MOST_CARDS) {
            throw new UserError("--cards: expected 1 to " + MOST_CARDS + ", got " + cards);
        }
        long start = System.nanoTime();
        Path directory = directory();
        try {
            return run(directory, start).code();
        } catch (IOException e) {
            throw new OutsideFault("cannot write in " + directory + ": " + e, e);
        } finally {
            remove(directory);
        }
    }

    private ExitCode run(Path directory, long start) throws IOException, InterruptedException {
        SecureRandom secrets = new SecureRandom();
        String password = hex(secrets, 4);
        Path cardFile = directory.resolve("cards.csv");
        List<Written> written = writeCards(cardFile, secrets);
        SplittableRandom chance = new SplittableRandom(seed);
        SmscFaults faults = SmscFaults.NONE.with(Fault.LOSE_SUBMITTED, loss).with(Fault.LOSE_MOBILE_ORIGINATED, loss);
        try (JsonLinesJournal journal = new JsonLinesJournal(OutputStream.nullOutputStream())) {
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
            try (Smsc smsc = Smsc.start(
                    SmscSettings.of(Account.of("ota", password)),
                    faults,
                    fleet,
                    journal,
                    InstantSource.system(),
                    chance)) {
                streams.err().println("demo: an SMSC with " + fleet.size() + " cards on port " + smsc.port());
                Push push = new Push(streams, options(directory, cardFile, smsc.port()), Map.of(PASSWORD, password));
                JobSummary summary;
                StopSignal.Watch watch = StopSignal.onStop(push::stop);
                try {
                    summary = push.run().summary();
                } finally {
                    watch.end();
                }
                return tell(summary, readBack(fleet, written), start);
            }
        }
    }

    private static Push.Options options(Path directory, Path cardFile, int port) throws IOException {
        Path job = directory.resolve("job.yaml");
        Files.writeString(job, JOB);
        Path config = directory.resolve("gateway.yaml");
        Files.writeString(
                config,
                "store: jdbc:sqlite:ota.db\nlinks:\n  - {name: demo, host: 127.0.0.1, port: " + port
                        + ", system-id: ota, password: \"${" + PASSWORD
                        + "}\", source: \"12345\", window: 100, rate: 10000}\n");
        return new Push.Options(
                job, cardFile, null, config, OptionalLong.empty(), true, false, false, true, false, null);
    }

    /** Cards with keys of their own, none of which was ever used: the counter stands at 0. */
    private List<Written> writeCards(Path file, SecureRandom secrets) throws IOException {
        List<Written> written = new ArrayList<>(cards);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("iccid,msisdn,imsi,kic1,kid1,kik1,alg1,cntr1,spn\n");
            for (int i = 1; i <= cards; i++) {
                String msisdn = String.format(Locale.ROOT, "88211%08d", i);
                Octets name = serviceProviderName(i);
                written.add(new Written(msisdn, name));
                out.write(String.join(
                        ",",
                        withCheckDigit(String.format(Locale.ROOT, "898821100%09d", i)),
                        msisdn,
                        String.format(Locale.ROOT, "90170%010d", i),
                        hex(secrets, KEY_OCTETS),
                        hex(secrets, KEY_OCTETS),
                        hex(secrets, KEY_OCTETS),
                        "aes",
                        "0",
                        name.toHex()));
                out.write('\n');
            }
        }
        return written;
    }

    /** Display condition 01 and the name in 16 octets, filled with FF. */
    private static Octets serviceProviderName(int card) {
        byte[] text = String.format(Locale.ROOT, "Demo %d", card).getBytes(StandardCharsets.US_ASCII);
        StringBuilder digits = new StringBuilder("01").append(HexFormat.of().formatHex(text));
        digits.append("ff".repeat(NAME_OCTETS - text.length));
        return Octets.hex(digits);
    }

    /** An ICCID ends with its Luhn digit (ITU-T E.118). */
    private static String withCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? 2 * digit : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits + (10 - sum % 10) % 10;
    }

    private static String hex(SecureRandom random, int octets) {
        byte[] value = new byte[octets];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    /** Looks into the cards themselves: how many hold what was sent to them. */
    private static long readBack(CardFleet fleet, List<Written> written) {
        return written.stream()
                .filter(card ->
                        fleet.fileContent(card.msisdn(), SERVICE_PROVIDER_NAME).equals(Optional.of(card.name())))
                .count();
    }

    private ExitCode tell(JobSummary summary, long match, long start) {
        double seconds = (System.nanoTime() - start) / NANOS;
        if (json) {
            ObjectNode result = summary.toJson(seconds);
            result.putObject("read_back").put("cards", cards).put("match", match);
            streams.out().println(result);
        } else {
            summary.print(streams.out());
            streams.out()
                    .printf(
                            Locale.ROOT,
                            "  read back from the cards: %d of %d hold what was sent to them; %.1f s%n",
                            match,
                            cards,
                            seconds);
        }
        return match == cards ? summary.exitCode() : ExitCode.OTHER_OUTCOME;
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("ota-demo-");
        } catch (IOException e) {
            throw new OutsideFault("cannot make a directory in " + System.getProperty("java.io.tmpdir") + ": " + e, e);
        }
    }

    private void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            streams.err().println("demo: cannot remove " + directory + ": " + e.getMessage());
        }
    }
}
