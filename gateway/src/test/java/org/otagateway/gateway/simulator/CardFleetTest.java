// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.simulator.ram.CardContent;
import org.otagateway.gateway.simulator.ram.RamProfile;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.secured.ResponsePacket;
import org.otagateway.smpp.smsc.Account;
import org.otagateway.smpp.smsc.DeliverReport;
import org.otagateway.smpp.smsc.ShortMessage;
import org.otagateway.smpp.smsc.Smsc;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;

class CardFleetTest {
    private static final CommandHeader HEADER = TestCards.header("1639", "b00011");

    @TempDir
    private Path directory;

    private Path cards(int count) throws IOException {
        StringBuilder text = new StringBuilder("iccid,msisdn,kic1,kid1\n");
        for (int i = 0; i < count; i++) {
            text.append(String.format("89882110%011d,467%08d,%s,%s%n", i, i, key(i), key(i + 1)));
        }
        return Files.writeString(directory.resolve("cards.csv"), text);
    }

    private static String key(int i) {
        return String.format("%032x", 0x1234567L * (i + 1));
    }

    private static KeySets keys(int i) {
        return KeySets.of(KeySet.of(1, Key.hex(KeyType.AES, key(i)), Key.hex(KeyType.AES, key(i + 1))));
    }

    private static CardFleet fleet(Path cards, double powerCuts, List<String> refused, CardEvent.Listener listener) {
        return CardFleet.read(
                cards,
                KeyType.AES,
                CardProfile.generic(CardBehaviour.STANDARD, MinimumSecurity.CHECKSUM_AND_COUNTER),
                new CardMishaps(powerCuts, 0),
                InstantSource.system(),
                new SplittableRandom(1),
                listener,
                row -> refused.add(String.valueOf(row.getMessage())));
    }

    private static Octets writeName(int i, String name) {
        Octets script = Octets.hex("00a40004026f4600d6000004" + name);
        return Octets.concat(Octets.hex("027000"), new CommandCodec().seal(HEADER, new Counter(1), script, keys(i)));
    }

    /** Only what an ESME needs here: framing and the mandatory fields, written and read by hand. */
    private static final class RawEsme implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;

        RawEsme(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
            ByteArrayOutputStream bind = new ByteArrayOutputStream();
            bind.writeBytes("ota\0ota\0\0".getBytes(StandardCharsets.US_ASCII));
            bind.writeBytes(new byte[] {0x34, 0, 0, 0});
            send(0x09, 1, bind.toByteArray());
            assertThat(read().command).isEqualTo(0x80000009);
        }

        record Pdu(int command, int status, int sequence, Octets body) {}

        void send(int command, int sequence, byte[] body) throws IOException {
            ByteArrayOutputStream pdu = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(pdu);
            fields.writeInt(16 + body.length);
            fields.writeInt(command);
            fields.writeInt(0);
            fields.writeInt(sequence);
            fields.write(body);
            out.write(pdu.toByteArray());
        }

        Pdu read() throws IOException {
            int length = in.readInt();
            return new Pdu(in.readInt(), in.readInt(), in.readInt(), Octets.copyOf(in.readNBytes(length - 16)));
        }

        void submit(int sequence, String destination, Octets userData) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(("\0\1\1" + "12345\0\1\1" + destination + "\0").getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(new byte[] {0x40, 0x7F, 0, 0, 0, 1, 0, (byte) 0xF6, 0, (byte) userData.length()});
            body.writeBytes(userData.toByteArray());
            send(0x04, sequence, body.toByteArray());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Skips a C-octet string. */
    private static int afterString(byte[] body, int at) {
        int end = at;
        while (body[end] != 0) {
            end++;
        }
        return end + 1;
    }

    @Test
    void aThousandCardsAnswerThroughARealSocket() throws Exception {
        int count = 1000;
        Path journalFile = directory.resolve("journal.jsonl");
        Path cards = cards(count);
        Set<String> confirmed = new HashSet<>();
        JsonLinesJournal journal = new JsonLinesJournal(Files.newOutputStream(journalFile));
        CardFleet fleet = CardFleet.read(
                cards,
                KeyType.AES,
                CardProfile.generic(CardBehaviour.STANDARD, MinimumSecurity.CHECKSUM_AND_COUNTER),
                CardMishaps.NONE,
                InstantSource.system(),
                new SplittableRandom(1),
                journal,
                row -> {
                    throw row;
                });
        try (journal;
                Smsc smsc = Smsc.start(
                        SmscSettings.of(Account.of("ota", "ota")),
                        SmscFaults.NONE,
                        fleet,
                        journal,
                        InstantSource.system(),
                        new SplittableRandom(2));
                RawEsme esme = new RawEsme(smsc.port())) {
            int sent = 0;
            int answered = 0;
            while (confirmed.size() < count) {
                for (; sent < count && sent - answered < 20; sent++) {
                    esme.submit(
                            sent + 2, String.format("467%08d", sent), writeName(sent, String.format("01%06x", sent)));
                }
                RawEsme.Pdu pdu = esme.read();
                if (pdu.command() == 0x80000004) {
                    assertThat(pdu.status()).isZero();
                    answered++;
                } else if (pdu.command() == 5) {
                    esme.send(0x80000005, pdu.sequence(), new byte[1]);
                    confirm(pdu.body().toByteArray(), confirmed);
                }
            }
        }
        for (int i = 0; i < count; i++) {
            assertThat(fleet.fileContent(String.format("467%08d", i), Octets.hex("7fff6f46"))
                            .orElseThrow()
                            .toHex())
                    .startsWith(String.format("01%06x", i));
        }
        JournalAudit.Report report = JournalAudit.audit(journalFile, true, null);
        assertThat(report.violations()).isEmpty();
        assertThat(report.executions()).isEqualTo(count);
        assertThat(report.cards()).isEqualTo(count);
    }

    /** A deliver_sm that is a PoR by SMS-SUBMIT with status 00 confirms its card. */
    private static void confirm(byte[] body, Set<String> confirmed) {
        int source = afterString(body, 0) + 2;
        int destination = afterString(body, source) + 2;
        int flags = afterString(body, destination);
        String msisdn = new String(body, source, destination - source - 3, StandardCharsets.US_ASCII);
        // esm_class, protocol_id, priority, two empty times, registered, replace, data_coding, default message
        int length = flags + 9;
        if ((body[flags] & 0x40) == 0) {
            return;
        }
        Octets userData = Octets.copyOf(body, length + 1, body[length] & 0xFF);
        int card = Integer.parseInt(msisdn.substring(3));
        ResponsePacket response = new ResponseCodec()
                .open(userData.from(3), HEADER.responseSecurity(), keys(card))
                .success()
                .orElseThrow();
        if (response.status().code() == 0) {
            assertThat(response.verified()).isTrue();
            assertThat(response.data().toHex()).isEqualTo("029000");
            assertThat(confirmed.add(msisdn)).isTrue();
        }
    }

    private static DeliverReport deliver(CardFleet fleet, int protocolId, int dataCoding, Octets userData) {
        ShortMessage message =
                new ShortMessage("1", "12345", "46700000000", true, protocolId, dataCoding, userData, Instant.MAX);
        return fleet.handset("46700000000").orElseThrow().deliver(message, part -> {});
    }

    @ParameterizedTest
    @CsvSource({"7f, f6, true", "7f, 16, true", "7f, 04, false", "7f, f5, false", "00, f6, false"})
    void onlyDataDownloadOfClass2ReachesTheCard(String protocolId, String dataCoding, boolean reaches)
            throws IOException {
        List<CardEvent> events = new ArrayList<>();
        CardFleet fleet = fleet(cards(1), 0, new ArrayList<>(), events::add);
        deliver(fleet, Integer.parseInt(protocolId, 16), Integer.parseInt(dataCoding, 16), writeName(0, "01414243"));
        assertThat(events.isEmpty()).isNotEqualTo(reaches);
    }

    @Test
    void aCardWithoutPowerIsOutOfReach() throws IOException {
        CardFleet fleet = fleet(cards(1), 1, new ArrayList<>(), CardEvent.Listener.NONE);
        assertThat(deliver(fleet, 0x7F, 0xF6, writeName(0, "01414243"))).isEqualTo(DeliverReport.UNREACHABLE);
        assertThat(fleet.fileContent("46700000000", Octets.hex("7fff6f46"))
                        .orElseThrow()
                        .toHex())
                .startsWith("ffff");
    }

    @Test
    void resetsComeAtTheirRateAndCardsTellWhatIsOnThem() throws IOException {
        List<CardEvent> events = new ArrayList<>();
        CardFleet fleet = CardFleet.read(
                cards(1),
                KeyType.AES,
                CardProfile.generic(CardBehaviour.STANDARD, MinimumSecurity.CHECKSUM_AND_COUNTER)
                        .with(new RamProfile(4000, List.of(), null)),
                new CardMishaps(0, 0.1),
                InstantSource.system(),
                new SplittableRandom(1),
                events::add,
                row -> {
                    throw row;
                });
        CommandHeader header = TestCards.header("1639", "000000");
        // INSTALL [for load] of a package
        Octets script = Octets.hex("80e602000a05d07002ca4400000000");
        int underWay = 0;
        for (int counter = 1; counter <= 500; counter++) {
            deliver(
                    fleet,
                    0x7F,
                    0xF6,
                    Octets.concat(
                            Octets.hex("027000"),
                            new CommandCodec().seal(header, new Counter(counter), script, keys(0))));
            CardContent.Snapshot applets = fleet.applets("46700000000").orElseThrow();
            underWay += applets.loading() == null ? 0 : 1;
            assertThat(applets.freeMemory()).isEqualTo(4000);
        }
        long resets = events.stream().filter(CardEvent.Reset.class::isInstance).count();
        assertThat(resets).isBetween(30L, 75L).isEqualTo(500 - underWay);
        assertThat(fleet.keyVersions("46700000000")).containsExactly(1);
        assertThat(fleet.applets("46700000099")).isEmpty();
        assertThat(fleet.keyVersions("46700000099")).isEmpty();
    }

    @Test
    void anUnknownNumberHasNoHandset() throws IOException {
        CardFleet fleet = fleet(cards(2), 0, new ArrayList<>(), CardEvent.Listener.NONE);
        assertThat(fleet.size()).isEqualTo(2);
        assertThat(fleet.handset("46700000002")).isEmpty();
        assertThat(fleet.handset("short")).isEmpty();
        assertThat(fleet.handset("99999999999999999999")).isEmpty();
    }

    @Test
    void aSecondCardOfOneNumberOrIccidIsLeftOut() throws IOException {
        Path file = Files.writeString(directory.resolve("doubles.csv"), """
                iccid,msisdn
                8988211000000000017,46700000001
                8988211000000000025,46700000001
                8988211000000000017,46700000003
                """);
        List<String> refused = new ArrayList<>();
        assertThat(fleet(file, 0, refused, CardEvent.Listener.NONE).size()).isEqualTo(1);
        assertThat(refused).hasSize(2).allMatch(row -> row.contains("expected each once"));
    }

    @Test
    void filesThatAreNotThereAreEmpty() throws IOException {
        CardFleet fleet = fleet(cards(1), 0, new ArrayList<>(), CardEvent.Listener.NONE);
        for (String path : List.of("", "6f", "6f46", "7fff", "7fff6fff", "7f996f46", "2fe26f46")) {
            assertThat(fleet.fileContent("46700000000", Octets.hex(path))).isEmpty();
        }
        assertThat(fleet.fileContent("46700000000", Octets.hex("2fe2"))).isPresent();
        assertThatThrownBy(() -> fleet(cards(1), 2, new ArrayList<>(), CardEvent.Listener.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fiftyThousandCardsTakeLittleHeap() throws IOException {
        int count = 50_000;
        Path file = cards(count);
        long before = used();
        CardFleet fleet = fleet(file, 0, new ArrayList<>(), CardEvent.Listener.NONE);
        long octets = (used() - before) / count;
        assertThat(fleet.size()).isEqualTo(count);
        assertThat(octets).as("octets a card").isBetween(50L, 400L);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @Test
    void aJournalIsWrittenSoonAndInWholeLines() throws Exception {
        Path file = directory.resolve("journal.jsonl");
        try (JsonLinesJournal journal = new JsonLinesJournal(Files.newOutputStream(file))) {
            CardFleet fleet = fleet(cards(1), 0, new ArrayList<>(), journal.cardEvents());
            deliver(fleet, 0x7F, 0xF6, writeName(0, "01414243"));
            await().atMost(Duration.ofSeconds(5)).until(() -> Files.size(file) > 0);
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("{\"event\":") && line.endsWith("}"));
            assertThat(lines.get(1))
                    .contains("\"event\":\"execution\"")
                    .contains("\"iccid\":\"8988211000000000000\"")
                    .contains("\"key_version\":1,\"counter\":1,\"packet_sha256\":\"")
                    .contains("\"status\":\"00\",\"executed\":true,\"commands_executed\":2,\"status_word\":\"9000\"");
        }
    }
}
