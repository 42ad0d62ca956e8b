// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.Octets;

class SmsTest {
    private static final Octets TIME_STAMP = Octets.hex("22705200000000");

    @ParameterizedTest
    @CsvSource({
        "EIGHT_BITS, 1, 137", "EIGHT_BITS, 2, 266", "EIGHT_BITS, 3, 400", "EIGHT_BITS, 255, 34168",
        "SIXTEEN_BITS, 1, 137", "SIXTEEN_BITS, 2, 264", "SIXTEEN_BITS, 3, 397", "SIXTEEN_BITS, 255, 33913"
    })
    void the_capacity_of_parts_is_filled_and_not_passed(ReferenceWidth width, int parts, int capacity) {
        assertThat(Segmenter.capacity(parts, width)).isEqualTo(capacity);
        assertThat(Segmenter.count(capacity, width)).isEqualTo(parts);
        assertThat(Segmenter.segment(PacketKind.COMMAND, Octets.copyOf(new byte[capacity]), width, 1))
                .hasSize(parts)
                .allMatch(segment -> segment.length() <= 140);
        if (parts < 255) {
            assertThat(Segmenter.count(capacity + 1, width)).isEqualTo(parts + 1);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> Segmenter.count(capacity + 1, width));
        }
    }

    @Test
    void a_16_bit_reference_has_its_own_header_and_part_sizes() {
        List<Octets> segments = Segmenter.segment(
                PacketKind.COMMAND, Octets.copyOf(new byte[300]), ReferenceWidth.SIXTEEN_BITS, 0x1234);

        assertThat(segments.get(0).slice(0, 9)).isEqualTo(Octets.hex("080804123403017000"));
        assertThat(segments.get(1).slice(0, 7)).isEqualTo(Octets.hex("06080412340302"));
        assertThat(segments.get(2).slice(0, 7)).isEqualTo(Octets.hex("06080412340303"));
        assertThat(segments).extracting(Octets::length).containsExactly(140, 140, 7 + 300 - 131 - 133);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 256})
    void reference_0_is_never_sent(int reference) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segmenter.segment(
                        PacketKind.COMMAND, Octets.copyOf(new byte[200]), ReferenceWidth.EIGHT_BITS, reference));
    }

    @ParameterizedTest
    @EnumSource
    void parts_come_together_in_any_order_and_twice(ReferenceWidth width) {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            byte[] octets = new byte[138 + random.nextInt(2000)];
            random.nextBytes(octets);
            Octets packet = Octets.copyOf(octets);
            List<Octets> parts = new ArrayList<>(Segmenter.segment(PacketKind.RESPONSE, packet, width, 1 + round));
            Collections.shuffle(parts, random);
            Reassembler reassembler = new Reassembler(4, 10_000);
            for (Octets part : parts.subList(0, parts.size() - 1)) {
                assertThat(accept(reassembler, part)).isEmpty();
                assertThat(accept(reassembler, part)).isEmpty();
            }
            UserData whole = accept(reassembler, parts.get(parts.size() - 1)).orElseThrow();
            assertThat(whole.payload()).isEqualTo(packet);
            assertThat(whole.packetKind()).contains(PacketKind.RESPONSE);
            assertThat(reassembler.waiting()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // kind before concatenation
        "0770000003050201aa, 0500030502 02bb",
        // reference 0
        "0700030002017000aa, 0500030002 02bb",
        // an unknown element between
        "0a00030502 01 5501ff7000aa, 0500030502 02bb"
    })
    void information_elements_are_read_in_any_order(String first, String second) {
        Reassembler reassembler = new Reassembler(4, 1000);

        assertThat(accept(reassembler, hex(second))).isEmpty();
        UserData whole = accept(reassembler, hex(first)).orElseThrow();

        assertThat(whole.payload()).isEqualTo(Octets.hex("aabb"));
        assertThat(whole.packetKind()).contains(PacketKind.COMMAND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // total 0, number 0, number above total, wrong element length
                "0700030500 01 7000aa",
                "0700030502 00 7000aa",
                "0700030502 03 7000aa",
                "0600020502 7000aa",
                "08000405020101 7000aa",
                "08080400 0503 04 7000aa"
            })
    void an_element_that_breaks_a_rule_is_ignored(String hex) {
        UserData userData = UserData.decode(hex(hex)).success().orElseThrow();

        assertThat(userData.concatenation()).isEmpty();
        assertThat(userData.packetKind()).contains(PacketKind.COMMAND);
    }

    @Test
    void of_a_repeated_element_the_last_sound_one_counts() {
        UserData userData = UserData.decode(hex("0f 0003050201 0003060302 0003070000 aa"))
                .success()
                .orElseThrow();

        assertThat(userData.concatenation()).contains(new Concatenation(ReferenceWidth.EIGHT_BITS, 6, 3, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "'', UDHL, 0, 1 octet",
        "05, UDHL, 0, 5",
        "03 0003, UDHL, 0, 3",
        "01 00 aa, IEDL, 2, the end of the header",
        "02 7001 aa, IEDL, 2, 1",
        "03 000201 aabb, IEDL, 2, 2"
    })
    void a_header_whose_lengths_do_not_fit_is_malformed(String hex, String field, int offset, String actual) {
        Malformed malformed = UserData.decode(hex(hex)).failure().orElseThrow();

        assertThat(malformed.field()).isEqualTo(field);
        assertThat(malformed.offset()).isEqualTo(offset);
        assertThat(hex.isEmpty() ? actual : malformed.actual()).isEqualTo(actual);
        assertThat(malformed.clause()).isEqualTo("TS 23.040 9.2.3.24");
    }

    @Test
    void senders_widths_references_and_totals_are_kept_apart() {
        Reassembler reassembler = new Reassembler(10, 10_000);
        String[] first = {"0500030502 01aa", "0500030602 01aa", "0500030503 01aa", "06080400050201aa"};
        for (String part : first) {
            assertThat(accept(reassembler, hex(part))).isEmpty();
        }
        assertThat(reassembler.waiting()).isEqualTo(4);
        UserData second = UserData.decode(hex("0500030502 02bb")).success().orElseThrow();

        assertThat(reassembler.accept("another", second)).isEmpty();
        assertThat(accept(reassembler, hex("0500030502 02bb"))).isPresent();
        assertThat(reassembler.waiting()).isEqualTo(4);
    }

    @Test
    void another_part_under_the_same_number_starts_the_message_anew() {
        PartSet set = PartSet.empty(3)
                .with(1, UserData.decode(hex("0500030503 01aa")).success().orElseThrow())
                .with(2, UserData.decode(hex("0500030503 02bb")).success().orElseThrow());
        assertThat(set.missing()).containsExactly(3);

        PartSet anew =
                set.with(2, UserData.decode(hex("0500030503 02cc")).success().orElseThrow());

        assertThat(anew.missing()).containsExactly(1, 3);
        assertThat(set.missing()).containsExactly(3);
    }

    @Test
    void the_reassembler_stays_within_its_bounds_and_drops_what_waited_longest() {
        Reassembler reassembler = new Reassembler(2, 1000);
        accept(reassembler, hex("0500030102 01aa"));
        accept(reassembler, hex("0500030202 01aa"));
        accept(reassembler, hex("0500030302 01aa"));

        assertThat(reassembler.waiting()).isEqualTo(2);
        assertThat(accept(reassembler, hex("0500030202 02bb"))).isPresent();
        assertThat(accept(reassembler, hex("0500030102 02bb"))).isEmpty();

        Reassembler narrow = new Reassembler(100, 300);
        for (int reference = 1; reference < 100; reference++) {
            narrow.accept(
                    "sender",
                    new UserData(
                            List.of(new Concatenation(ReferenceWidth.EIGHT_BITS, reference, 2, 1).encode()),
                            Octets.copyOf(new byte[100])));
            assertThat(narrow.waiting()).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, 1, 12345678, 088121436587",
        "INTERNATIONAL, 1, 12, 029121",
        "INTERNATIONAL, 1, 491, 0391 94f1",
        "NETWORK_SPECIFIC, 0, 12*#ab, 06b021badc",
        "NETWORK_SPECIFIC, 0, '', 00b0",
        "ALPHANUMERIC, 0, Bank, 07d0c2b07b0d",
        "ALPHANUMERIC, 0, 0123456789A, 14d0b0986c46abd96eb85c10",
        "ALPHANUMERIC, 0, a€, 06d0e14d19"
    })
    void an_address_is_written_and_read(TypeOfNumber type, int plan, String value, String hex) {
        SmsAddress address = new SmsAddress(type, plan, value);
        assertThat(address.encode()).isEqualTo(hex(hex));
        assertThat(SmsAddress.decode(address.encode()).success()).contains(address);
    }

    @ParameterizedTest
    @CsvSource({
        "0801 21436587, address type, 1",
        "1591 2143658709214365870921, address length, 0",
        "0391 9421, address value, 3",
        "0491 94f1, address value, 3",
        "0491 94, address value, 2",
        "0491 94f194, address value, 3"
    })
    void a_malformed_address_is_told(String hex, String field, int offset) {
        Malformed malformed = SmsAddress.decode(hex(hex)).failure().orElseThrow();

        assertThat(malformed.field()).isEqualTo(field);
        assertThat(malformed.offset()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "4508812143658 77ff6227052000000000102, TP-MTI, 0",
        "54088121436587 7ff6 22705200000000 0102, first octet, 0",
        "44088121436587 7f00 22705200000000 0102, TP-DCS, 8",
        "44088121436587 7ff2 22705200000000 0102, TP-DCS, 8",
        "44088121436587 7ff6 227052000000, TP-SCTS, 9",
        "44088121436587 7ff6 22705200000000 0202, TP-UDL, 16",
        "44088121436587 7ff6 22705200000000 0002, TP-UDL, 16",
        "44088121436587 7ff6 22705200000000 8d, TP-UDL, 16"
    })
    void a_malformed_deliver_is_told(String hex, String field, int offset) {
        Malformed malformed = SmsDeliver.decode(hex(hex)).failure().orElseThrow();

        assertThat(malformed.field()).isEqualTo(field);
        assertThat(malformed.offset()).isEqualTo(offset);
    }

    @Test
    void every_flag_of_a_deliver_survives() {
        for (int flags = 0; flags < 32; flags++) {
            SmsDeliver deliver = new SmsDeliver(
                    (flags & 1) != 0,
                    (flags & 2) != 0,
                    (flags & 4) != 0,
                    (flags & 8) != 0,
                    (flags & 16) != 0,
                    SmsAddress.unknown("1"),
                    0,
                    0x16,
                    TIME_STAMP,
                    Octets.hex("aa"));
            assertThat(SmsDeliver.decode(deliver.encode()).success()).contains(deliver);
        }
    }

    @Test
    void every_validity_of_a_submit_survives() {
        for (Validity.Format format : Validity.Format.values()) {
            SmsSubmit submit = new SmsSubmit(
                    true,
                    false,
                    true,
                    true,
                    9,
                    SmsAddress.international("491"),
                    0x7F,
                    4,
                    new Validity(format, Octets.copyOf(new byte[format.length()])),
                    Octets.hex("aa"));
            assertThat(SmsSubmit.decode(submit.encode()).success()).contains(submit);
        }
        assertThat(SmsSubmit.decode(hex("40000891 21436587 7ff6 0102"))
                        .failure()
                        .orElseThrow()
                        .field())
                .isEqualTo("TP-MTI");
    }

    @ParameterizedTest
    @CsvSource({
        "80c2000109d107820283818b0144, APDU header, 0",
        "80c2000007d107820283818b0144, Lc, 4",
        "80c200000bd107820283818b0144, Lc, 4",
        "80c2000009d207820283818b0144, SMS-PP download tag, 5",
        "80c2000009d107820282818b0144, device identities, 7",
        "80c2000005d1038b0144, device identities, 7",
        "80c2000006d10482028381, SMS TPDU, 7",
        "80c2000009d108820283818b0144, SMS-PP download length, 1",
        "80c2000009d107820283818b0244, object length, 5"
    })
    void a_malformed_envelope_is_told(String hex, String field, int offset) {
        Malformed malformed = SmsPpDownload.decode(hex(hex)).failure().orElseThrow();

        assertThat(malformed.field()).isEqualTo(field);
        assertThat(malformed.offset()).isEqualTo(offset);
    }

    @Test
    void an_envelope_may_carry_the_service_centre_and_Le() {
        SmsPpDownload download = new SmsPpDownload(Octets.hex("91945100"), Octets.hex("44"));

        assertThat(download.encode()).isEqualTo(hex("80c200000f d10d 82028381 060491945100 8b0144"));
        assertThat(SmsPpDownload.decode(download.encode()).success()).contains(download);
        assertThat(SmsPpDownload.decode(Octets.concat(download.encode(), Octets.of(0)))
                        .success())
                .contains(download);
    }

    @ParameterizedTest
    @CsvSource({
        "d10c810301130082028183 8b0141, proactive command tag",
        "d00c810301110082028183 8b0141, command details",
        "d00c810301130082028283 8b0141, device identities",
        "d009810301130082028183, SMS TPDU",
        "d00d810301130082028183 8b0141, proactive command length"
    })
    void a_malformed_proactive_command_is_told(String hex, String field) {
        assertThat(SendShortMessage.decode(hex(hex)).failure().orElseThrow().field())
                .isEqualTo(field);
    }

    private static Octets hex(String spaced) {
        return Octets.hex(spaced.replace(" ", ""));
    }

    private static Optional<UserData> accept(Reassembler reassembler, Octets part) {
        return reassembler.accept("sender", UserData.decode(part).success().orElseThrow());
    }
}
