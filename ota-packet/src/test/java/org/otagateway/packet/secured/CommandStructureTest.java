// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.IntegrityEngine;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;

/** Each structural rule broken alone; the checks, where there are any, match. */
class CommandStructureTest {
    private static final Key AES = Key.hex(KeyType.AES, "000102030405060708090a0b0c0d0e0f");
    private static final Key DES = Key.hex(KeyType.DES, "0123456789abcdef");
    private static final KeySets AES_KEYS = KeySets.of(KeySet.of(1, AES, AES));
    private static final KeySets DES_KEYS = KeySets.of(KeySet.of(1, DES, DES));

    private final CommandCodec codec = new CommandCodec();

    /** Unprotected: CPL CHL SPI KIc KID TAR CNTR PCNTR data. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # each truncation alone, CPL in accord
            00                                     | CPL | 0 | 2 octets | 1 octets
            0000                                   | CHL | 2 | 1 octets | 0 octets
            00010d                                 | SPI1 | 3 | 1 octets | 0 octets
            00020d00                               | SPI2 | 4 | 1 octets | 0 octets
            00030d0001                             | KIc | 5 | 1 octets | 0 octets
            00040d000100                           | KID | 6 | 1 octets | 0 octets
            00060d00010000b0                       | TAR | 7 | 3 octets | 1 octets
            000a0d00010000b000110000               | CNTR | 10 | 5 octets | 2 octets
            000d0d00010000b000110000000000         | PCNTR | 15 | 1 octets | 0 octets
            00111501010001b00011000000000000000000 | CHL | 2 | 13 and an RC/CC of 2 octets as SPI says | 21
            000f0f01010001b00011000000000000ab     | RC/CC | 16 | 2 octets | 1 octets
            # CPL against the octets present
            00100d00010000b00011000000000000a4     | CPL | 0 | 15, the octets behind it | 16
            000e0d00010000b00011000000000000a4     | CPL | 0 | 15, the octets behind it | 14
            # CHL against SPI
            000f0e00010000b00011000000000000a4     | CHL | 2 | 13 and an RC/CC of 0 octets as SPI says | 14
            000f0c00010000b00011000000000000a4     | CHL | 2 | 13 and an RC/CC of 0 or more octets as SPI says | 12
            000f0002010012b00011000000000000a4     | CHL | 2 | 13 and an RC/CC of 0 or more octets as SPI says | 0
            00160d02010012b00011000000000000a4a4a4a4a4a4a4a4 | CHL | 2 | 13 and an RC/CC of 4 or 8 octets as SPI says | 13
            00160f02010012b00011000000000000a4a4a4a4a4a4a4a4 | CHL | 2 | 13 and an RC/CC of 4 or 8 octets as SPI says | 15
            00161102010015b00011000000000000a4a4a4a4a4a4a4a4 | CHL | 2 | 13 and an RC/CC of 8 octets as SPI says | 17
            00161101010001b00011000000000000a4a4a4a4a4a4a4a4 | CHL | 2 | 13 and an RC/CC of 2 octets as SPI says | 17
            00160f01010005b00011000000000000a4a4a4a4a4a4a4a4 | CHL | 2 | 13 and an RC/CC of 4 octets as SPI says | 15
            # codings
            000f0d20010000b00011000000000000a4     | SPI1 | 3 | b8 to b6 zero (reserved) | 20
            000f0d00410000b00011000000000000a4     | SPI2 | 4 | b8 and b7 zero (reserved) | 41
            000f0d00030000b00011000000000000a4     | SPI2 | 4 | PoR 00, 01 or 10 in b2b1 | 03
            000f0d04010400b00011000000000000a4     | KIc | 5 | a coding of 0, 1, 2, 3, 5, 9 or D | 04
            00110f01010002b000110000000000000000a4 | KID | 6 | a coding of 0, 1, 3 or 5 | 02
            0017150201000db00011000000000000a4a4a4a4a4a4a4a4a4 | KID | 6 | a coding of 0, 1, 2, 3, 5 or 9 | 0d
            # ciphered text
            000d0d04011200b000110000000000         | ciphered data | 10 | at least 6 octets | 5 octets
            000f0d04011200b00011000000000000a4     | ciphered data | 10 | whole blocks of 16 octets | 7 octets
            000f0d04011500b00011000000000000a4     | ciphered data | 10 | whole blocks of 8 octets | 7 octets
            """)
    void parsing_names_the_broken_rule(String hex, String field, int offset, String expected, String actual) {
        Malformed malformed = CommandCodec.parse(Octets.hex(hex)).failure().orElseThrow();

        assertThat(malformed.field()).isEqualTo(field);
        assertThat(malformed.offset()).isEqualTo(offset);
        assertThat(malformed.expected()).isEqualTo(expected);
        assertThat(malformed.actual()).isEqualTo(actual);
        assertThat(malformed.octets()).isEqualTo(Octets.hex(hex));
        assertThat(malformed.clause()).startsWith("TS 102 225 5.1");
    }

    @Test
    void the_packet_that_those_cases_break_is_good() {
        assertThat(codec.open(Octets.hex("000f0d00010000b00011000000000000a4"), KeySets.NONE)
                        .success()
                        .orElseThrow()
                        .data())
                .isEqualTo(Octets.hex("a4"));
    }

    @Test
    void a_padding_counter_above_the_data_is_refused_without_any_checksum() {
        Malformed malformed = structure(codec.open(Octets.hex("000f0d00010000b00011000000000002a4"), KeySets.NONE));

        assertThat(malformed.field()).isEqualTo("PCNTR");
        assertThat(malformed.offset()).isEqualTo(15);
        assertThat(malformed.expected()).isEqualTo("at most 1, the octets of data");
        assertThat(malformed.actual()).isEqualTo("2");
    }

    @Test
    void a_padding_counter_above_the_data_is_refused_where_the_checksum_matches() {
        CommandHeader header = CommandHeader.of(Spi.hex("1201"), Kic.UNUSED, new Kid(0x12), Tar.hex("b00011"));
        Octets sound = codec.seal(header, Counter.ZERO, Octets.hex("a4"), AES_KEYS);
        byte[] octets = sound.toByteArray();
        octets[15] = 2;
        byte[] checked = Octets.concat(Octets.copyOf(octets).slice(0, 16), sound.from(24))
                .toByteArray();
        new IntegrityEngine().compute(IntegrityAlgorithm.AES_CMAC_64, AES, checked, 0, checked.length, octets, 16);

        assertThat(structure(codec.open(Octets.copyOf(octets), AES_KEYS)).field())
                .isEqualTo("PCNTR");
    }

    @Test
    void a_wrong_checksum_is_told_apart_from_a_broken_structure_and_from_a_missing_key() {
        CommandHeader header = CommandHeader.of(Spi.hex("1639"), new Kic(0x12), new Kid(0x12), Tar.hex("b00011"));
        byte[] octets =
                codec.seal(header, Counter.ZERO, Octets.hex("a4"), AES_KEYS).toByteArray();
        octets[octets.length - 1] ^= 1;

        assertThat(codec.open(Octets.copyOf(octets), AES_KEYS).failure())
                .contains(new SecurityFailure.CheckFailed(IntegrityAlgorithm.AES_CMAC_64));
        assertThat(codec.open(Octets.copyOf(octets), KeySets.of(KeySet.of(2, AES, AES)))
                        .failure())
                .contains(new SecurityFailure.KeyUnavailable(KeyRole.KIC, 1, "there is no such key"));
        assertThat(codec.open(Octets.copyOf(octets), KeySets.of(KeySet.of(1, AES, null)))
                        .failure())
                .contains(new SecurityFailure.KeyUnavailable(KeyRole.KID, 1, "there is no such key"));
        assertThat(codec.open(Octets.copyOf(octets), DES_KEYS).failure())
                .contains(new SecurityFailure.KeyUnavailable(
                        KeyRole.KIC, 1, "AES_CBC does not take a des key of 8 octets"));
    }

    @Test
    void a_digital_signature_and_proprietary_algorithms_are_unsupported() {
        assertThat(codec.open(Octets.hex("00170f03010000b00011000000000000a4a4a4a4a4a4a4a4a4"), KeySets.NONE)
                        .failure())
                .contains(new SecurityFailure.Unsupported("SPI", "a digital signature"));
        assertThat(codec.open(Octets.hex("00160d04011300b00011000000000000a4a4a4a4a4a4a4a4"), AES_KEYS)
                        .failure())
                .contains(new SecurityFailure.Unsupported("KIc", "coding of 13"));
        assertThat(codec.open(Octets.hex("0017150201001300001100000000000000a4a4a4a4a4a4a4a4"), AES_KEYS)
                        .failure())
                .contains(new SecurityFailure.Unsupported("KID", "coding of 13 for a CC"));
    }

    @Test
    void implicit_algorithms_come_from_the_key_set() {
        CommandHeader header = CommandHeader.of(Spi.hex("1639"), Kic.implicit(1), Kid.implicit(1), Tar.hex("b00011"));
        CommandHeader explicit = CommandHeader.of(Spi.hex("1639"), new Kic(0x12), new Kid(0x12), Tar.hex("b00011"));

        for (KeySets keys : new KeySets[] {AES_KEYS, DES_KEYS}) {
            Octets packet = codec.seal(header, new Counter(7), Octets.hex("a4b0"), keys);
            assertThat(codec.open(packet, keys).success().orElseThrow().data()).isEqualTo(Octets.hex("a4b0"));
        }
        assertThat(codec.seal(header, new Counter(7), Octets.hex("a4b0"), AES_KEYS)
                        .length())
                .isEqualTo(codec.seal(explicit, new Counter(7), Octets.hex("a4b0"), AES_KEYS)
                        .length());
    }

    @Test
    void implicit_algorithms_break_no_rule_that_only_the_key_shows() {
        // 12 octets ciphered: whole blocks neither of AES nor of DES
        Malformed blocks = structure(codec.open(
                Octets.hex("00140d04011000b00011000000000000a4a4a4a4a4a4"), KeySets.of(KeySet.of(1, AES, null))));
        // a check of 4 octets, but DES makes 8
        Malformed check = structure(codec.open(Octets.hex("00131102010010b00011000000000000a4a4a4a4a4"), DES_KEYS));

        assertThat(blocks.field()).isEqualTo("ciphered data");
        assertThat(blocks.expected()).isEqualTo("whole blocks of 16 octets");
        assertThat(check.field()).isEqualTo("CHL");
        assertThat(check.expected()).isEqualTo("13 and an RC/CC of 8 octets as the key says");
    }

    @Test
    void sealing_refuses_what_CPL_cannot_count() {
        CommandHeader header = CommandHeader.of(Spi.hex("0001"), Kic.UNUSED, Kid.UNUSED, Tar.hex("b00011"));
        int most = header.capacity(Integer.MAX_VALUE, KeySets.NONE);

        assertThat(codec.seal(header, Counter.ZERO, Octets.copyOf(new byte[most]), KeySets.NONE)
                        .length())
                .isEqualTo(65537);
        assertThat(catchThrowableOfType(
                                SealingException.class,
                                () -> codec.seal(header, Counter.ZERO, Octets.copyOf(new byte[most + 1]), KeySets.NONE))
                        .failure())
                .isInstanceOf(SecurityFailure.Structure.class);
    }

    @Test
    void capacity_is_the_most_data_that_a_packet_of_that_length_carries() {
        CommandHeader header = CommandHeader.of(Spi.hex("1639"), new Kic(0x12), new Kid(0x12), Tar.hex("b00011"));

        assertThat(header.capacity(137, AES_KEYS)).isEqualTo(98);
        assertThat(header.capacity(24, AES_KEYS)).isEqualTo(-1);
        assertThat(header.capacity(26, AES_KEYS)).isEqualTo(2);
        for (int length = 0; length < 400; length++) {
            int capacity = header.capacity(length, AES_KEYS);
            assertThat(header.packetLength(capacity + 1, AES_KEYS)).isGreaterThan(length);
            assertThat(capacity < 0 ? 0 : header.packetLength(capacity, AES_KEYS))
                    .isLessThanOrEqualTo(length);
        }
    }

    @Test
    void a_strict_profile_refuses_AES_without_counter_check_where_the_codec_only_warns() {
        CommandHeader header = CommandHeader.of(Spi.hex("0639"), new Kic(0x12), new Kid(0x12), Tar.hex("b00011"));

        assertThat(header.warnings(AES_KEYS)).containsExactly(SecurityWarning.AES_WITHOUT_COUNTER_CHECK);
        assertThat(codec.seal(header, Counter.ZERO, Octets.hex("a4"), AES_KEYS).isEmpty())
                .isFalse();
        assertThat(catchThrowable(() -> header.requireStandard(AES_KEYS)))
                .isInstanceOf(SealingException.class)
                .hasMessageContaining("AES with counter setting 00 or 01");
    }

    @Test
    void nothing_that_prints_shows_data_or_keys() {
        CommandHeader header = CommandHeader.of(Spi.hex("0001"), Kic.UNUSED, Kid.UNUSED, Tar.hex("b00011"));
        Octets packet = codec.seal(header, Counter.ZERO, Octets.hex("deadbeef31323334"), KeySets.NONE);
        ParsedCommand parsed = CommandCodec.parse(packet).success().orElseThrow();
        Malformed malformed = CommandCodec.parse(Octets.concat(packet, Octets.of(0)))
                .failure()
                .orElseThrow();

        assertThat(parsed + " " + codec.open(parsed, KeySets.NONE) + malformed).doesNotContain("deadbeef");
        assertThat(AES_KEYS.toString()).doesNotContain("00010203").doesNotContain("0c0d0e0f");
    }

    private static Malformed structure(Opened<CommandPacket> opened) {
        assertThat(opened.failure()).containsInstanceOf(SecurityFailure.Structure.class);
        return ((SecurityFailure.Structure) opened.failure().orElseThrow()).malformed();
    }
}
