// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.smpp.pdu.PduDecoding.Decoded;
import org.otagateway.smpp.pdu.PduDecoding.Malformed;

final class PduTest {
    private static final MessageFields FIELDS = new MessageFields(
            "CMT",
            new Address(0, 1, "12345"),
            Address.international("491700000001"),
            0x40,
            0x7F,
            1,
            "",
            "261124100000000+",
            1,
            0,
            0xF6,
            0,
            Octets.hex("027000001a0d"),
            List.of(new Tlv(0x0204, Octets.of(0, 9)), new Tlv(0x1400, Octets.EMPTY)));

    static Stream<Pdu> pdus() {
        SecretOctets password = SecretOctets.hex("7061737377642121");
        return Stream.of(
                new Bind(BindKind.RECEIVER, 1, "ota", password, "", 0x33, 0, 0, ""),
                new Bind(BindKind.TRANSMITTER, 2, "ota", password, "VMA", 0x34, 1, 1, "^49"),
                new Bind(BindKind.TRANSCEIVER, 3, "123456789012345", password, "", 0x50, 5, 0, ""),
                new BindResp(BindKind.RECEIVER, 0, 1, "smsc", List.of()),
                new BindResp(BindKind.TRANSMITTER, 0, 1, "", List.of(new Tlv(0x0210, Octets.of(0x34)))),
                new BindResp(BindKind.TRANSCEIVER, 0x0D, 1, null, List.of()),
                new SubmitSm(4, FIELDS),
                new SubmitSm(-1, FIELDS.withTlvs(List.of())),
                SubmitSmResp.accepted(4, "000a-17"),
                SubmitSmResp.refused(0x58, 4),
                new SubmitSmResp(0x45, 4, "", List.of()),
                new DeliverSm(5, FIELDS.withValidityPeriod("").withRegisteredDelivery(0)),
                DeliverSmResp.of(0, 5),
                new DeliverSmResp(0, 5, null, List.of()),
                new DeliverSmResp(0x64, 5, "x", List.of(new Tlv(0x0425, Octets.of(1)))),
                new EnquireLink(6),
                new EnquireLinkResp(0, 6),
                new Unbind(7),
                new UnbindResp(0, 7),
                new GenericNack(0x03, 0),
                new OtherPdu(0x21, 0, 8, Octets.hex("00")),
                new OtherPdu(0x0BADF00D, 17, 9, Octets.EMPTY));
    }

    @ParameterizedTest
    @MethodSource("pdus")
    void aPduReadsBackAsItWasWritten(Pdu pdu) {
        byte[] octets = pdu.encode();
        assertThat(Pdu.decode(Octets.copyOf(octets))).isEqualTo(new Decoded(pdu));
    }

    @ParameterizedTest
    @MethodSource("pdus")
    void aPduReadsTheSameFromTheMiddleOfABuffer(Pdu pdu) {
        byte[] octets = pdu.encode();
        byte[] buffer = new byte[octets.length + 7];
        Arrays.fill(buffer, (byte) 0x11);
        System.arraycopy(octets, 0, buffer, 3, octets.length);
        assertThat(Pdu.decode(buffer, 3, octets.length)).isEqualTo(new Decoded(pdu));
    }

    /** Some prefixes are PDUs of their own (a response without its body); none reads past its end. */
    @ParameterizedTest
    @MethodSource("pdus")
    void aPduCutShortIsAnotherPduOrAFailureWithinIt(Pdu pdu) {
        byte[] octets = pdu.encode();
        for (int length = 0; length < octets.length; length++) {
            byte[] cut = Arrays.copyOf(octets, length);
            if (length >= 4) {
                setLength(cut, length);
            }
            PduDecoding decoding = Pdu.decode(cut, 0, length);
            if (decoding instanceof Malformed malformed) {
                assertThat(malformed.failure().offset()).isBetween(0, length);
                assertThat(malformed.octets()).isEqualTo(Octets.copyOf(cut));
            } else {
                assertThat(((Decoded) decoding).pdu().encode()).isEqualTo(cut);
            }
        }
    }

    @Test
    void theOctetsOfASubmitSmAreThoseOfTheStandard() {
        String expected = "00000055" + "00000004" + "00000000" + "00000004"
                + "434d5400"
                + "0001313233343500"
                + "010134393137303030303030303100"
                + "407f01"
                + "00"
                + "3236313132343130303030303030302b00"
                + "0100f600"
                + "06027000001a0d"
                + "020400020009"
                + "14000000";
        Octets octets = Octets.copyOf(new SubmitSm(4, FIELDS).encode());
        assertThat(octets.toHex()).isEqualTo(expected);
    }

    @Test
    void anUnknownCommandKeepsItsBody() {
        PduDecoding decoding = Pdu.decode(Octets.hex("00000012" + "00000999" + "00000000" + "00000001" + "abcd"));
        assertThat(decoding).isEqualTo(new Decoded(new OtherPdu(0x999, 0, 1, Octets.hex("abcd"))));
    }

    @Test
    void aPasswordIsNotPrinted() {
        Bind bind = new Bind(BindKind.TRANSCEIVER, 1, "ota", SecretOctets.hex("736563726574"), "", 0x34, 0, 0, "");
        assertThat(bind.toString()).doesNotContain("secret").doesNotContain("736563726574");
    }

    static Stream<Object[]> malformed() {
        byte[] bind = new Bind(BindKind.TRANSCEIVER, 1, "ota", SecretOctets.hex("41"), "", 0x34, 0, 0, "").encode();
        byte[] submit = new SubmitSm(1, FIELDS.withTlvs(List.of())).encode();
        byte[] tlv = new SubmitSm(1, FIELDS.withTlvs(List.of(new Tlv(0x1400, Octets.hex("aabb"))))).encode();
        int serviceType = 16;
        int sourceTon = serviceType + 4;
        int destinationTon = sourceTon + 8;
        int schedule = destinationTon + 15 + 3;
        int validity = schedule + 1;
        int smLength = submit.length - 7;
        return Stream.of(
                row("system_id", 16, filled(bind, 16, 16, 'x')),
                row("system_id", 16, head(bind, 19)),
                row("password", 20, filled(bind, 20, 9, 'x')),
                row("system_type", 22, filled(bind, 22, 13, 'x')),
                row("interface_version", 23, head(bind, 23)),
                row("address_range", 26, filled(bind, 26, 41, 'x')),
                row("end of bind", 27, filled(bind, 27, 1, 'x')),
                row("command_status", 8, with(submit, 11, 1)),
                row("service_type", serviceType, filled(submit, serviceType, 6, 'x')),
                row("source_addr", sourceTon + 2, filled(submit, sourceTon + 2, 21, '1')),
                row("destination_addr", destinationTon + 2, filled(submit, destinationTon + 2, 21, '1')),
                row("schedule_delivery_time", schedule, filled(submit, schedule, 17, '1')),
                row("validity_period", validity, with(submit, validity + 15, 0)),
                row("short_message", smLength + 1, with(submit, smLength, 7)),
                row("short_message", smLength + 1, head(submit, submit.length - 1)),
                row("optional parameter", submit.length, filled(submit, submit.length, 3, 0x14)),
                row("value of optional parameter 1400", submit.length + 4, head(tlv, tlv.length - 1)),
                row("value of optional parameter 1400", submit.length + 4, with(tlv, submit.length + 2, 0xFF)),
                row("message_id", 16, head(SubmitSmResp.accepted(1, "7").encode(), 16)),
                row("message_id", 16, filled(SubmitSmResp.accepted(1, "").encode(), 16, 65, '7')),
                row("message_id", 16, filled(DeliverSmResp.of(0, 1).encode(), 16, 65, '7')),
                row("end of enquire_link", 16, filled(new EnquireLink(1).encode(), 16, 1, 0)),
                row("end of unbind", 16, filled(new Unbind(1).encode(), 16, 1, 0)),
                row("end of generic_nack", 16, filled(new GenericNack(1, 1).encode(), 16, 1, 0)));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void eachRuleBrokenAloneIsNamedWithItsPlace(String field, int offset, byte[] octets) {
        PduDecoding decoding = Pdu.decode(octets, 0, octets.length);
        assertThat(decoding).isInstanceOf(Malformed.class);
        Malformed malformed = (Malformed) decoding;
        assertThat(malformed.failure().field()).isEqualTo(field);
        assertThat(malformed.failure().offset()).isEqualTo(offset);
        assertThat(malformed.failure().clause()).startsWith("SMPP 3.4 clause ");
        assertThat(malformed.streamLost()).isFalse();
        assertThat(malformed.octets()).isEqualTo(Octets.copyOf(octets));
    }

    @ParameterizedTest
    @CsvSource({"0, 16", "15, 16", "17, 16", "2147483647, 16", "4294967295, 16"})
    void aCommandLengthThatIsNotTheNumberOfOctetsLosesTheStream(long claimed, int actual) {
        byte[] octets = Arrays.copyOf(new EnquireLink(1).encode(), actual);
        setLength(octets, (int) claimed);
        PduDecoding decoding = Pdu.decode(octets, 0, octets.length);
        assertThat(decoding).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.streamLost()).isTrue();
            assertThat(malformed.failure().field()).isEqualTo("command_length");
            assertThat(malformed.failure().actual()).isEqualTo(String.valueOf(claimed));
        });
    }

    @Test
    void anInvalidValueCannotBeMade() {
        assertThatThrownBy(() -> new Address(256, 0, "")).hasMessage("ton: expected 0 to 255, got 256");
        assertThatThrownBy(() -> new Address(0, 0, "123456789012345678901"))
                .hasMessage("addr: expected at most 20 characters, got 21");
        assertThatThrownBy(() -> new Address(0, 0, "12\0")).hasMessageContaining("none NUL");
        assertThatThrownBy(() -> FIELDS.withValidityPeriod("1")).hasMessageContaining("validity_period");
        assertThatThrownBy(() -> new Tlv(0x10000, Octets.EMPTY)).hasMessageContaining("tag");
        assertThatThrownBy(() -> new SubmitSmResp(0, 1, null, List.of())).hasMessageContaining("message_id");
        assertThatThrownBy(() ->
                        new Bind(BindKind.RECEIVER, 1, "", SecretOctets.hex("414141414141414141"), "", 0, 0, 0, ""))
                .hasMessage("password: expected at most 8 octets, got 9");
    }

    @Test
    void nothingReadFromNoiseIsEverAnExceptionAndWhatIsReadWritesBack() {
        SplittableRandom random = new SplittableRandom(20_261_124);
        List<byte[]> seeds = new ArrayList<>();
        pdus().forEach(pdu -> seeds.add(pdu.encode()));
        int decoded = 0;
        for (int round = 0; round < 40_000; round++) {
            byte[] octets = seeds.get(random.nextInt(seeds.size())).clone();
            int changes = random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                octets[random.nextInt(4, octets.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                octets = Arrays.copyOf(octets, 16 + random.nextInt(octets.length));
            }
            setLength(octets, octets.length);
            PduDecoding decoding = Pdu.decode(octets, 0, octets.length);
            if (decoding instanceof Decoded good) {
                decoded++;
                assertThat(good.pdu().encode()).isEqualTo(octets);
                assertThat(good.pdu().toString()).isNotEmpty();
            } else {
                Malformed malformed = (Malformed) decoding;
                assertThat(malformed.failure().offset()).isBetween(0, octets.length);
            }
        }
        assertThat(decoded).isBetween(4_000, 36_000);
    }

    private static Object[] row(String field, int offset, byte[] octets) {
        return new Object[] {field, offset, octets};
    }

    private static byte[] with(byte[] octets, int at, int value) {
        byte[] changed = octets.clone();
        changed[at] = (byte) value;
        return changed;
    }

    /** {@code count} octets of one value instead of the rest from {@code at}, so that no NUL ends the field. */
    private static byte[] filled(byte[] octets, int at, int count, int value) {
        byte[] changed = Arrays.copyOf(octets, at + count);
        Arrays.fill(changed, at, changed.length, (byte) value);
        setLength(changed, changed.length);
        return changed;
    }

    private static byte[] head(byte[] octets, int length) {
        byte[] changed = Arrays.copyOf(octets, length);
        setLength(changed, length);
        return changed;
    }

    private static void setLength(byte[] octets, int length) {
        octets[0] = (byte) (length >>> 24);
        octets[1] = (byte) (length >>> 16);
        octets[2] = (byte) (length >>> 8);
        octets[3] = (byte) length;
    }
}
