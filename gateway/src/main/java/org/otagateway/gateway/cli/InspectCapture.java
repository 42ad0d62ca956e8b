// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.capture.CaptureReader;
import org.otagateway.gateway.capture.CaptureSummary;
import org.otagateway.gateway.inspect.CaptureInspector;
import org.otagateway.gateway.inspect.CapturedInspection;
import org.otagateway.gateway.inspect.Exchange;
import org.otagateway.gateway.inspect.GsmtapExport;
import org.otagateway.gateway.inspect.InspectionJson;
import org.otagateway.packet.inspect.Inspector;

/** A capture, message by message as it is read, then its packets and what came of each. */
final class InspectCapture {
    private final Streams streams;
    private final Inspector inspector;
    private final boolean securityGiven;
    private final @Nullable GsmtapExport export;
    private final InspectionText text;
    private final List<String> notices = new ArrayList<>();
    private boolean sound = true;

    InspectCapture(
            Streams streams,
            Inspector inspector,
            boolean securityGiven,
            @Nullable GsmtapExport export,
            InspectionText text) {
        this.streams = streams;
        this.inspector = inspector;
        this.securityGiven = securityGiven;
        this.export = export;
        this.text = text;
    }

    /** Whether all of it is sound and the file is whole. */
    boolean text(InputStream in) throws IOException {
        CaptureInspector capture = new CaptureInspector(
                inspector, securityGiven, this::tell, notice -> streams.out().println("? " + notice + "\n"));
        CaptureSummary summary = read(in, capture);
        for (Exchange exchange : capture.exchanges()) {
            streams.out().println(line(exchange));
        }
        text.incomplete(capture.incomplete());
        streams.out()
                .println("frames " + summary.frames() + ", messages " + summary.messages() + ", packets "
                        + capture.exchanges().size() + ", octets of TCP that came again " + summary.repeated()
                        + ", octets missing " + summary.missing() + ", frames not read " + summary.unread()
                        + (summary.fragments() == 0
                                ? ""
                                : ", of them fragments of IP, which are not put together, " + summary.fragments()));
        summary.fault().ifPresent(fault -> streams.out().println("✗ " + fault));
        return sound && summary.fault().isEmpty();
    }

    private CaptureSummary read(InputStream in, CaptureInspector capture) throws IOException {
        try {
            return CaptureReader.read(in, capture);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void tell(CapturedInspection one) {
        note(one);
        streams.out()
                .println("frame " + one.captured().frame() + "  " + time(one) + "  "
                        + one.captured().from() + " → " + one.captured().to());
        one.links().forEach(link -> streams.out().println("→ " + link));
        text.print(one.inspection());
        streams.out().println();
    }

    private void note(CapturedInspection one) {
        sound &= one.inspection().sound();
        if (export != null && !one.joined()) {
            try {
                export.write(one.captured().micros(), one.inspection());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String time(CapturedInspection one) {
        long micros = one.captured().micros();
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000)
                .toString();
    }

    private static String line(Exchange exchange) {
        StringBuilder line = new StringBuilder(160);
        line.append("packet ").append(exchange.number()).append(": card ").append(exchange.card());
        line.append(", TAR ").append(exchange.tar());
        exchange.counter().ifPresent(counter -> line.append(", counter ").append(counter));
        line.append(", ").append(exchange.parts()).append(exchange.parts() == 1 ? " message" : " messages");
        line.append(" in frame ").append(joined(exchange.frames()));
        if (!exchange.messageIds().isEmpty()) {
            line.append("; message id ").append(String.join(", ", exchange.messageIds()));
        }
        line.append(exchange.refusals().isEmpty() ? "" : "; refused " + states(exchange.refusals()));
        line.append("; receipt ").append(exchange.receipts().isEmpty() ? "none" : states(exchange.receipts()));
        line.append("; PoR ").append(exchange.responses().isEmpty() ? "none" : states(exchange.responses()));
        return line.toString();
    }

    private static String joined(List<Long> frames) {
        return frames.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String states(List<Exchange.Event> events) {
        return events.stream()
                .map(one -> one.text() + " (frame " + one.frame() + ")")
                .collect(Collectors.joining(", "));
    }

    /** One object: inspections, packets, and what there was in the file. */
    boolean json(InputStream in) throws IOException {
        try (JsonGenerator generator = InspectionJson.generator(streams.out())) {
            generator.writeStartObject();
            generator.writeArrayFieldStart("inspections");
            CaptureInspector capture = new CaptureInspector(
                    inspector,
                    securityGiven,
                    one -> {
                        try {
                            write(one, generator);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    notices::add);
            CaptureSummary summary = read(in, capture);
            generator.writeEndArray();
            generator.writeArrayFieldStart("packets");
            for (Exchange exchange : capture.exchanges()) {
                write(exchange, generator);
            }
            generator.writeEndArray();
            generator.writeArrayFieldStart("notices");
            for (String notice : notices) {
                generator.writeString(notice);
            }
            generator.writeEndArray();
            generator.writeFieldName("capture");
            write(summary, generator);
            generator.writeEndObject();
        }
        streams.out().println();
        return sound;
    }

    /** One object a line: each message, then each packet with what came of it, notices, and what there was in the file. */
    boolean lines(InputStream in) throws IOException {
        JsonGenerator generator = InspectionJson.generator(streams.out());
        generator.setRootValueSeparator(null);
        CaptureInspector capture = new CaptureInspector(
                inspector,
                securityGiven,
                one -> {
                    try {
                        write(one, generator);
                        endLine(generator);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                notices::add);
        CaptureSummary summary = read(in, capture);
        for (Exchange exchange : capture.exchanges()) {
            write(exchange, generator);
            endLine(generator);
        }
        for (String notice : notices) {
            generator.writeStartObject();
            generator.writeStringField("notice", notice);
            generator.writeEndObject();
            endLine(generator);
        }
        generator.writeStartObject();
        generator.writeFieldName("capture");
        write(summary, generator);
        generator.writeEndObject();
        endLine(generator);
        return sound;
    }

    private void endLine(JsonGenerator generator) throws IOException {
        generator.flush();
        streams.out().write('\n');
    }

    private void write(CaptureSummary summary, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("frames", summary.frames());
        generator.writeNumberField("messages", summary.messages());
        generator.writeNumberField("repeated_octets", summary.repeated());
        generator.writeNumberField("missing_octets", summary.missing());
        generator.writeNumberField("unread_frames", summary.unread());
        generator.writeNumberField("ip_fragments", summary.fragments());
        if (summary.fault().isPresent()) {
            generator.writeStringField("fault", summary.fault().get());
            sound = false;
        }
        generator.writeEndObject();
    }

    private void write(CapturedInspection one, JsonGenerator generator) throws IOException {
        note(one);
        generator.writeStartObject();
        generator.writeNumberField("frame", one.captured().frame());
        generator.writeStringField("time", time(one));
        generator.writeStringField("from", one.captured().from());
        generator.writeStringField("to", one.captured().to());
        generator.writeBooleanField("joined", one.joined());
        generator.writeArrayFieldStart("links");
        for (String link : one.links()) {
            generator.writeString(link);
        }
        generator.writeEndArray();
        InspectionJson.write(one.inspection(), generator);
        generator.writeEndObject();
    }

    private static void write(Exchange exchange, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("packet", exchange.number());
        generator.writeStringField("card", exchange.card());
        generator.writeStringField("tar", exchange.tar());
        if (exchange.counter().isPresent()) {
            generator.writeNumberField("counter", exchange.counter().get());
        }
        generator.writeNumberField("parts", exchange.parts());
        generator.writeArrayFieldStart("frames");
        for (long frame : exchange.frames()) {
            generator.writeNumber(frame);
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("message_ids");
        for (String id : exchange.messageIds()) {
            generator.writeString(id);
        }
        generator.writeEndArray();
        states("refusals", exchange.refusals(), generator);
        states("receipts", exchange.receipts(), generator);
        states("responses", exchange.responses(), generator);
        generator.writeEndObject();
    }

    private static void states(String name, List<Exchange.Event> events, JsonGenerator generator) throws IOException {
        generator.writeArrayFieldStart(name);
        for (Exchange.Event one : events) {
            generator.writeStartObject();
            generator.writeNumberField("frame", one.frame());
            generator.writeStringField("text", one.text());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }
}
