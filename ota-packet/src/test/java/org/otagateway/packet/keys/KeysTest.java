// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;

class KeysTest {
    private static final Octets RFC_4493_MESSAGE = Octets.hex("6bc1bee22e409f96e93d7e117393172a"
            + "ae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");

    @ParameterizedTest
    @CsvSource({
        "DES, 8",
        "TRIPLE_DES, 16",
        "TRIPLE_DES, 24",
        "AES, 16",
        "AES, 24",
        "AES, 32",
    })
    void a_key_has_a_length_of_its_type(KeyType type, int length) {
        assertThat(new Key(type, SecretOctets.copyOf(new byte[length])).length())
                .isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({
        "DES, 7, 8",
        "DES, 16, 8",
        "TRIPLE_DES, 8, 16 or 24",
        "AES, 15, '16, 24 or 32'",
        "AES, 0, '16, 24 or 32'"
    })
    void another_length_is_refused_and_told(KeyType type, int length, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Key(type, SecretOctets.copyOf(new byte[length])))
                .withMessageContaining("expected " + expected + " octets, got " + length);
    }

    @ParameterizedTest
    @CsvSource({
        "AES, 000102030405060708090a0b0c0d0e0f",
        "TRIPLE_DES, 300102030405060708090a0b0c0d0e0f",
        "DES, 0123456789abcdef"
    })
    void a_key_prints_nothing_of_its_value(KeyType type, String hex) {
        Key key = Key.hex(type, hex);

        assertThat(key.toString() + KeySet.of(1, key, key) + KeySets.of(KeySet.of(1, key, key)))
                .doesNotContain(hex.substring(0, 8))
                .doesNotContain(hex.substring(hex.length() - 8));
    }

    @ParameterizedTest
    @CsvSource({
        // GlobalPlatform: the well-known test key
        "TRIPLE_DES, 404142434445464748494a4b4c4d4e4f, 8baf47",
        "AES, 404142434445464748494a4b4c4d4e4f, 504a77",
        // DES of zeros under 0123456789abcdef (FIPS 46 example D5D44FF720683D0D)
        "DES, 0123456789abcdef, d5d44f"
    })
    void the_check_value_is_that_of_GlobalPlatform(KeyType type, String key, String expected) {
        assertThat(Key.hex(type, key).checkValue()).isEqualTo(Octets.hex(expected));
    }

    @ParameterizedTest
    @CsvSource({"0, bb1d6929e9593728", "16, 070a16b46b4d4144", "40, dfa66747de9ae630", "64, 51f0bebf7e3b9d92"})
    void CMAC_is_that_of_RFC_4493(int length, String expected) {
        Key key = Key.hex(KeyType.AES, "2b7e151628aed2a6abf7158809cf4f3c");
        IntegrityEngine engine = new IntegrityEngine();
        byte[] out = new byte[8];

        engine.compute(IntegrityAlgorithm.AES_CMAC_64, key, RFC_4493_MESSAGE.toByteArray(), 0, length, out, 0);
        assertThat(Octets.copyOf(out)).isEqualTo(Octets.hex(expected));

        byte[] four = new byte[8];
        engine.compute(IntegrityAlgorithm.AES_CMAC_32, key, RFC_4493_MESSAGE.toByteArray(), 0, length, four, 0);
        assertThat(Octets.copyOf(four)).isEqualTo(Octets.hex(expected.substring(0, 8) + "00000000"));
    }

    @Test
    void the_redundancy_checks_are_those_of_the_example_in_the_standard() {
        IntegrityEngine engine = new IntegrityEngine();
        byte[] out = new byte[6];

        engine.compute(IntegrityAlgorithm.CRC_16, null, new byte[] {1, 2, 3, 4, 5}, 0, 5, out, 0);
        engine.compute(IntegrityAlgorithm.CRC_32, null, new byte[] {1, 2, 3, 4, 5}, 0, 5, out, 2);

        assertThat(Octets.copyOf(out)).isEqualTo(Octets.hex("22ec470b99f4"));
    }

    @Test
    void AES_is_that_of_another_library_whatever_the_length() {
        String digits = "000102030405060708090a0b0c0d0e0f1011121314151617";
        Key key = Key.hex(KeyType.AES, digits);
        CipherEngine engine = new CipherEngine();
        CBCModeCipher other = CBCBlockCipher.newInstance(AESEngine.newInstance());
        for (int length = 0; length <= 512; length += 16) {
            byte[] clear = new byte[length];
            Arrays.fill(clear, (byte) length);
            byte[] ours = new byte[length];
            byte[] theirs = new byte[length];
            byte[] back = new byte[length];
            engine.encrypt(CipherAlgorithm.AES_CBC, key, clear, 0, length, ours, 0);
            other.init(true, new KeyParameter(Octets.hex(digits).toByteArray()));
            other.processBlocks(clear, 0, length / 16, theirs, 0);
            engine.decrypt(CipherAlgorithm.AES_CBC, key, ours, 0, length, back, 0);
            assertThat(ours).isEqualTo(theirs);
            assertThat(back).isEqualTo(clear);
        }
    }

    @Test
    void an_engine_keeps_keys_apart() {
        Key one = Key.hex(KeyType.AES, "000102030405060708090a0b0c0d0e0f");
        Key two = Key.hex(KeyType.AES, "101112131415161718191a1b1c1d1e1f");
        CipherEngine reused = new CipherEngine();
        for (Key key : new Key[] {one, two, one, one, two}) {
            for (int length : new int[] {16, 320}) {
                byte[] expected = new byte[length];
                byte[] actual = new byte[length];
                new CipherEngine().encrypt(CipherAlgorithm.AES_CBC, key, new byte[length], 0, length, expected, 0);
                reused.encrypt(CipherAlgorithm.AES_CBC, key, new byte[length], 0, length, actual, 0);
                assertThat(actual).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_key_of_another_algorithm_and_broken_blocks_are_refused() {
        CipherEngine engine = new CipherEngine();
        Key des = Key.hex(KeyType.DES, "0123456789abcdef");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.encrypt(CipherAlgorithm.AES_CBC, des, new byte[16], 0, 16, new byte[16], 0))
                .withMessage("AES_CBC does not take a des key of 8 octets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.encrypt(CipherAlgorithm.DES_CBC, des, new byte[16], 0, 12, new byte[16], 0));
    }

    @Test
    void the_counter_has_40_bits_and_never_wraps_nor_blocks_the_card() {
        assertThat(new Counter(0x0102030405L).toHex()).isEqualTo("0102030405");
        assertThat(Counter.ZERO.next()).contains(new Counter(1));
        assertThat(new Counter(0xFF_FFFF_FFFDL).next()).contains(new Counter(0xFF_FFFF_FFFEL));
        assertThat(new Counter(0xFF_FFFF_FFFEL).next()).isEmpty();
        assertThat(Counter.MAX.next()).isEmpty();
        assertThat(Counter.MAX.blocked()).isTrue();
        assertThat(Counter.ZERO.plus(Long.MAX_VALUE)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Counter(0x100_0000_0000L));
        assertThatIllegalArgumentException().isThrownBy(() -> new Counter(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Counter.ZERO.plus(0));
    }

    @Test
    void a_key_version_stands_once_and_has_four_bits() {
        KeySet one = KeySet.of(1, null, null);

        assertThatIllegalArgumentException().isThrownBy(() -> KeySets.of(one, one));
        assertThatIllegalArgumentException().isThrownBy(() -> KeySet.of(16, null, null));
        assertThat(KeySets.of(one).key(1, KeyRole.KIC)).isEmpty();
        assertThat(KeySets.of(one).version(2)).isEmpty();
    }
}
