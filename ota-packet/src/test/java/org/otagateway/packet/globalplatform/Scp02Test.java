// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Scp02.EmptyData;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/** SCP02 against a card that was written apart from it: all levels, R-MAC and both ways with a command without data. */
final class Scp02Test {
    private static final Octets HOST = Octets.hex("a1a2a3a4a5a6a7a8");
    private static final Octets ENC = Octets.hex("404142434445464748494a4b4c4d4e4f");
    private static final Octets MAC = Octets.hex("505152535455565758595a5b5c5d5e5f");

    private static Key key(Octets value) {
        return Key.hex(KeyType.TRIPLE_DES, value.toHex());
    }

    private static ChannelKeys keys() {
        return new ChannelKeys(key(ENC), key(MAC), key(ENC));
    }

    private static InitializeUpdateResponse answer(CardOfScp02 card) {
        return InitializeUpdateResponse.decode(card.initializeUpdate(SecureChannel.initializeUpdate(0x20, HOST)))
                .success()
                .orElseThrow();
    }

    private record Pair(CardOfScp02 card, SecureChannel channel) {
        static Pair open(SecurityLevel level, EmptyData emptyData) throws ChannelException {
            CardOfScp02 card = new CardOfScp02(ENC.toByteArray(), MAC.toByteArray());
            SecureChannel channel = Scp02.open(keys(), HOST, answer(card), level, emptyData);
            card.externalAuthenticate(channel.externalAuthenticate());
            return new Pair(card, channel);
        }

        CommandApdu send(String data) {
            return channel.wrap(new CommandApdu(0x80, 0xE2, 0, 0, Octets.hex(data), 256));
        }
    }

    static Stream<Arguments> sessions() {
        return Stream.of(SecurityLevel.values())
                .filter(level -> !level.responseEncryption())
                .flatMap(level -> Stream.of(EmptyData.values()).map(empty -> Arguments.of(level, empty)));
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void commandsAndResponsesPassInOrder(SecurityLevel level, EmptyData emptyData) throws ChannelException {
        Pair pair = Pair.open(level, emptyData);
        for (String data : new String[] {"", "4f00", "0001020304050607", "", "80", "00000000000000000000"}) {
            assertThat(pair.card.receive(pair.send(data))).isEqualTo(Octets.hex(data));
            ResponseApdu answer = pair.card.answer(Octets.hex(data), new StatusWord(0x6310));
            assertThat(pair.channel.unwrap(answer))
                    .isEqualTo(new ResponseApdu(Octets.hex(data), new StatusWord(0x6310)));
        }
    }

    @ParameterizedTest
    @CsvSource({"ENCIPHERED, 16", "LEFT_EMPTY, 8"})
    void aCommandWithoutDataGoesOutWithOrWithoutABlock(EmptyData emptyData, int octets) throws ChannelException {
        Pair pair = Pair.open(SecurityLevel.C_DECRYPTION_C_MAC, emptyData);
        assertThat(pair.send("").data().length()).isEqualTo(octets);
    }

    @Test
    void aChangedResponseIsRefused() throws ChannelException {
        Pair pair = Pair.open(SecurityLevel.C_MAC_R_MAC, EmptyData.LEFT_EMPTY);
        pair.card.receive(pair.send("4f00"));
        ResponseApdu good = pair.card.answer(Octets.hex("0102"), StatusWord.OK);
        for (int i = 0; i < good.data().length(); i++) {
            byte[] changed = good.data().toByteArray();
            changed[i] ^= 1;
            assertThatThrownBy(() -> pair.channel.unwrap(new ResponseApdu(Octets.copyOf(changed), StatusWord.OK)))
                    .isInstanceOf(ChannelException.class)
                    .hasMessage("the R-MAC does not match");
        }
        assertThatThrownBy(() -> pair.channel.unwrap(ResponseApdu.of(StatusWord.OK)))
                .isInstanceOf(ChannelException.class)
                .hasMessage("expected an R-MAC of 8 octets, got 0");
        assertThat(pair.channel.unwrap(good).data()).isEqualTo(Octets.hex("0102"));
    }

    @Test
    void aCardWithOtherKeysIsRefused() {
        CardOfScp02 card = new CardOfScp02(MAC.toByteArray(), MAC.toByteArray());
        assertThatThrownBy(() -> Scp02.open(keys(), HOST, answer(card), SecurityLevel.C_MAC, EmptyData.ENCIPHERED))
                .isInstanceOf(ChannelException.class)
                .hasMessage("the card cryptogram does not match");
    }

    @ParameterizedTest
    @EnumSource(
            value = SecurityLevel.class,
            names = {"C_MAC", "C_DECRYPTION_C_MAC"})
    void dataThatDoesNotFitIsRefused(SecurityLevel level) throws ChannelException {
        Pair pair = Pair.open(level, EmptyData.ENCIPHERED);
        int most = level == SecurityLevel.C_MAC ? 247 : 239;
        String fits = "5a".repeat(most);
        assertThat(pair.card.receive(pair.send(fits))).isEqualTo(Octets.hex(fits));
        assertThatThrownBy(() -> pair.send(fits + "5a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysAndLevelsOfTheOtherProtocolAreRefused() {
        InitializeUpdateResponse response = answer(new CardOfScp02(ENC.toByteArray(), MAC.toByteArray()));
        assertThatThrownBy(() ->
                        SecureChannel.open(keys(), HOST, response, SecurityLevel.C_DECRYPTION_R_ENCRYPTION_C_MAC_R_MAC))
                .hasMessage("SCP02 has no R-ENCRYPTION");
        Key aes = Key.hex(KeyType.AES, ENC.toHex());
        assertThatThrownBy(
                        () -> SecureChannel.open(new ChannelKeys(aes, aes, aes), HOST, response, SecurityLevel.C_MAC))
                .hasMessageStartingWith("SCP02: expected two-key 3des keys");
    }
}
