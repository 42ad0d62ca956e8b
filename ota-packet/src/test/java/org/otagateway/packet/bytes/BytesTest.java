// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
    @Test
    void a_reader_reads_unsigned_and_big_endian() throws MalformedException {
        OctetReader reader = new OctetReader(Octets.hex("fffefdfcfbfaf9f8f7f6f5f4aabb"), "clause");

        assertThat(reader.u8("a")).isEqualTo(0xFF);
        assertThat(reader.u16("b")).isEqualTo(0xFEFD);
        assertThat(reader.u24("c")).isEqualTo(0xFCFBFA);
        assertThat(reader.u40("d")).isEqualTo(0xF9F8F7F6F5L);
        assertThat(reader.offset()).isEqualTo(11);
        assertThat(reader.peek("e")).isEqualTo(0xF4);
        assertThat(reader.octets("e", 1)).isEqualTo(Octets.hex("f4"));
        assertThat(reader.rest()).isEqualTo(Octets.hex("aabb"));
        assertThat(reader.atEnd()).isTrue();
    }

    @Test
    void a_read_past_the_end_names_field_and_offset_and_moves_nothing() throws MalformedException {
        OctetReader reader = new OctetReader(Octets.hex("0102"), "clause 1");
        reader.u8("first");

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> reader.u24("second"))
                .satisfies(e -> assertThat(e.malformed())
                        .isEqualTo(new Malformed("clause 1", "second", 1, "3 octets", "1 octets", Octets.hex("0102"))))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
        assertThat(reader.u8("second")).isEqualTo(2);
    }

    @Test
    void a_negative_length_is_a_failure_and_no_exception_of_another_kind() {
        OctetReader reader = new OctetReader(Octets.hex("0102"), "clause");

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> reader.octets("field", -1));
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "0201ff, 2", "8102aabb, 2", "820001cc, 1"})
    void a_BER_length_has_one_to_three_octets(String hex, int expected) throws MalformedException {
        assertThat(new OctetReader(Octets.hex(hex), "clause").berLength("length"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"80", "83000001aa", "ff", "81", "8200", "01", "820100", "81ff00"})
    void another_BER_length_or_one_beyond_the_octets_is_a_failure(String hex) {
        OctetReader reader = new OctetReader(Octets.hex(hex), "clause");

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> reader.berLength("length"));
    }

    @Test
    void a_decoded_value_is_the_value_or_the_failure() {
        Malformed malformed = new Malformed("c", "f", 0, "e", "a", Octets.EMPTY);
        Decoded<Integer> good = Decoded.attempt(() -> 1);
        Decoded<Integer> bad = Decoded.attempt(() -> {
            throw new MalformedException(malformed);
        });

        assertThat(good.map(i -> i + 1).success()).contains(2);
        assertThat(good.flatMap(i -> bad).failure()).contains(malformed);
        assertThat(bad.map(i -> i + 1).failure()).contains(malformed);
        assertThat(bad.success()).isEmpty();
        assertThat(malformed.describe()).isEqualTo("f at offset 0: expected e, got a (c)");
    }

    @Test
    void a_secret_prints_its_length_alone() {
        SecretOctets secret = SecretOctets.hex("deadbeef");

        assertThat(secret.toString()).isEqualTo("SecretOctets[4]");
        assertThat(secret).isEqualTo(SecretOctets.hex("DEADBEEF")).isNotEqualTo(SecretOctets.hex("deadbeee"));
        assertThat(secret.hashCode()).isEqualTo(SecretOctets.hex("00000000").hashCode());
    }
}
