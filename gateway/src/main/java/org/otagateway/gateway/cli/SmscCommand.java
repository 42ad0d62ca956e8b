// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.simulator.CardFleet;
import org.otagateway.gateway.simulator.JsonLinesJournal;
import org.otagateway.smpp.smsc.Smsc;
import org.otagateway.smpp.smsc.SmscCounts;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./ota smsc}: the SMSC simulator alone, with software UICCs behind it. */
@Command(
        name = "smsc",
        description = "Runs an SMSC simulator with software UICCs until it is told to end.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class SmscCommand implements Callable<Integer> {
    private final Streams streams;
    private final CountDownLatch stop;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cards", paramLabel = "CARDS.csv", required = true, description = "the cards, with their keys")
    private @Nullable Path cards;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "takes one JSON object a line for each submit, execution, receipt and PoR")
    private @Nullable Path journal;

    @Option(names = "--strict", description = "a bad row of CARDS.csv ends the command")
    private boolean strict;

    @Option(names = "--json", description = "JSON alone on stdout, also at the end")
    private boolean json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of everything that chance decides (default ${DEFAULT-VALUE})")
    private long seed;

    @Mixin
    private SmscOptions smscOptions = new SmscOptions();

    @Mixin
    private CardOptions cardOptions = new CardOptions();

    SmscCommand(Streams streams) {
        this(streams, new CountDownLatch(1));
    }

    /** @param stop ends the command as a signal does */
    SmscCommand(Streams streams, CountDownLatch stop) {
        this.streams = streams;
        this.stop = stop;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(seed);
        RandomGenerator cardRandom = new SplittableRandom(random.nextLong());
        SmscSettings settings = inRange(smscOptions::settings);
        SmscFaults faults = inRange(smscOptions::faults);
        try (JsonLinesJournal lines = new JsonLinesJournal(journalFile())) {
            CardFleet fleet = CardFleet.read(
                    required(cards),
                    cardOptions.algorithm(),
                    inRange(cardOptions::profile),
                    cardOptions.powerCut(),
                    InstantSource.system(),
                    cardRandom,
                    lines,
                    this::refusedRow);
            try (Smsc smsc = start(settings, faults, fleet, lines, random)) {
                StopSignal.onStop(stop::countDown);
                streams.out().println("{\"listening\":" + smsc.port() + "}");
                streams.out().flush();
                if (!json) {
                    streams.err().println("smsc: " + fleet.size() + " cards on port " + smsc.port());
                }
                stop.await();
                tell(smsc.counts());
            }
        }
        return ExitCode.ALL_WELL.code();
    }

    private OutputStream journalFile() {
        if (journal == null) {
            return OutputStream.nullOutputStream();
        }
        try {
            return Files.newOutputStream(journal);
        } catch (IOException e) {
            throw new UserError(journal + ": cannot be written: " + e.getMessage());
        }
    }

    private void refusedRow(UserError row) {
        if (strict) {
            throw row;
        }
        streams.err().println("smsc: " + row.getMessage());
    }

    private Smsc start(
            SmscSettings settings, SmscFaults faults, CardFleet fleet, JsonLinesJournal lines, RandomGenerator random) {
        try {
            return Smsc.start(settings, faults, fleet, lines, InstantSource.system(), random);
        } catch (IOException e) {
            throw new OutsideFault("port " + smscOptions.port() + " cannot be had: " + e.getMessage());
        }
    }

    private void tell(SmscCounts counts) {
        if (json) {
            streams.out()
                    .printf(
                            Locale.ROOT,
                            "{\"submitted\":%d,\"accepted\":%d,\"delivered\":%d,\"receipts\":%d,"
                                    + "\"mobile_originated\":%d,\"acknowledged\":%d,\"waiting\":%d}%n",
                            counts.submitted(),
                            counts.accepted(),
                            counts.delivered(),
                            counts.receipts(),
                            counts.mobileOriginated(),
                            counts.acknowledged(),
                            counts.waiting());
        } else {
            streams.err().println("smsc: " + counts);
        }
    }

    /** Values that each are well formed can still be out of range: that is wrong usage as well. */
    private <T> T inRange(Supplier<T> values) {
        try {
            return values.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(required(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
