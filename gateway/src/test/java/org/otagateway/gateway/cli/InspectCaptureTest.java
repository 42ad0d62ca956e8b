// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.capture.Wire;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.Address;
import org.otagateway.smpp.pdu.DataSm;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.Pdu;
import org.otagateway.smpp.pdu.Tlv;

/** Captures with odd traffic, from the command line. */
class InspectCaptureTest {
    private static final int ESME = 40_000;
    private static final int SMSC = 2775;
    private static final int DATA_SM_RESP = 0x80000103;
    /** A packet in clear with counter 6: no cipher, no check. */
    private static final Octets COMMAND = Octets.hex("02700000150d10000000b0001100000000060000a40000");
    /** Its answer, all well. */
    private static final Octets RESPONSE = Octets.hex("027100000e0ab0001100000000060000029000");

    @TempDir
    private Path folder;

    private final List<byte[]> frames = new ArrayList<>();
    private final long[] sequences = {1, 1};

    private void frame(boolean fromEsme, Pdu pdu) {
        int side = fromEsme ? 0 : 1;
        byte[] octets = pdu.encode();
        frames.add(Wire.ethernet(Wire.tcp(
                fromEsme ? ESME : SMSC, fromEsme ? SMSC : ESME, sequences[side], sequences[1 - side], 24, octets)));
        sequences[side] += octets.length;
    }

    private static DataSm data(int sequence, boolean toCard, int esmClass, Tlv... tlvs) {
        Address service = new Address(0, 1, "12345");
        Address card = new Address(1, 1, "4915112345");
        MessageFields fields =
                MessageFields.of(toCard ? service : card, toCard ? card : service, esmClass, 0x7F, 0xF6, Octets.EMPTY);
        return new DataSm(
                sequence,
                new MessageFields(
                        "",
                        fields.source(),
                        fields.destination(),
                        esmClass,
                        0,
                        0,
                        "",
                        "",
                        1,
                        0,
                        0xF6,
                        0,
                        Octets.EMPTY,
                        List.of(tlvs)));
    }

    private static OtherPdu answer(int sequence, String id) {
        return new OtherPdu(DATA_SM_RESP, 0, sequence, Octets.hex(id + "00"));
    }

    private String capture() throws IOException {
        Path file = folder.resolve("data.pcap");
        Files.write(file, Wire.pcap(ByteOrder.LITTLE_ENDIAN, Wire.ETHERNET, frames));
        return file.toString();
    }

    private void exchangeByDataSm() {
        frame(true, data(7, true, 0x40, new Tlv(Tlv.MESSAGE_PAYLOAD, COMMAND)));
        frame(false, answer(7, "4137"));
        frame(
                false,
                data(
                        8,
                        false,
                        MessageFields.ESM_RECEIPT,
                        new Tlv(Tlv.RECEIPTED_MESSAGE_ID, Octets.hex("413700")),
                        new Tlv(Tlv.MESSAGE_STATE, Octets.of(2))));
        frame(true, answer(8, ""));
        frame(false, data(9, false, 0x40, new Tlv(Tlv.MESSAGE_PAYLOAD, RESPONSE)));
        frame(true, answer(9, ""));
    }

    @Test
    void packetsInDataSmArePairedWithResponsesReceiptsAndProofsOfReceipt() throws IOException {
        exchangeByDataSm();

        Run run = Run.of("inspect", capture());

        assertThat(run.out())
                .contains("answers the data_sm of frame 1 (packet 1)")
                .contains("packet 1: card 4915112345, TAR b00011, counter 6, 1 message in frame 1; message id A7;"
                        + " receipt DELIVRD (frame 3); PoR 00 PoR OK (frame 5)\n");
    }

    @Test
    void aCaptureThatBeginsWithAProofOfReceiptTellsWhoIsTheSmsc() throws IOException {
        frame(false, data(8, false, 0x40, new Tlv(Tlv.MESSAGE_PAYLOAD, RESPONSE)));
        exchangeByDataSm();

        assertThat(Run.of("inspect", capture()).out())
                .contains("answers no packet of this capture")
                .contains("in frame 2; message id A7; receipt DELIVRD (frame 4); PoR 00 PoR OK (frame 6)");
    }

    @Test
    void aCaptureInJsonLinesHasEachMessageThenEachPacketThenTheFile() throws IOException {
        exchangeByDataSm();
        frame(true, new EnquireLink(10));

        List<String> lines =
                Run.of("inspect", "--jsonl", capture()).out().lines().toList();

        assertThat(lines).hasSize(7 + 1 + 1);
        for (int i = 0; i < 7; i++) {
            assertThat(JsonLines.MAPPER.readTree(lines.get(i)).get("frame").asInt())
                    .isEqualTo(i + 1);
        }
        JsonNode packet = JsonLines.MAPPER.readTree(lines.get(7));
        assertThat(packet.get("packet").asInt()).isEqualTo(1);
        assertThat(packet.get("frames").get(0).asInt()).isEqualTo(1);
        assertThat(packet.get("receipts").get(0).get("frame").asInt()).isEqualTo(3);
        assertThat(packet.get("responses").get(0).get("frame").asInt()).isEqualTo(5);
        JsonNode file = JsonLines.MAPPER.readTree(lines.get(8)).get("capture");
        assertThat(file.get("frames").asInt()).isEqualTo(7);
        assertThat(file.get("ip_fragments").asInt()).isZero();
    }

    @Test
    void fragmentsOfIpAreNamedAsSuch() throws IOException {
        frame(true, new EnquireLink(1));
        byte[] fragment = Wire.udp(1, 4729, new byte[8]);
        fragment[6] = 0x20; // more fragments
        frames.add(Wire.ethernet(fragment));

        Run run = Run.of("inspect", capture());

        assertThat(run.out())
                .contains("messages 1")
                .contains("frames not read 1, of them fragments of IP, which are not put together, 1");
    }
}
