// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/** SCP03 against a card that was written apart from it: what the vectors leave out, S16 and the levels 01 and 13. */
final class Scp03Test {
    private static final Octets HOST = Octets.hex("101112131415161718191a1b1c1d1e1f");

    private static byte[] octets(int first, int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (first + i);
        }
        return octets;
    }

    private static Key key(int first, int length) {
        return new Key(KeyType.AES, SecretOctets.copyOf(octets(first, length)));
    }

    private record Pair(CardOfScp03 card, SecureChannel channel) {
        static Pair open(boolean s16, int length, SecurityLevel level) throws ChannelException {
            CardOfScp03 card = new CardOfScp03(octets(0x40, length), octets(0x60, length), s16);
            Octets challenge = HOST.slice(0, s16 ? 16 : 8);
            Octets response = card.initializeUpdate(SecureChannel.initializeUpdate(0x30, challenge));
            SecureChannel channel = SecureChannel.open(
                    new ChannelKeys(key(0x40, length), key(0x60, length), key(0x80, length)),
                    challenge,
                    InitializeUpdateResponse.decode(response).success().orElseThrow(),
                    level);
            card.externalAuthenticate(channel.externalAuthenticate());
            return new Pair(card, channel);
        }
    }

    static Stream<Arguments> sessions() {
        return Stream.of(false, true)
                .flatMap(s16 -> Stream.of(16, 24, 32)
                        .flatMap(length ->
                                Arrays.stream(SecurityLevel.values()).map(level -> Arguments.of(s16, length, level))));
    }

    @ParameterizedTest(name = "S16 {0}, {1} octets, {2}")
    @MethodSource("sessions")
    void commandsAndResponsesPassInOrder(boolean s16, int length, SecurityLevel level) throws ChannelException {
        Pair pair = Pair.open(s16, length, level);
        for (String data : new String[] {"", "4f00", "000102030405060708090a0b0c0d0e0f", "", "80", "0000"}) {
            Octets octets = Octets.hex(data);
            CommandApdu sent = pair.channel.wrap(new CommandApdu(0x80, 0xE2, 0x91, 0, octets, 256));
            assertThat(pair.card.receive(sent)).isEqualTo(octets);
            ResponseApdu answer = pair.card.answer(octets, StatusWord.OK);
            assertThat(pair.channel.unwrap(answer)).isEqualTo(new ResponseApdu(octets, StatusWord.OK));
        }
    }

    @Test
    void aCardWithOtherKeysIsRefused() {
        CardOfScp03 card = new CardOfScp03(octets(0x40, 16), octets(0x61, 16), true);
        Octets response = card.initializeUpdate(SecureChannel.initializeUpdate(0x30, HOST));
        assertThatThrownBy(() -> SecureChannel.open(
                        new ChannelKeys(key(0x40, 16), key(0x60, 16), key(0x80, 16)),
                        HOST,
                        InitializeUpdateResponse.decode(response).success().orElseThrow(),
                        SecurityLevel.C_MAC))
                .isInstanceOf(ChannelException.class)
                .hasMessage("the card cryptogram does not match");
    }

    @Test
    void aChangedResponseIsRefused() throws ChannelException {
        Pair pair = Pair.open(true, 16, SecurityLevel.C_MAC_R_MAC);
        pair.card.receive(pair.channel.wrap(new CommandApdu(0x80, 0xCA, 0, 0x66, Octets.EMPTY, 256)));
        ResponseApdu good = pair.card.answer(Octets.hex("0102"), StatusWord.OK);
        for (int i = 0; i < good.data().length(); i++) {
            byte[] changed = good.data().toByteArray();
            changed[i] ^= 1;
            assertThatThrownBy(() -> pair.channel.unwrap(new ResponseApdu(Octets.copyOf(changed), StatusWord.OK)))
                    .isInstanceOf(ChannelException.class)
                    .hasMessage("the R-MAC does not match");
        }
        assertThatThrownBy(() -> pair.channel.unwrap(new ResponseApdu(good.data(), new StatusWord(0x6310))))
                .isInstanceOf(ChannelException.class);
        assertThatThrownBy(() -> pair.channel.unwrap(ResponseApdu.of(StatusWord.OK)))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("expected an R-MAC of 16 octets");
        assertThat(pair.channel.unwrap(good).data()).isEqualTo(Octets.hex("0102"));
    }

    @Test
    void anErrorComesWithoutACheck() throws ChannelException {
        Pair pair = Pair.open(false, 16, SecurityLevel.C_MAC_R_MAC);
        ResponseApdu error = ResponseApdu.of(StatusWord.CONDITIONS_NOT_SATISFIED);
        assertThat(pair.channel.unwrap(error)).isEqualTo(error);
    }

    @Test
    void aCipheredResponseWithoutPaddingIsRefused() throws ChannelException {
        Pair pair = Pair.open(false, 16, SecurityLevel.C_DECRYPTION_R_ENCRYPTION_C_MAC_R_MAC);
        pair.card.receive(pair.channel.wrap(new CommandApdu(0x80, 0xCA, 0, 0x66, Octets.EMPTY, 256)));
        ResponseApdu unpadded = pair.card.answerBlocks(new byte[16], StatusWord.OK);
        assertThatThrownBy(() -> pair.channel.unwrap(unpadded))
                .isInstanceOf(ChannelException.class)
                .hasMessage("the response has no padding 80");
    }

    /** 255 octets less the check; ciphered, padding fills whole blocks of 16. */
    @ParameterizedTest
    @CsvSource({
        "false, C_MAC, 247",
        "true, C_MAC, 239",
        "false, C_DECRYPTION_C_MAC, 239",
        "true, C_DECRYPTION_C_MAC, 223"
    })
    void dataThatDoesNotFitIsRefused(boolean s16, SecurityLevel level, int most) throws ChannelException {
        Pair pair = Pair.open(s16, 16, level);
        Octets fits = Octets.copyOf(octets(0, most));
        assertThat(pair.card.receive(pair.channel.wrap(new CommandApdu(0x80, 0xE8, 0, 0, fits, 0))))
                .isEqualTo(fits);
        CommandApdu tooLong = new CommandApdu(0x80, 0xE8, 0, 1, Octets.copyOf(octets(0, most + 1)), 0);
        assertThatThrownBy(() -> pair.channel.wrap(tooLong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHostChallengeHasTheLengthOfTheMode() {
        CardOfScp03 card = new CardOfScp03(octets(0x40, 16), octets(0x60, 16), true);
        InitializeUpdateResponse response = InitializeUpdateResponse.decode(
                        card.initializeUpdate(SecureChannel.initializeUpdate(0x30, HOST)))
                .success()
                .orElseThrow();
        ChannelKeys keys = new ChannelKeys(key(0x40, 16), key(0x60, 16), key(0x80, 16));
        assertThatThrownBy(() -> Scp03.open(keys, HOST.slice(0, 8), response, SecurityLevel.C_MAC))
                .hasMessage("host challenge: expected 16 octets, got 8");
        assertThat(response.s16()).isTrue();
    }
}
