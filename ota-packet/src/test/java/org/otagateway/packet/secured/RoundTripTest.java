// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;

/** Whatever is sealed opens to the same, under every SPI and algorithm; seeded. */
class RoundTripTest {
    private final Random random = new Random(20261124);
    private final CommandCodec commands = new CommandCodec();
    private final ResponseCodec responses = new ResponseCodec();

    @Test
    void every_SPI_with_every_algorithm_opens_to_what_was_sealed() {
        int seen = 0;
        for (int first = 0; first < 0x20; first++) {
            for (int second = 0; second < 0x40; second++) {
                if ((first & 3) == 3 || (second & 3) == 3 || (second & 0x0C) == 0x0C) {
                    continue;
                }
                Spi spi = Spi.decode(Octets.of(first, second)).success().orElseThrow();
                assertThat(spi.encode()).isEqualTo(Octets.of(first, second));
                roundTrip(spi, first + second);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(24 * 36);
    }

    @Test
    void lengths_around_the_change_of_cipher_implementation_open_too() {
        Spi spi = Spi.hex("1639");
        for (int i = 0; i < 400; i++) {
            roundTrip(spi, i);
        }
    }

    private void roundTrip(Spi spi, int salt) {
        CipherAlgorithm cipher = pick(CipherAlgorithm.values());
        IntegrityAlgorithm check = pick(IntegrityAlgorithm.values());
        int version = random.nextInt(16);
        int kidVersion = random.nextInt(16);
        boolean implicit = random.nextInt(4) == 0;
        Key kic = key(cipher);
        IntegrityAlgorithm keyed = check.keyed() ? check : IntegrityAlgorithm.AES_CMAC_64;
        Key kid = key(keyed);
        // a KID names one algorithm for RC and another for CC: AES has none for an RC
        boolean redundancy = spi.integrity() == IntegrityMode.RC || spi.responseIntegrity() == IntegrityMode.RC;
        if (redundancy && (keyed.coding() == 2 || keyed.coding() == 9)) {
            keyed = IntegrityAlgorithm.TRIPLE_DES_MAC_2_KEYS;
            kid = key(keyed);
        }
        Kid kidOctet = implicit ? Kid.implicit(kidVersion) : Kid.of(kidVersion, keyed);
        boolean ecb = cipher == CipherAlgorithm.DES_ECB;
        Kic kicOctet = implicit && !ecb ? Kic.implicit(version) : Kic.of(version, cipher);
        CommandHeader usual = CommandHeader.of(spi, kicOctet, kidOctet, new Tar(random.nextInt(0x1000000)));
        boolean four = keyed == IntegrityAlgorithm.AES_CMAC_32 && spi.integrity() == IntegrityMode.CC;
        CommandHeader header = four ? new CommandHeader(spi, kicOctet, kidOctet, usual.tar(), 4) : usual;
        KeySets keys = version == kidVersion
                ? KeySets.of(KeySet.of(version, kic, kid))
                : KeySets.of(KeySet.of(version, kic, null), KeySet.of(kidVersion, null, kid));
        Counter counter = new Counter(random.nextLong() & Counter.MAX.value());
        Octets data = octets((salt + random.nextInt(300)) % 420);

        Octets packet = commands.seal(header, counter, data, keys);
        CommandPacket opened = commands.open(packet, keys).success().orElseThrow();

        assertThat(packet.length()).isEqualTo(header.packetLength(data.length(), keys));
        assertThat(opened.header()).isEqualTo(header);
        assertThat(opened.counter()).isEqualTo(counter);
        assertThat(opened.data()).isEqualTo(data);
        assertThat(commands.seal(header, counter, data, opened.padding(), keys)).isEqualTo(packet);

        ResponseSecurity security = header.responseSecurity();
        ResponseStatus status = new ResponseStatus(random.nextInt(256));
        Octets response = responses.seal(security, header.tar(), counter, status, data, keys);
        ResponsePacket read = responses.open(response, security, keys).success().orElseThrow();
        assertThat(response.length()).isEqualTo(security.packetLength(data.length(), keys));
        assertThat(read.tar()).isEqualTo(header.tar());
        assertThat(read.counter()).isEqualTo(counter);
        assertThat(read.status()).isEqualTo(status);
        assertThat(read.data()).isEqualTo(data);
        assertThat(read.verified()).isEqualTo(security.integrity() == IntegrityMode.CC);

        if (spi.integrity() != IntegrityMode.NONE) {
            anyChangedBitIsRefused(packet, keys);
        }
    }

    private void anyChangedBitIsRefused(Octets packet, KeySets keys) {
        byte[] octets = packet.toByteArray();
        int at = CommandHeader.CLEAR_LENGTH + random.nextInt(octets.length - CommandHeader.CLEAR_LENGTH);
        octets[at] ^= (byte) (1 << random.nextInt(8));

        assertThat(commands.open(Octets.copyOf(octets), keys).success()).isEmpty();
    }

    private Key key(CipherAlgorithm algorithm) {
        return switch (algorithm) {
            case DES_CBC, DES_ECB -> key(KeyType.DES, 8);
            case TRIPLE_DES_CBC_2_KEYS -> key(KeyType.TRIPLE_DES, 16);
            case TRIPLE_DES_CBC_3_KEYS -> key(KeyType.TRIPLE_DES, 24);
            case AES_CBC -> key(KeyType.AES, 16 + 8 * random.nextInt(3));
        };
    }

    private Key key(IntegrityAlgorithm algorithm) {
        return switch (algorithm) {
            case DES_CBC_MAC -> key(CipherAlgorithm.DES_CBC);
            case TRIPLE_DES_MAC_2_KEYS -> key(CipherAlgorithm.TRIPLE_DES_CBC_2_KEYS);
            case TRIPLE_DES_MAC_3_KEYS -> key(CipherAlgorithm.TRIPLE_DES_CBC_3_KEYS);
            default -> key(CipherAlgorithm.AES_CBC);
        };
    }

    private Key key(KeyType type, int length) {
        return new Key(type, SecretOctets.copyOf(octets(length).toByteArray()));
    }

    private Octets octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return Octets.copyOf(octets);
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
