// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;

/** What is found in captures of every sort, in what order, and that no octets make the reader fail. */
class CaptureReaderTest {
    private static final int ESME = 40_000;
    private static final int SMSC = 2775;
    /** enquire_link, its response, and a submit_sm_resp. */
    private static final Octets ASK = Octets.hex("00000010000000150000000000000001");

    private static final Octets SAY = Octets.hex("00000010800000150000000000000001");
    private static final Octets ACCEPTED = Octets.hex("0000001280000004000000000000000741" + "00");

    private final List<Captured> messages = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    private CaptureSummary read(byte[] file) throws IOException {
        return CaptureReader.read(new ByteArrayInputStream(file), new CaptureReader.Listener() {
            @Override
            public void message(Captured message) {
                messages.add(message);
            }

            @Override
            public void notice(long frame, String text) {
                notices.add(frame + ": " + text);
            }
        });
    }

    private static byte[] fromEsme(long sequence, Octets payload) {
        return Wire.tcp(ESME, SMSC, sequence, 0, Wire.PUSH, payload.toByteArray());
    }

    private static List<Octets> octets(List<Captured> captured) {
        return captured.stream().map(Captured::octets).toList();
    }

    private CaptureSummary readEthernet(byte[]... packets) throws IOException {
        return read(Wire.pcap(
                LITTLE_ENDIAN, 1, Arrays.stream(packets).map(Wire::ethernet).toList()));
    }

    @Test
    void everyLinkLayerAndFileFormIsRead() throws IOException {
        List<Integer> types = List.of(1, 1, 113, 276, 0, 101, 228);
        List<UnaryOperator<byte[]>> layers = List.of(
                Wire::ethernet,
                Wire::vlan,
                Wire::cooked,
                Wire::cookedTwo,
                Wire::loopback,
                packet -> packet,
                packet -> packet);
        for (int i = 0; i < layers.size(); i++) {
            byte[] frame = layers.get(i).apply(fromEsme(1, ASK));
            byte[] six = layers.get(i).apply(Wire.ipv6(fromEsme(100, ASK)));
            List<byte[]> frames = types.get(i) == 228 ? List.of(frame) : List.of(frame, six);
            for (byte[] file : List.of(
                    Wire.pcap(LITTLE_ENDIAN, types.get(i), frames),
                    Wire.pcap(BIG_ENDIAN, types.get(i), frames),
                    Wire.pcapng(LITTLE_ENDIAN, types.get(i), frames),
                    Wire.pcapng(BIG_ENDIAN, types.get(i), frames))) {
                messages.clear();
                CaptureSummary summary = read(file);
                assertThat(octets(messages))
                        .as("link type " + types.get(i))
                        .containsOnly(ASK)
                        .hasSize(frames.size());
                assertThat(messages.get(0).micros()).isEqualTo(1_250_000);
                assertThat(messages.get(0).from()).isEqualTo("10.0.0.2:40000");
                assertThat(summary.fault()).isEmpty();
                assertThat(summary.unread()).isZero();
            }
        }
    }

    @Test
    void pdusAreFoundWhateverTheSegmentsAre() throws IOException {
        byte[] stream = Octets.concat(ASK, ACCEPTED, SAY, ASK).toByteArray();
        for (int size = 1; size <= stream.length; size++) {
            List<byte[]> frames = new ArrayList<>();
            for (int at = 0; at < stream.length; at += size) {
                frames.add(fromEsme(7L + at, Octets.copyOf(stream, at, Math.min(size, stream.length - at))));
            }
            messages.clear();
            readEthernet(frames.toArray(byte[][]::new));
            assertThat(octets(messages)).as("segments of " + size).containsExactly(ASK, ACCEPTED, SAY, ASK);
        }
    }

    @Test
    void segmentsOutOfOrderAndAgainAreTakenOnceInOrder() throws IOException {
        byte[] stream = Octets.concat(ASK, ACCEPTED, SAY, ASK).toByteArray();
        long start = 0xFFFF_FFF0L; // the sequence number wraps inside
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            List<byte[]> frames = new ArrayList<>();
            for (int at = 0; at < stream.length; at += 5) {
                int end = Math.min(stream.length, at + 5 + random.nextInt(8));
                frames.add(fromEsme(start + 1 + at, Octets.copyOf(stream, at, end - at)));
                frames.add(fromEsme(start + 1 + at, Octets.copyOf(stream, at, Math.min(stream.length, at + 5) - at)));
            }
            Collections.shuffle(frames, random);
            frames.add(0, Wire.tcp(ESME, SMSC, start, 0, Wire.SYN, new byte[0]));
            messages.clear();
            notices.clear();
            CaptureSummary summary = readEthernet(frames.toArray(byte[][]::new));
            assertThat(octets(messages)).containsExactly(ASK, ACCEPTED, SAY, ASK);
            assertThat(notices).isEmpty();
            assertThat(summary.missing()).isZero();
        }
    }

    @Test
    void aGapIsToldAndReadingGoesOnBehindIt() throws IOException {
        byte[] lost = Octets.concat(SAY, ASK).toByteArray();
        CaptureSummary summary = readEthernet(
                fromEsme(1, Octets.concat(ASK, SAY.slice(0, 7))),
                fromEsme(1 + 16 + 16, Octets.concat(ASK.from(8), ACCEPTED)),
                // the other side has it all: what is missing will not come
                Wire.tcp(SMSC, ESME, 1, 1 + 16 + 16 + 8 + 18, Wire.ACK, new byte[0]),
                fromEsme(1 + 16 + 16 + 8 + 18, ASK));

        assertThat(lost).hasSize(32);
        assertThat(octets(messages)).containsExactly(ASK, ACCEPTED, ASK);
        assertThat(summary.missing()).isEqualTo(9);
        assertThat(notices)
                .containsExactly(
                        "2: 9 octets from 10.0.0.2:40000 to 10.0.0.1:2775 before this frame were not captured",
                        "2: 7 octets of a PDU from 10.0.0.2:40000 lack the rest");
    }

    @Test
    void aCaptureThatBeginsInsideAPduFindsTheNext() throws IOException {
        readEthernet(fromEsme(5, Octets.concat(ACCEPTED.from(3), SAY, ASK)));

        assertThat(octets(messages)).containsExactly(SAY, ASK);
    }

    @Test
    void otherProtocolsAreNoSmpp() throws IOException {
        CaptureSummary summary = readEthernet(
                fromEsme(1, Octets.copyOf("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
                fromEsme(28, Octets.copyOf(new byte[5000])),
                Wire.udp(53, 53, ASK.toByteArray()),
                new byte[] {1, 2, 3});

        assertThat(messages).isEmpty();
        assertThat(summary.unread()).isEqualTo(1);
        assertThat(summary.frames()).isEqualTo(4);
    }

    @Test
    void whatThePcapWriterWritesIsReadAgain() throws IOException {
        Octets exchange = Octets.hex("80120000049000ffff9000");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new PcapWriter(file).card(1_700_000_000_000_001L, exchange);

        CaptureSummary summary = read(file.toByteArray());

        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.source()).isEqualTo(Captured.Source.CARD);
            assertThat(message.octets()).isEqualTo(exchange);
            assertThat(message.micros()).isEqualTo(1_700_000_000_000_001L);
        });
        assertThat(summary.fault()).isEmpty();
    }

    @Test
    void aFileThatIsCutOffEndsWithAReason() throws IOException {
        for (byte[] file : List.of(
                Wire.pcap(BIG_ENDIAN, 1, List.of(Wire.ethernet(fromEsme(1, ASK)), Wire.ethernet(fromEsme(17, SAY)))),
                Wire.pcapng(
                        LITTLE_ENDIAN,
                        1,
                        List.of(Wire.ethernet(fromEsme(1, ASK)), Wire.ethernet(fromEsme(17, SAY)))))) {
            for (int length = 0; length < file.length; length++) {
                messages.clear();
                CaptureSummary summary = read(Arrays.copyOf(file, length));
                assertThat(messages.size()).isLessThan(length < file.length - 4 ? 2 : 3);
                assertThat(summary.fault().isPresent() || summary.frames() < 2 || length >= file.length - 4)
                        .isTrue();
            }
        }
    }

    @Test
    void changedFilesNeverMakeItFail() throws IOException {
        Random random = new Random(7);
        List<byte[]> frames = new ArrayList<>();
        frames.add(Wire.ethernet(fromEsme(1, Octets.concat(ASK, ACCEPTED))));
        frames.add(Wire.vlan(Wire.ipv6(fromEsme(35, SAY))));
        frames.add(Wire.ethernet(
                Wire.udp(4729, 4729, Gsmtap.of(Octets.hex("80120000009000")).toByteArray())));
        List<byte[]> files = List.of(
                Wire.pcap(LITTLE_ENDIAN, 1, frames),
                Wire.pcapng(BIG_ENDIAN, 1, frames),
                Wire.pcap(BIG_ENDIAN, 0, frames),
                Wire.pcapng(LITTLE_ENDIAN, 276, frames));
        for (int round = 0; round < 40_000; round++) {
            byte[] file = files.get(random.nextInt(files.size())).clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(file.length);
                file[at] = (byte) (random.nextInt(4) == 0 ? 0xFF : random.nextInt(256));
            }
            messages.clear();
            read(random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file);
            assertThat(messages.size()).isLessThan(10);
        }
    }

    @Test
    void memoryIsBoundedHoweverManyConnectionsLeaveGaps() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        byte[] much = new byte[20_000];
        for (int i = 0; i < 2000; i++) {
            int port = 10_000 + i;
            frames.add(Wire.ethernet(Wire.tcp(port, SMSC, 0, 0, Wire.SYN, new byte[0])));
            frames.add(Wire.ethernet(Wire.tcp(port, SMSC, 100, 0, Wire.PUSH, much)));
        }
        byte[] file = Wire.pcap(LITTLE_ENDIAN, 1, frames);
        CaptureReader reader = CaptureReader.of(new CaptureReader.Listener() {
            @Override
            public void message(Captured message) {
                messages.add(message);
            }

            @Override
            public void notice(long frame, String text) {}
        });

        reader.read(new ByteArrayInputStream(file));

        assertThat(reader.mostHeld()).isBetween(15L << 20, 17L << 20);
    }
}
