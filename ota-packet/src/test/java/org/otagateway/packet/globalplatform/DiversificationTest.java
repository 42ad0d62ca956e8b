// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/** The other methods stand in the vectors; this one has none and is made again with the JDK's cipher. */
final class DiversificationTest {
    private static final String MASTER = "404142434445464748494a4b4c4d4e4f";
    private static final Octets DATA = Octets.hex("00010203040506070809");

    @Test
    void emvTakesTheLastSixOctetsOfTheData() throws GeneralSecurityException {
        ChannelKeys keys = Diversification.EMV.keys(Key.hex(KeyType.TRIPLE_DES, MASTER), DATA);
        assertThat(keys.enc()).isEqualTo(expected("040506070809f001040506070809" + "0f01"));
        assertThat(keys.mac()).isEqualTo(expected("040506070809f002040506070809" + "0f02"));
        assertThat(keys.dek()).isEqualTo(expected("040506070809f003040506070809" + "0f03"));
    }

    private static Key expected(String blocks) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        byte[] key = Octets.hex(MASTER + MASTER.substring(0, 16)).toByteArray();
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DESede"));
        byte[] derived = cipher.doFinal(Octets.hex(blocks).toByteArray());
        return Key.hex(KeyType.TRIPLE_DES, Octets.copyOf(derived).toHex());
    }

    @Test
    void aMethodRefusesAMasterKeyOfAnotherTypeAndDataOfAnotherLength() {
        Key aes = Key.hex(KeyType.AES, MASTER);
        assertThatThrownBy(() -> Diversification.EMV.keys(aes, DATA)).hasMessage("master key: expected 3des, got aes");
        assertThatThrownBy(() -> Diversification.KDF3.keys(aes, DATA.slice(0, 9)))
                .hasMessageContaining("expected 10 octets, got 9");
    }
}
