// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
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
    /** Octets of a kind that is told. */
    FORCED {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) throws IOException {
            tell(inspector.inspect(Octets.copyOf(octets), kind));
        }
    },
    /** Octets joined of the parts of a message. */
    JOINED {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) throws IOException {
            tell(inspector.inspectJoined(Octets.copyOf(octets), kind));
        }
    },
    /** Text: hexadecimal, base64, log lines. */
    TEXT {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) {
            String text = new String(octets, StandardCharsets.ISO_8859_1);
            for (Octets message : InputText.messages(text)) {
                assertThat(message.length()).isLessThanOrEqualTo(2 * octets.length + 100);
            }
            InputText.line(text);
        }
    },
    /** SMPP PDUs one after another. */
    SMPP_STREAM {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) throws IOException {
            tell(inspector.inspect(Octets.copyOf(octets), Kind.SMPP_PDU));
        }
    },
    /** A capture file. */
    CAPTURE {
        @Override
        void read(byte[] octets, Kind kind, Inspector inspector) throws IOException {
            GsmtapExport export = new GsmtapExport(new PcapWriter(OutputStream.nullOutputStream()));
            CaptureInspector capture = new CaptureInspector(
                    inspector,
                    false,
                    one -> {
                        try {
                            tell(one.inspection());
                            export.write(0, one.inspection());
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    notice -> assertThat(notice).isNotEmpty());
            CaptureReader.read(new ByteArrayInputStream(octets), capture);
            capture.exchanges()
                    .forEach(exchange -> assertThat(exchange.frames()).isNotEmpty());
        }
    };

    private static final long MOST_ALLOCATED = 64L << 20;
    private static final long MOST_NANOS = 10_000_000_000L;
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final KeyRing RING = new KeyRing(KeyOptions.given(
            SecretOctets.hex("000102030405060708090a0b0c0d0e0f"),
            SecretOctets.hex("101112131415161718191a1b1c1d1e1f"),
            KeyType.AES,
            -1));

    abstract void read(byte[] octets, Kind kind, Inspector inspector) throws IOException;

    /**
     * Goes in with {@code octets}: an {@link AssertionError} where more than 64 MiB were allocated or more than 10 s of CPU
     * used. A first time may load classes, so the second counts.
     *
     * @param choice whatever number; takes the kind where one is told
     */
    void enter(byte[] octets, int choice) throws IOException {
        Kind kind = KINDS.get(Math.floorMod(choice, KINDS.size()));
        Cost cost = cost(octets, kind);
        if (!cost.small()) {
            assertThat(cost(octets, kind)).matches(Cost::small);
        }
    }

    /** What one reading took of its thread, in octets and in nanoseconds. */
    private record Cost(long allocated, long cpu) {
        boolean small() {
            return allocated < MOST_ALLOCATED && cpu < MOST_NANOS;
        }
    }

    private Cost cost(byte[] octets, Kind kind) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long cpu = threads.getCurrentThreadCpuTime();
        read(octets, kind, new Inspector(RING, false));
        return new Cost(threads.getCurrentThreadAllocatedBytes() - allocated, threads.getCurrentThreadCpuTime() - cpu);
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
