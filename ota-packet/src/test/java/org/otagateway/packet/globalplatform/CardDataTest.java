// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeyType;

/** What GET DATA gives: keys and memory. */
final class CardDataTest {
    @Test
    void keysAreReadAsTheyWereWritten() {
        List<KeyInformation> keys =
                List.of(KeyInformation.of(1, 1, KeyType.AES, 16), KeyInformation.of(2, 48, KeyType.TRIPLE_DES, 16));
        Octets data = KeyInformation.encodeAll(keys);
        assertThat(data.toHex()).isEqualTo("e00c" + "c00401018810" + "c00402308010");
        assertThat(KeyInformation.decodeAll(data).success()).contains(keys);
    }

    @Test
    void ofAKeyOfSeveralComponentsTheFirstIsTold() {
        assertThat(KeyInformation.decodeAll(Octets.hex("e008c0060101a180a003")).success())
                .contains(List.of(new KeyInformation(1, 1, 0xA1, 0x80)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e0", "e1020000", "e003c00101", "e006c00401018810ff", "e006c104010188 10"})
    void keyInformationThatIsNoneIsRefused(String data) {
        assertThat(KeyInformation.decodeAll(Octets.hex(data.replace(" ", ""))).failure())
                .isPresent();
    }

    @Test
    void resourcesAreReadAsTheyWereWritten() {
        CardResources resources = new CardResources(3, 0x00057F40, 0x1F12);
        assertThat(resources.encode().toHex()).isEqualTo("ff2110" + "81020003" + "820400057f40" + "830400001f12");
        assertThat(CardResources.decode(resources.encode()).success()).contains(resources);
        assertThat(CardResources.decode(Octets.hex("ff2107810105820203e8")).success())
                .as("shorter numbers, one left out")
                .contains(new CardResources(5, 1000, 0));
        assertThatThrownBy(() -> new CardResources(1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff21", "ff20028100", "ff21028100", "ff2105810300000000", "ff21068204ffffffff"})
    void resourcesThatAreNoneAreRefused(String data) {
        assertThat(CardResources.decode(Octets.hex(data)).failure()).isPresent();
    }

    @Test
    void noOctetsMakeThemThrow() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(20)];
            random.nextBytes(noise);
            Octets keys = Octets.concat(Octets.of(0xE0, noise.length), Octets.copyOf(noise));
            KeyInformation.decodeAll(keys);
            CardResources.decode(Octets.concat(Octets.of(0xFF, 0x21, noise.length), Octets.copyOf(noise)));
            CapFile.decodeCode(Octets.copyOf(noise));
            LoadFile.decode(Octets.copyOf(noise));
        }
    }
}
