// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.simulator.CardFleet;
import org.otagateway.gateway.simulator.JournalAudit;
import org.otagateway.gateway.simulator.JsonLinesJournal;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.smpp.smsc.Fault;
import org.otagateway.smpp.smsc.Smsc;
import org.otagateway.smpp.smsc.SmscCounts;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./ota smsc}: the SMSC simulator alone, with software UICCs behind it. */
@Command(
        name = "smsc",
        description = "Runs an SMSC simulator with software UICCs until it is told to end.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class SmscCommand implements Callable<Integer> {
    private final Streams streams;
    private final Consumer<Runnable> stopSignal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cards", paramLabel = "CARDS.csv", description = "the cards, with their keys")
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
        this(streams, StopSignal::onStop);
    }

    /** @param stopSignal takes what ends the command */
    SmscCommand(Streams streams, Consumer<Runnable> stopSignal) {
        this.streams = streams;
        this.stopSignal = stopSignal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path cardsFile = cards;
        if (cardsFile == null) {
            throw wrongUsage("expected --cards CARDS.csv", null);
        }
        RandomGenerator random = new SplittableRandom(seed);
        RandomGenerator cardRandom = new SplittableRandom(random.nextLong());
        SmscSettings settings = inRange(smscOptions::settings);
        SmscFaults faults = inRange(smscOptions::faults);
        try (JsonLinesJournal lines = new JsonLinesJournal(journalFile())) {
            CardFleet fleet = CardFleet.read(
                    cardsFile,
                    cardOptions.algorithm(),
                    inRange(cardOptions::profile),
                    cardOptions.mishaps(),
                    InstantSource.system(),
                    cardRandom,
                    lines,
                    this::refusedRow);
            try (Smsc smsc = start(settings, faults, fleet, lines, random)) {
                CountDownLatch stop = new CountDownLatch(1);
                stopSignal.accept(stop::countDown);
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
            ObjectNode told = JsonLines.MAPPER.createObjectNode();
            told.put("submitted", counts.submitted());
            told.put("accepted", counts.accepted());
            told.put("delivered", counts.delivered());
            told.put("receipts", counts.receipts());
            told.put("mobile_originated", counts.mobileOriginated());
            told.put("acknowledged", counts.acknowledged());
            told.put("waiting", counts.waiting());
            ObjectNode faults = told.putObject("faults");
            for (Fault fault : Fault.values()) {
                faults.put(
                        fault.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        counts.faults().getOrDefault(fault, 0L));
            }
            streams.out().println(told);
        } else {
            streams.err().println("smsc: " + counts);
        }
    }

    /** Values that each are well formed can still be out of range: that is wrong usage as well. */
    private <T> T inRange(Supplier<T> values) {
        try {
            return values.get();
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException wrongUsage(String problem, @Nullable Throwable cause) {
        CommandSpec own = Objects.requireNonNull(spec);
        return cause == null
                ? new ParameterException(own.commandLine(), problem)
                : new ParameterException(own.commandLine(), problem, cause);
    }

    /** An AID in hexadecimal. */
    static final class AidValue implements ITypeConverter<Aid> {
        @Override
        public Aid convert(String text) {
            try {
                return Aid.hex(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("expected an AID, 5 to 16 octets in hexadecimal, got '" + text + "'");
            }
        }
    }

    /** {@code ./ota smsc audit}: what a journal says of the rules that hold whatever crashes. */
    @Command(
            name = "audit",
            description = "Checks a journal: no card ran twice, no counter value carried two packets.",
            mixinStandardHelpOptions = true)
    int audit(
            @Parameters(paramLabel = "JOURNAL", description = "as --journal wrote it") Path file,
            @Option(names = "--report", paramLabel = "OUT.csv", description = "the report of a push, checked as well")
                    @Nullable
                    Path report,
            @Option(names = "--again", description = "cards may run several packets: the journal has several jobs")
                    boolean again,
            @Option(
                            names = "--installed",
                            paramLabel = "AID",
                            converter = AidValue.class,
                            description = "has to be on every card at the end; may be repeated")
                    @Nullable
                    List<Aid> installed,
            @Option(
                            names = "--absent",
                            paramLabel = "AID",
                            converter = AidValue.class,
                            description = "must be on no card at the end; may be repeated")
                    @Nullable
                    List<Aid> absent,
            @Option(names = "--json", description = "JSON alone on stdout") boolean asJson) {
        try {
            JournalAudit.Content content = new JournalAudit.Content(
                    installed == null ? List.of() : installed, absent == null ? List.of() : absent);
            JournalAudit.Report found = JournalAudit.audit(file, !again, report, content);
            if (asJson) {
                streams.out()
                        .println(new ObjectMapper()
                                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                                .writeValueAsString(found));
            } else {
                found.violations().forEach(streams.out()::println);
                streams.out()
                        .println(found.violationCount() + " violations, " + found.executions() + " executions on "
                                + found.cards() + " cards, " + found.cutOff() + " cut off, " + found.resets()
                                + " resets, " + found.lines()
                                + " lines");
            }
            return (found.violationCount() == 0 ? ExitCode.ALL_WELL : ExitCode.OTHER_OUTCOME).code();
        } catch (IOException e) {
            throw new UserError(
                    e instanceof NoSuchFileException
                            ? e.getMessage() + ": no such file"
                            : file + ": " + e.getMessage());
        }
    }
}
