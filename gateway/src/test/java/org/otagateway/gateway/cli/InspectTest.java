// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.capture.Wire;

/** {@code ./ota inspect} from the command line: what goes in, what comes out, and the exit code. */
class InspectTest {
    /** A vector: AES-128, SPI 1619, key version 1, SELECT EF.SPN and READ BINARY. */
    private static final String PACKET =
            "00281516091212b000114fc11d0a371d273f81d2970e56214333ca04910a1956b1c0fb8b922a5228aa7a";

    private static final String KIC = "000102030405060708090a0b0c0d0e0f";
    private static final String KID = "101112131415161718191a1b1c1d1e1f";

    @TempDir
    private Path folder;

    @Test
    void aPacketIsOpenedWithKeysOfTheCommandLine() {
        Run run = Run.of("inspect", PACKET, "--kic", KIC, "--kid", KID);

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("command packet, 42 octets")
                .contains("CC matches: AES-CMAC of 8 octets")
                .contains("SELECT EF.SPN")
                .contains("READ BINARY of EF.SPN");
        assertThat(run.code()).isZero();
    }

    @Test
    void withoutKeysTheClearFieldsAreTold() {
        Run run = Run.of("inspect", PACKET);

        assertThat(run.out())
                .contains("processed only if the counter is higher")
                .contains("no KIC of key version 1");
        assertThat(run.code()).isZero();
    }

    @Test
    void anyWrittenFormGivesTheSameOctets() throws Exception {
        String expected = Run.of("inspect", PACKET).out();
        byte[] octets = HexFormat.of().parseHex(PACKET);
        String colons = HexFormat.ofDelimiter(":").withUpperCase().formatHex(octets);
        String prefixed = HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(octets);
        String lines = HexFormat.ofDelimiter(" ").formatHex(octets, 0, 16) + "\n"
                + HexFormat.ofDelimiter(" ").formatHex(octets, 16, octets.length);
        String dump = "00000000: " + HexFormat.ofDelimiter(" ").formatHex(octets, 0, 16) + "  ................\n"
                + "00000010: " + HexFormat.ofDelimiter(" ").formatHex(octets, 16, 32) + "  ................\n"
                + "00000020: " + HexFormat.ofDelimiter(" ").formatHex(octets, 32, octets.length) + "  ..........\n";
        Path text = Files.writeString(folder.resolve("packet.txt"), lines);
        Path raw = Files.write(folder.resolve("packet.bin"), octets);

        assertThat(Run.of("inspect", colons).out()).isEqualTo(expected);
        assertThat(Run.of("inspect", prefixed).out()).isEqualTo(expected);
        assertThat(Run.withInput(lines, "inspect").out()).isEqualTo(expected);
        assertThat(Run.withInput(dump, "inspect", "-").out()).isEqualTo(expected);
        assertThat(Run.of("inspect", Base64.getEncoder().encodeToString(octets)).out())
                .isEqualTo(expected);
        assertThat(Run.of("inspect", text.toString()).out()).isEqualTo(expected);
        assertThat(Run.of("inspect", raw.toString()).out()).isEqualTo(expected);
        assertThat(Run.withInput("2026-11-24 smsc submit_sm id:1795518747417206 text:" + PACKET + " seq=7\n", "inspect")
                        .out())
                .isEqualTo(expected);
        assertThat(Run.of(("inspect " + HexFormat.ofDelimiter(" ").formatHex(octets)).split(" "))
                        .out())
                .isEqualTo(expected);
    }

    @Test
    void aWrongKeyIsToldWithWhatWasTried() {
        Run run = Run.of("inspect", PACKET, "--kic", KID, "--kid", KIC);

        assertThat(run.out())
                .contains("the check matches if ciphered with the key that is KID")
                .contains("tried:");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err()).doesNotContain(KIC).doesNotContain(KID);
    }

    @Test
    void keysOfACardFileOpenThePacketAndAreShownOnDemandAlone() throws Exception {
        Path cards = Files.writeString(
                folder.resolve("cards.csv"),
                "iccid,msisdn,kic1,kid1,alg1\n8988211000000000001,4915112345,ffffffffffffffffffffffffffffffff,"
                        + "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,aes\n8988211000000000002,4915112346," + KIC + "," + KID
                        + ",aes\n");

        Run run = Run.of("inspect", PACKET, "--cards", cards.toString());
        assertThat(run.out()).contains("KID of card 8988211000000000002").doesNotContain(KIC);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();

        Run shown = Run.of("inspect", PACKET, "--cards", cards.toString(), "--card", "4915112346", "--show-keys");
        assertThat(shown.err()).contains("key version 1: KIC " + KIC);
        assertThat(shown.out()).doesNotContain(KIC);
    }

    @Test
    void partsAreJoinedInAnyOrder() {
        String first = "07000314020170000088151e391212b00011" + "00".repeat(121);
        String second = "050003140202" + "00".repeat(7);

        Run run = Run.of("inspect", second, first);

        assertThat(run.out())
                .contains("TP-UD with user data header, 141 octets, joined")
                .contains("CPL");
        assertThat(Run.of("inspect", second).out()).contains("of 2 parts these are missing: [1]");
    }

    @Test
    void jsonHoldsTheWholeTree() throws Exception {
        Run run = Run.of("inspect", PACKET, "--kic", KIC, "--kid", KID, "--json");

        JsonNode one = new ObjectMapper().readTree(run.out()).get("inspections").get(0);
        assertThat(one.get("kind").asText()).isEqualTo("command-packet");
        assertThat(one.get("sound").asBoolean()).isTrue();
        assertThat(one.get("field").get("octets").asText()).isEqualTo(PACKET);
        assertThat(run.out()).contains("\"name\":\"CNTR\",\"offset\":10,\"octets\":\"0000000002\"");
    }

    @Test
    void jsonlGivesOneObjectALineAndGoesOnAfterABadOne() throws Exception {
        Run run = Run.withInput(PACKET + "\nnonsense\n" + PACKET + "\n", "inspect", "--jsonl");

        assertThat(run.outLines()).hasSize(3);
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(run.outLines().get(0)).get("kind").asText()).isEqualTo("command-packet");
        assertThat(mapper.readTree(run.outLines().get(1)).get("error").asText()).contains("hexadecimal");
        assertThat(mapper.readTree(run.outLines().get(2)).get("line").asInt()).isEqualTo(3);
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void octetsOfNoKnownFormAreShownRawWithExitCode1() {
        Run run = Run.of("inspect", "deadbeefdeadbeef");

        assertThat(run.out()).contains("no known form");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void whatIsNoOctetsIsWrongUsage() {
        Run run = Run.of("inspect", "no-such-file");

        assertThat(run.err()).contains("expected octets in hexadecimal or base64, or the name of a file");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void aKeyOfAWrongLengthIsToldWithoutTheKey() {
        Run run = Run.of("inspect", PACKET, "--kic", "abcdef");

        assertThat(run.err()).contains("expected 8, 16, 24 or 32 octets, got 3").doesNotContain("abcdef");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void theKindCanBeForced() {
        Run run = Run.of("inspect", "00a40004026f46", "--as", "command-apdu", "--hex-dump");

        assertThat(run.out()).contains("command APDU").contains("00000000 00 a4 00 04");
        assertThat(Run.of("inspect", "00", "--as", "nothing").code()).isEqualTo(2);
    }

    @Test
    void aCaptureOnStdinIsTakenApartAndADamagedOneEndsWithAReason() {
        byte[] accepted = HexFormat.of().parseHex("000000128000000400000000000000074100");
        byte[] file = Wire.pcap(
                ByteOrder.BIG_ENDIAN,
                Wire.ETHERNET,
                List.of(Wire.ethernet(Wire.tcp(2775, 40_000, 1, 0, 16, accepted))));

        Run whole = Run.withOctets(file, "inspect");
        assertThat(whole.out())
                .contains("frame 1  1970-01-01T00:00:01.250Z  10.0.0.1:2775 → 10.0.0.2:40000")
                .contains("answers no submit_sm of this capture")
                .contains("submit_sm_resp")
                .contains("frames 1, messages 1, packets 0");
        assertThat(whole.code()).isZero();

        Run cut = Run.withOctets(Arrays.copyOf(file, file.length - 3), "inspect");
        assertThat(cut.out()).contains("✗ the file ends inside a frame");
        assertThat(cut.code()).isEqualTo(1);
    }

    @Test
    void aCounterBelowOneThatTheCaptureShowedIsTold() {
        // two packets in clear with counters 6 and 5, to one number
        List<byte[]> frames = new ArrayList<>();
        int sequence = 1;
        for (int counter : new int[] {6, 5, 5}) {
            byte[] pdu = submit(frames.size() + 1, counter);
            frames.add(Wire.ethernet(Wire.tcp(40_000, 2775, sequence, 0, 16, pdu)));
            sequence += pdu.length;
        }

        Run run = Run.withOctets(Wire.pcap(ByteOrder.LITTLE_ENDIAN, Wire.ETHERNET, frames), "inspect");

        assertThat(run.out())
                .contains("5 is lower than 6, packet 1 of frame 1")
                .contains("packet 2, sent before in frame 2")
                .contains("packet 2: card 4915112345, TAR b00011, counter 5, 1 message in frame 2, 3; receipt none");
    }

    /** A submit_sm with a packet of a counter and no more: no cipher, no check. */
    private static byte[] submit(int sequence, int counter) {
        String packet = "02700000150d10000000b00011" + "%010x".formatted(counter) + "00" + "00a40000";
        String body = "00" + "000000" + "0101" + "34393135313132333435" + "00" + "407f00" + "0000" + "01" + "00f600"
                + "%02x".formatted(packet.length() / 2) + packet;
        return HexFormat.of()
                .parseHex("%08x".formatted(16 + body.length() / 2) + "0000000400000000" + "%08x".formatted(sequence)
                        + body);
    }

    @Test
    void aLengthThatItsPartsCannotHoldIsTold() {
        Run run = Run.of("inspect", "0700031402017000" + "02ff15" + "00".repeat(129));

        assertThat(run.out()).contains("says 767 octets, but 2 short messages hold at most 264");
        assertThat(run.code()).isEqualTo(1);
    }

    private Path store() throws Exception {
        Path cards = Files.writeString(
                folder.resolve("cards.csv"),
                "iccid,msisdn,kic1,kid1,alg1\n8988211000000000002,+882110000002," + KIC + "," + KID + ",aes\n");
        Path config = Files.writeString(
                folder.resolve("gateway.yaml"),
                "store: jdbc:sqlite:ota.db\nlinks:\n  - {name: a, host: 127.0.0.1, port: 2775, system-id: ota, "
                        + "password: x, source: \"12345\", window: 50, rate: 500, max-parts: 7}\n");
        assertThat(Run.of("cards", "import", cards.toString(), "--config", config.toString())
                        .code())
                .isZero();
        return config;
    }

    @Test
    void keysOfTheStoreOpenThePacketAndAreNeverShown() throws Exception {
        String config = store().toString();

        for (String[] card : new String[][] {
            {"--iccid", "8988211000000000002"}, {"--msisdn", "882110000002"}, {"--msisdn", "+882110000002"}
        }) {
            Run run = Run.of("inspect", PACKET, "--config", config, card[0], card[1], "--show-keys", "--json");
            assertThat(run.out())
                    .contains("KIC of card 8988211000000000002 of the store")
                    .contains("CC matches");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out() + run.err()).doesNotContain(KIC).doesNotContain(KID);
        }
    }

    @Test
    void aCardThatTheStoreDoesNotHaveIsToldAndNoStoreIsMade() throws Exception {
        Path config = store();

        Run other = Run.of("inspect", PACKET, "--config", config.toString(), "--msisdn", "882110000009");
        assertThat(other.err()).contains("the store has no card with ICCID or MSISDN 882110000009 that has keys");
        assertThat(other.code()).isEqualTo(2);
        assertThat(Run.of("inspect", PACKET, "--config", config.toString()).code())
                .isEqualTo(2);
        Files.delete(folder.resolve("ota.db"));
        assertThat(Run.of("inspect", PACKET, "--config", config.toString(), "--msisdn", "882110000002")
                        .err())
                .contains("expected a store that is there");
        assertThat(folder.resolve("ota.db")).doesNotExist();
    }

    @Test
    void theExampleCardsOpenThePacketAndARefusedRowIsNoSuccess() throws Exception {
        Path example = Path.of("..", "config", "cards-example.csv");
        assertThat(Run.of("inspect", PACKET, "--cards", example.toString()).out())
                .contains("CC matches");

        Path bad =
                Files.writeString(folder.resolve("bad.csv"), Files.readString(example) + "12,+882110000003,,,,,,,,\n");
        Run run = Run.of("inspect", PACKET, "--cards", bad.toString());
        assertThat(run.err()).contains("bad.csv:4: iccid: expected 18 to 20 digits, got '12'");
        assertThat(run.code()).isEqualTo(1);

        Path none = Files.writeString(folder.resolve("none.csv"), "iccid,msisdn\n8988211000000000002,882110000002\n");
        assertThat(Run.of("inspect", PACKET, "--cards", none.toString()).code()).isEqualTo(2);
    }

    @Test
    void whatIsTooLongForACardIsNotExported() throws Exception {
        String out = folder.resolve("out.pcap").toString();
        String empty = Run.of("inspect", "019000", "--pcap", out).out();
        assertThat(empty).contains("compact response");
        long head = Files.size(folder.resolve("out.pcap"));
        assertThat(head).isEqualTo(24);

        for (String[] forced : new String[][] {
            {"41" + "ff".repeat(300), "sms-submit"},
            {"04" + "ff".repeat(300), "sms-deliver"},
            {"00d60000" + "00ff00" + "ff".repeat(0xFF00), "command-apdu"}
        }) {
            assertThat(Run.of("inspect", forced[0], "--as", forced[1], "--pcap", out)
                            .err())
                    .isEmpty();
            assertThat(Files.size(folder.resolve("out.pcap"))).isEqualTo(head);
        }
        assertThat(Run.of("inspect", "00a40004026f46", "--pcap", out).code()).isZero();
        assertThat(Files.size(folder.resolve("out.pcap"))).isGreaterThan(head);
    }
}
