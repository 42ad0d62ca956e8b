// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.otagateway.gateway.capture.CaptureReader;
import org.otagateway.gateway.capture.PcapWriter;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.inspect.HexDump;
import org.otagateway.packet.inspect.Inspection;
import org.otagateway.packet.inspect.Inspector;
import org.otagateway.packet.inspect.KeyRing;
import org.otagateway.packet.inspect.Kind;
import org.otagateway.packet.inspect.TextRenderer;
import org.otagateway.packet.keys.KeyType;

/** A way into the inspector, and what holds there for any octets. */
enum EntryPoint {
    /** Octets whose kind is recognised. */
    RECOGNISED {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) throws IOException {
            tell(inspector.inspect(Octets.copyOf(octets)));
        }
    },
    COMMAND_PACKET(Kind.COMMAND_PACKET),
    RESPONSE_PACKET(Kind.RESPONSE_PACKET),
    USER_DATA(Kind.USER_DATA),
    TPDU(Kind.SMS_DELIVER, Kind.SMS_SUBMIT, Kind.DELIVER_REPORT),
    TOOLKIT(Kind.ENVELOPE, Kind.PROACTIVE_COMMAND),
    SCRIPT(Kind.COMPACT_SCRIPT, Kind.EXPANDED_SCRIPT, Kind.COMMAND_APDU, Kind.COMPACT_RESPONSE, Kind.EXPANDED_RESPONSE),
    /** PDUs one after another. */
    SMPP(Kind.SMPP_PDU),
    /** Octets joined of the parts of a message. */
    JOINED(Kind.values()) {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) throws IOException {
            tell(inspector.inspectJoined(Octets.copyOf(octets), kind));
        }
    },
    /** Hexadecimal, dumps, base64. */
    TEXT {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) {
            // UTF-8, as stdin and files are read
            found(InputText.messages(new String(octets, StandardCharsets.UTF_8)), octets.length);
        }
    },
    /** A line of a log, and of --jsonl. */
    LOG_LINE {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) {
            found(InputText.line(new String(octets, StandardCharsets.ISO_8859_1)), octets.length);
        }
    },
    PCAP {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) throws IOException {
            capture(octets, inspector);
        }
    },
    PCAPNG {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) throws IOException {
            capture(octets, inspector);
        }
    };

    private static final long MOST_ALLOCATED = 64L << 20;
    private static final long MOST_NANOS = 10_000_000_000L;
    private static final KeyRing RING = new KeyRing(KeyOptions.given(
            SecretOctets.hex("000102030405060708090a0b0c0d0e0f"),
            SecretOctets.hex("101112131415161718191a1b1c1d1e1f"),
            KeyType.AES,
            -1));

    /** One for a run of many packets, with keys. */
    static Inspector inspector() {
        return new Inspector(RING, false);
    }

    @SuppressWarnings("ImmutableEnumChecker") // List.of() of enums
    private final List<Kind> kinds;

    EntryPoint(Kind... kinds) {
        this.kinds = kinds.length == 0 ? List.of(Kind.UNKNOWN) : List.of(kinds);
    }

    void read(byte[] octets, Kind kind, Inspector inspector) throws IOException {
        tell(inspector.inspect(Octets.copyOf(octets), kind));
    }

    /**
     * Goes in with {@code octets}: an {@link AssertionError} where more than 64 MiB were allocated or more than 10 s of CPU
     * used. A first time may load classes, so the second counts.
     *
     * @param choice whatever number; takes the kind where there are several
     * @param inspector made by {@link #inspector}; it may have inspected before
     */
    void enter(byte[] octets, int choice, Inspector inspector) throws IOException {
        Kind kind = kinds.get(Math.floorMod(choice, kinds.size()));
        Cost cost = cost(octets, kind, inspector);
        if (!cost.small()) {
            assertThat(cost(octets, kind, inspector)).matches(Cost::small);
        }
    }

    /** What one reading took of its thread, in octets and in nanoseconds. */
    private record Cost(long allocated, long cpu) {
        boolean small() {
            return allocated < MOST_ALLOCATED && cpu < MOST_NANOS;
        }
    }

    private Cost cost(byte[] octets, Kind kind, Inspector inspector) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long cpu = threads.getCurrentThreadCpuTime();
        inspector.expect(List.of());
        read(octets, kind, inspector);
        return new Cost(threads.getCurrentThreadAllocatedBytes() - allocated, threads.getCurrentThreadCpuTime() - cpu);
    }

    private static void found(List<Octets> messages, int length) {
        for (Octets message : messages) {
            if (message.length() > 2 * length + 100) {
                throw new AssertionError(message.length() + " octets of a text of " + length);
            }
        }
    }

    private static void capture(byte[] octets, Inspector inspector) throws IOException {
        GsmtapExport export = new GsmtapExport(new PcapWriter(OutputStream.nullOutputStream()));
        CaptureInspector capture = new CaptureInspector(
                inspector,
                false,
                one -> {
                    try {
                        tell(one.inspection());
                        export.write(0, one.inspection());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                notice -> assertThat(notice).isNotEmpty());
        CaptureReader.read(new ByteArrayInputStream(octets), capture);
        for (Exchange exchange : capture.exchanges()) {
            if (exchange.frames().isEmpty()) {
                throw new AssertionError("packet " + exchange.number() + " has no frame");
            }
        }
    }

    private static void tell(Inspection inspection) throws IOException {
        new TextRenderer(true).render(inspection);
        new HexDump(false).render(inspection);
        GsmtapExport.exchanges(inspection);
        new PartJoiner().accept(inspection);
        try (JsonGenerator json = InspectionJson.generator(OutputStream.nullOutputStream())) {
            json.writeStartObject();
            InspectionJson.write(inspection, json);
            json.writeEndObject();
        }
    }
}
