// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.secured.ResponseSecurity;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.sms.Reassembler;
import org.otagateway.packet.sms.SendShortMessage;
import org.otagateway.packet.sms.SmsAddress;
import org.otagateway.packet.sms.SmsDeliver;
import org.otagateway.packet.sms.SmsPpDownload;
import org.otagateway.packet.sms.SmsSubmit;
import org.otagateway.packet.sms.UserData;

/** Whatever octets come, a decoder returns; what it takes, it writes to octets that read the same. Seeded. */
class FuzzTest {
    private static final int ROUNDS = 60_000;

    private final Random random = new Random(552);
    private final List<Octets> seeds = seeds();

    @Test
    void the_packet_decoders_return_whatever_comes() {
        KeySets[] keys = {
            KeySets.NONE,
            keys(KeyType.AES, "000102030405060708090a0b0c0d0e0f"),
            keys(KeyType.TRIPLE_DES, "000102030405060708090a0b0c0d0e0f"),
            keys(KeyType.DES, "0001020304050607")
        };
        CommandCodec commands = new CommandCodec();
        ResponseCodec responses = new ResponseCodec();
        int[] spis = {0x0000, 0x1639, 0x1611, 0x1609, 0x1105, 0x1119};
        int[] nibbles = {0x0, 0x1, 0x2, 0x5, 0xD, 0x3};
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < ROUNDS; i++) {
                Octets octets = octets();
                Spi spi = Spi.decode(Octets.of(spis[i % 6] >> 8, spis[i % 6] & 0xFF))
                        .success()
                        .orElseThrow();
                int nibble = nibbles[random.nextInt(6)];
                ResponseSecurity security = ResponseSecurity.of(spi, new Kic(0x10 | nibble), new Kid(0x10 | nibble));
                KeySets set = keys[random.nextInt(4)];
                assertThat(commands.open(octets, set)).isNotNull();
                assertThat(responses.open(octets, security, set)).isNotNull();
            }
        });
    }

    @Test
    void the_short_message_decoders_return_whatever_comes_and_write_what_they_read() {
        Reassembler reassembler = new Reassembler(50, 5_000);
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < ROUNDS; i++) {
                Octets octets = octets();
                stable(octets, UserData::decode, UserData::encode);
                stable(octets, SmsAddress::decode, SmsAddress::encode);
                stable(octets, SmsDeliver::decode, SmsDeliver::encode);
                stable(octets, SmsSubmit::decode, SmsSubmit::encode);
                stable(octets, SmsPpDownload::decode, SmsPpDownload::encode);
                stable(octets, SendShortMessage::decode, SendShortMessage::encode);
                UserData.decode(octets).success().ifPresent(part -> reassembler.accept("sender", part));
                assertThat(reassembler.waiting()).isLessThanOrEqualTo(50);
            }
        });
    }

    private static <T> void stable(Octets octets, Function<Octets, Decoded<T>> decode, Function<T, Octets> encode) {
        decode.apply(octets)
                .success()
                .ifPresent(value ->
                        assertThat(decode.apply(encode.apply(value)).success()).contains(value));
    }

    /** Random octets, or a good example changed, cut or made longer. */
    private Octets octets() {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            return Octets.copyOf(noise);
        }
        byte[] seed = seeds.get(random.nextInt(seeds.size())).toByteArray();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            seed[random.nextInt(seed.length)] = (byte) random.nextInt(256);
        }
        Octets changed = Octets.copyOf(seed);
        return switch (random.nextInt(4)) {
            case 0 -> changed.slice(0, random.nextInt(seed.length + 1));
            case 1 -> Octets.concat(changed, Octets.of(random.nextInt(256)));
            default -> changed;
        };
    }

    private static List<Octets> seeds() {
        List<Octets> seeds = new ArrayList<>();
        for (Vector v : Vector.all()) {
            for (String field : List.of("command_packet", "response_packet", "response_user_data")) {
                if (v.has(field)) {
                    seeds.add(v.octets(field));
                }
            }
            for (String field : List.of(
                    "sms_user_data", "sms_deliver_tpdus", "envelope_apdus", "sms_submit_tpdus", "proactive_commands")) {
                if (v.has(field)) {
                    seeds.addAll(v.list(field));
                }
            }
        }
        seeds.add(SmsAddress.unknown("12345678").encode());
        seeds.add(Octets.hex("07d0c2b07b0d"));
        return seeds;
    }

    private static KeySets keys(KeyType type, String hex) {
        Key key = Key.hex(type, hex);
        return KeySets.of(KeySet.of(1, key, key));
    }
}
