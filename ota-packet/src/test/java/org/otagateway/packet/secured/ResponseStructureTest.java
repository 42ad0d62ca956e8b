// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;

/** Each structural rule of a response broken alone, and what cards send although they should not. */
class ResponseStructureTest {
    private static final Key AES = Key.hex(KeyType.AES, "000102030405060708090a0b0c0d0e0f");
    private static final KeySets KEYS = KeySets.of(KeySet.of(1, AES, AES));
    private static final Tar TAR = Tar.hex("b00010");
    private static final ResponseSecurity CC = ResponseSecurity.of(Spi.hex("1609"), new Kic(0x12), new Kid(0x12));
    private static final ResponseSecurity CC_CIPHERED =
            ResponseSecurity.of(Spi.hex("1639"), new Kic(0x12), new Kid(0x12));
    private static final ResponseSecurity CIPHERED = ResponseSecurity.of(Spi.hex("1611"), new Kic(0x12), Kid.UNUSED);

    private final ResponseCodec codec = new ResponseCodec();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            00                               | RPL | 0 | 2 octets | 1 octets
            0000                             | RHL | 2 | 1 octets | 0 octets
            00020ab0                         | TAR | 3 | 3 octets | 1 octets
            00060ab000100000                 | CNTR | 6 | 5 octets | 2 octets
            00090ab000100000000000           | PCNTR | 11 | 1 octets | 0 octets
            000a0ab00010000000000000         | status | 12 | 1 octets | 0 octets
            000c0cb0001000000000000006ab     | RC/CC | 13 | 2 octets | 1 octets
            000c0ab0001000000000000006       | RPL | 0 | 11, the octets behind it | 12
            000a0ab0001000000000000006       | RPL | 0 | 11, the octets behind it | 10
            000b09b0001000000000000006       | RHL | 2 | 10, 12, 14 or 18 | 9
            000b00b0001000000000000006       | RHL | 2 | 10, 12, 14 or 18 | 0
            000b0bb0001000000000000006       | RHL | 2 | 10, 12, 14 or 18 | 11
            """)
    void parsing_names_the_broken_rule(String hex, String field, int offset, String expected, String actual) {
        Malformed malformed = ResponseCodec.parse(Octets.hex(hex)).failure().orElseThrow();

        assertThat(malformed.field()).isEqualTo(field);
        assertThat(malformed.offset()).isEqualTo(offset);
        assertThat(malformed.expected()).isEqualTo(expected);
        assertThat(malformed.actual()).isEqualTo(actual);
        assertThat(malformed.clause()).isEqualTo("TS 102 225 5.2");
    }

    @Test
    void the_header_can_be_read_without_keys() {
        ParsedResponse parsed = ResponseCodec.parse(seal(CC_CIPHERED)).success().orElseThrow();

        assertThat(parsed.tar()).isEqualTo(TAR);
        assertThat(parsed.checkLength()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"06", "02", "01", "0b", "0a"})
    void an_unprotected_error_is_taken_as_unverified_although_more_was_asked_for(String status) {
        Octets packet = Octets.hex("000b0ab00010000000000000" + status);

        for (ResponseSecurity security : new ResponseSecurity[] {CC, CC_CIPHERED, CIPHERED}) {
            ResponsePacket response =
                    codec.open(packet, security, KeySets.NONE).success().orElseThrow();
            assertThat(response.verified()).isFalse();
            assertThat(response.assurance()).isEqualTo(ResponsePacket.Assurance.NONE);
            assertThat(response.status().toHex()).isEqualTo(status);
            assertThat(response.tar()).isEqualTo(TAR);
            assertThat(response.data().isEmpty()).isTrue();
        }
    }

    @Test
    void an_unprotected_success_is_refused_where_more_was_asked_for() {
        Octets packet = Octets.hex("000b0ab0001000000000000000");

        assertThat(structure(codec.open(packet, CC, KEYS)).field()).isEqualTo("RHL");
        assertThat(structure(codec.open(packet, CC_CIPHERED, KEYS)).expected())
                .isEqualTo("10 and an RC/CC of 8 octets as SPI2 says");
        assertThat(structure(codec.open(packet, CIPHERED, KEYS)).field()).isEqualTo("ciphered data");
        assertThat(codec.open(packet, ResponseSecurity.NONE, KEYS)
                        .success()
                        .orElseThrow()
                        .verified())
                .isFalse();
    }

    @Test
    void a_check_of_another_length_than_SPI2_says_is_refused_even_where_it_matches() {
        ResponseSecurity cmac32 = new ResponseSecurity(IntegrityMode.CC, false, new Kic(0x12), new Kid(0x12), 4);

        assertThat(structure(codec.open(seal(cmac32), CC, KEYS)).field()).isEqualTo("RHL");
        assertThat(structure(codec.open(seal(CC), ResponseSecurity.NONE, KEYS)).expected())
                .isEqualTo("10 and an RC/CC of 0 octets as SPI2 says");
        assertThat(codec.open(seal(cmac32), cmac32, KEYS).success()).isPresent();
    }

    @Test
    void ciphered_text_comes_in_whole_blocks() {
        Octets good = seal(CC_CIPHERED);
        byte[] longer = Octets.concat(good, Octets.of(0)).toByteArray();
        longer[1]++;

        Malformed malformed = structure(codec.open(Octets.copyOf(longer), CC_CIPHERED, KEYS));

        assertThat(malformed.field()).isEqualTo("ciphered data");
        assertThat(malformed.offset()).isEqualTo(6);
        assertThat(malformed.expected()).isEqualTo("whole blocks of 16 octets");
        assertThat(malformed.actual()).isEqualTo("33 octets");
    }

    @Test
    void a_padding_counter_above_the_data_is_refused_without_any_checksum() {
        Malformed malformed =
                structure(codec.open(Octets.hex("000c0ab0001000000000000200aa"), ResponseSecurity.NONE, KEYS));

        assertThat(malformed.field()).isEqualTo("PCNTR");
        assertThat(malformed.offset()).isEqualTo(11);
        assertThat(malformed.expected()).isEqualTo("at most 1, the octets of data");
        assertThat(malformed.actual()).isEqualTo("2");
    }

    @Test
    void a_wrong_checksum_is_told_apart_from_a_missing_key() {
        byte[] octets = seal(CC).toByteArray();
        octets[octets.length - 1] ^= 1;

        assertThat(codec.open(Octets.copyOf(octets), CC, KEYS).failure())
                .contains(new SecurityFailure.CheckFailed(IntegrityAlgorithm.AES_CMAC_64));
        assertThat(codec.open(seal(CC), CC, KeySets.NONE).failure())
                .contains(new SecurityFailure.KeyUnavailable(KeyRole.KID, 1, "there is no such key"));
    }

    @Test
    void a_redundancy_check_does_not_verify() {
        ResponseSecurity crc = ResponseSecurity.of(Spi.hex("1105"), Kic.UNUSED, new Kid(0x05));
        byte[] octets = seal(crc).toByteArray();

        ResponsePacket response =
                codec.open(Octets.copyOf(octets), crc, KeySets.NONE).success().orElseThrow();
        assertThat(response.assurance()).isEqualTo(ResponsePacket.Assurance.REDUNDANCY_CHECK);
        assertThat(response.verified()).isFalse();
        octets[12] ^= 1;
        assertThat(codec.open(Octets.copyOf(octets), crc, KeySets.NONE).failure())
                .contains(new SecurityFailure.CheckFailed(IntegrityAlgorithm.CRC_32));
    }

    @Test
    void a_status_that_the_standard_does_not_know_is_kept_as_a_number() {
        Octets packet = codec.seal(CC, TAR, new Counter(9), new ResponseStatus(0xC7), Octets.EMPTY, KEYS);

        ResponsePacket response = codec.open(packet, CC, KEYS).success().orElseThrow();

        assertThat(response.status().code()).isEqualTo(0xC7);
        assertThat(response.status().meaning()).isEqualTo(ResponseStatus.Meaning.UNKNOWN);
        assertThat(ResponseStatus.Meaning.COUNTER_LOW.status()).isEqualTo(new ResponseStatus(2));
        assertThat(response.verified()).isTrue();
    }

    private Octets seal(ResponseSecurity security) {
        return codec.seal(security, TAR, new Counter(0x42), ResponseStatus.POR_OK, Octets.hex("029000"), KEYS);
    }

    private static Malformed structure(Opened<ResponsePacket> opened) {
        assertThat(opened.failure()).containsInstanceOf(SecurityFailure.Structure.class);
        return ((SecurityFailure.Structure) opened.failure().orElseThrow()).malformed();
    }
}
