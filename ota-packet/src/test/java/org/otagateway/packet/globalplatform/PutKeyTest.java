// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/** PUT KEY over SCP80, ciphered under KIK, and as the card reads it. */
final class PutKeyTest {
    private static final String LONG_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final Key AES_KIK = Key.hex(KeyType.AES, "404142434445464748494a4b4c4d4e4f");
    private static final Key DES_KIK = Key.hex(KeyType.TRIPLE_DES, "404142434445464748494a4b4c4d4e4f");

    private static PutKey read(CommandApdu command) {
        return PutKey.decode(command).success().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "AES,        16, BARE,    8810",
        "AES,        16, COUNTED, 881110",
        "AES,        24, BARE,    882118",
        "AES,        24, COUNTED, 882118",
        "AES,        32, BARE,    8820",
        "AES,        32, COUNTED, 882120",
        "TRIPLE_DES, 16, COUNTED, 8010",
        "TRIPLE_DES, 24, BARE,    8018"
    })
    void aKeyComesOutAsItWentInWhicheverFormItHas(KeyType type, int length, PutKey.LengthForm form, String start)
            throws ChannelException {
        Key kik = type == KeyType.AES ? AES_KIK : DES_KIK;
        Key key = Key.hex(type, LONG_KEY.substring(0, 2 * length));
        PutKey put = new PutKey(1, 1, 2, List.of(PutKey.Component.under(kik, key, form)));
        assertThat(put.command().data().from(1).toHex()).startsWith(start);
        PutKey card = read(put.command());
        assertThat(card).isEqualTo(put);
        assertThat(card.components().get(0).decipher(kik)).isEqualTo(key);
        assertThat(card.command()).isEqualTo(put.command());
    }

    /** FIPS 197 appendix C.1: one block under the example key, so what goes out can be told beforehand. */
    @Test
    void anAesKeyIsCipheredCbcWithAZeroInitialValue() {
        Key kik = Key.hex(KeyType.AES, LONG_KEY.substring(0, 32));
        Key key = Key.hex(KeyType.AES, "00112233445566778899aabbccddeeff");
        assertThat(PutKey.Component.under(kik, key, PutKey.LengthForm.BARE).ciphered())
                .isEqualTo(Octets.hex("69c4e0d86a7b0430d8cdb78070b4c55a"));
    }

    /** The two halves are equal, and so are the blocks: ECB. The block is the check value's: 8 octets 00. */
    @Test
    void aTripleDesKeyIsCipheredEcb() {
        Key key = Key.hex(KeyType.TRIPLE_DES, "00000000000000000000000000000000");
        Octets ciphered =
                PutKey.Component.under(DES_KIK, key, PutKey.LengthForm.BARE).ciphered();
        assertThat(ciphered.slice(0, 8)).isEqualTo(ciphered.slice(8, 16));
        assertThat(ciphered.slice(0, 3)).isEqualTo(Octets.hex("8baf47"));
    }

    @Test
    void aKeyUnderAnotherKikIsRefusedByItsCheckValue() {
        PutKey.Component component = PutKey.Component.under(
                Key.hex(KeyType.AES, "ff4142434445464748494a4b4c4d4e4f"), AES_KIK, PutKey.LengthForm.BARE);
        assertThatThrownBy(() -> component.decipher(AES_KIK))
                .isInstanceOf(ChannelException.class)
                .hasMessage("the key check value does not match");
    }

    @Test
    void severalKeysAreSaidInP2() {
        PutKey.Component component = PutKey.Component.under(AES_KIK, AES_KIK, PutKey.LengthForm.COUNTED);
        CommandApdu command = new PutKey(0, 1, 0x0F, List.of(component, component, component)).command();
        assertThat(command.p2()).isEqualTo(0x81);
        assertThat(read(command).components()).hasSize(3);
        assertThat(PutKey.decode(new CommandApdu(0x80, 0xD8, 0, 1, command.data(), 0))
                        .failure())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "01", // no key
                "00" + "8010" + LONG_KEY_16 + "03010203", // version 0
                "80" + "8010" + LONG_KEY_16 + "03010203", // version 128
                "01" + "8110" + LONG_KEY_16 + "03010203", // unknown type
                "01" + "8008" + "0001020304050607" + "03010203", // single DES
                "01" + "881118" + LONG_KEY_16 + "03010203", // 24 octets in 16
                "01" + "88110c" + LONG_KEY_16 + "03010203", // 12 octets
                "01" + "8010" + LONG_KEY_16 + "02010203", // check value of 2 octets
                "01" + "8010" + LONG_KEY_16 + "030102", // cut
                "01" + "8010" + LONG_KEY_16 + "0301020300", // more after it
                "01" + "88ff10" + LONG_KEY_16 + "03010203" // longer than what is there
            })
    void refusesWhatIsNoPutKey(String data) {
        assertThat(PutKey.decode(new CommandApdu(0x80, 0xD8, 0, 1, Octets.hex(data), 0))
                        .failure())
                .isPresent();
    }

    private static final String LONG_KEY_16 = "000102030405060708090a0b0c0d0e0f";
}
