// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.capture.PcapWriter;
import org.otagateway.gateway.inspect.GsmtapExport;
import org.otagateway.gateway.inspect.InputText;
import org.otagateway.gateway.inspect.InspectionJson;
import org.otagateway.gateway.inspect.PartJoiner;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.inspect.Inspection;
import org.otagateway.packet.inspect.Inspector;
import org.otagateway.packet.inspect.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ota inspect}: explains whatever octets it is given. */
@Command(
        name = "inspect",
        description = "Explains packets, short messages and scripts, octet by octet, and why a card would refuse them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Input is hexadecimal with blanks, colons, 0x and line breaks, a hex dump, base64, a line of a log, or a file",
            "of one of these or of raw octets. Parts of a concatenated message, in any order, are joined. A pcap or pcapng",
            "capture is taken apart: SMPP on any port, GSMTAP of cards; packets are paired with receipts and answers.",
            "In the tree ✓ is checked and right, ? not checked, ! doubtful, ✗ wrong; * marks octets that were deciphered.",
            "0 if all is sound, 1 if something is broken, 2 if there is nothing to read."
        })
final class InspectCommand implements Callable<Integer> {
    private final Streams streams;

    @Parameters(
            arity = "0..*",
            paramLabel = "HEX|FILE|-",
            description = "what to explain; stdin where there is none or -")
    List<String> inputs = List.of();

    @Option(
            names = "--as",
            paramLabel = "KIND",
            converter = InspectOptions.KindConverter.class,
            description = "what it is: command-packet, response-packet, user-data, sms-deliver, sms-submit,"
                    + " deliver-report, envelope, proactive-command, compact-script, expanded-script,"
                    + " compact-response, expanded-response, smpp-pdu, command-apdu; found out where it is not said")
    @Nullable
    Kind as;

    @Mixin
    InspectOptions options = new InspectOptions();

    @Option(names = "--json", description = "one JSON object on stdout")
    boolean json;

    @Option(
            names = "--jsonl",
            description =
                    "one packet a line on stdin or in a file, one JSON object a line on stdout; of a capture each message,"
                            + " then each packet with what came of it")
    boolean jsonl;

    @Option(names = "--hex-dump", description = "the octets as a dump as well; on a terminal the fields in colours")
    boolean hexDump;

    @Option(
            names = "--pcap",
            paramLabel = "OUT",
            description = "a capture file of it for Wireshark: GSMTAP, with addresses and status words filled in")
    @Nullable
    Path pcap;

    InspectCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Inspector inspector = options.inspector(!jsonl, streams.err()::println);
        boolean sound = all(inspector);
        options.showKeys(streams.err()::println);
        return (sound && !options.rowsRefused() ? ExitCode.ALL_WELL : ExitCode.OTHER_OUTCOME).code();
    }

    private boolean all(Inspector inspector) throws IOException {
        InspectInput input = new InspectInput(streams);
        if (pcap == null) {
            return all(inspector, input, null);
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(pcap))) {
            return all(inspector, input, new GsmtapExport(new PcapWriter(out)));
        } catch (FileSystemException e) {
            throw new UserError("--pcap: cannot write " + pcap, e);
        }
    }

    private boolean all(Inspector inspector, InspectInput input, @Nullable GsmtapExport export) throws IOException {
        Optional<InputStream> capture = input.capture(inputs);
        if (capture.isEmpty()) {
            return jsonl ? lines(inspector, input, export) : whole(inspector, input, export);
        }
        try (InputStream in = capture.get()) {
            InspectCapture all = new InspectCapture(
                    streams, inspector, options.spi != null, export, new InspectionText(streams, hexDump));
            return jsonl ? all.lines(in) : json ? all.json(in) : all.text(in);
        }
    }

    private boolean whole(Inspector inspector, InspectInput input, @Nullable GsmtapExport export) throws IOException {
        List<Octets> messages = input.messages(inputs);
        List<Inspection> inspections = new ArrayList<>();
        PartJoiner joiner = new PartJoiner();
        for (Octets message : messages) {
            Inspection one = as == null ? inspector.inspect(message) : inspector.inspect(message, as);
            inspections.add(one);
            if (export != null) {
                export.write(0, one);
            }
            options.pair(inspector, one);
            joiner.accept(one).forEach(joined -> {
                Inspection whole = inspector.inspectJoined(joined.userData().encode(), Kind.USER_DATA);
                inspections.add(whole);
                options.pair(inspector, whole);
            });
        }
        if (json) {
            writeJson(inspections);
        } else {
            writeText(inspections, joiner);
        }
        return inspections.stream().allMatch(Inspection::sound);
    }

    private void writeText(List<Inspection> inspections, PartJoiner joiner) {
        InspectionText text = new InspectionText(streams, hexDump);
        boolean first = true;
        for (Inspection inspection : inspections) {
            if (!first) {
                streams.out().println();
            }
            first = false;
            text.print(inspection);
        }
        text.incomplete(joiner.incomplete());
    }

    private void writeJson(List<Inspection> inspections) throws IOException {
        try (JsonGenerator generator = InspectionJson.generator(streams.out())) {
            generator.writeStartObject();
            generator.writeArrayFieldStart("inspections");
            for (Inspection inspection : inspections) {
                generator.writeStartObject();
                InspectionJson.write(inspection, generator);
                generator.writeEndObject();
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        streams.out().println();
    }

    /** One packet a line. */
    private boolean lines(Inspector inspector, InspectInput input, @Nullable GsmtapExport export) throws IOException {
        boolean sound = true;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(input.stream(inputs), StandardCharsets.UTF_8), 1 << 16)) {
            JsonGenerator generator = InspectionJson.generator(streams.out());
            generator.setRootValueSeparator(null);
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                sound &= line(inspector, number, line, generator, export);
                generator.flush();
                streams.out().write('\n');
                if (streams.out().checkError()) {
                    return sound; // the reader has gone
                }
            }
        }
        return sound;
    }

    private boolean line(
            Inspector inspector, long number, String line, JsonGenerator generator, @Nullable GsmtapExport export)
            throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("line", number);
        Optional<Octets> octets = InputText.line(line).stream().findFirst();
        boolean sound = false;
        if (octets.isEmpty()) {
            generator.writeStringField("error", "expected hexadecimal or base64");
        } else {
            Inspection one = as == null ? inspector.inspect(octets.get()) : inspector.inspect(octets.get(), as);
            InspectionJson.write(one, generator);
            if (export != null) {
                export.write(0, one);
            }
            sound = one.sound();
        }
        generator.writeEndObject();
        return sound;
    }
}
