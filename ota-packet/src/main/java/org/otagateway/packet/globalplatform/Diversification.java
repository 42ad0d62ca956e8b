// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/**
 * Makes the keys of one card from a master key and the card's key diversification data of 10 octets, as INITIALIZE
 * UPDATE gives them.
 */
public enum Diversification {
    /**
     * Octets 0, 1 and 4 to 7 of the data, then F0 and the key's number; the same with 0F: two blocks under triple DES ECB.
     */
    VISA2 {
        @Override
        Key diversify(Key master, Octets data, int number) {
            return underTripleDes(master, Octets.concat(data.slice(0, 2), data.slice(4, 8)), number);
        }
    },
    /** As VISA2 with octets 4 to 9 of the data (EMV Card Personalization Specification clause 4.1). */
    EMV {
        @Override
        Key diversify(Key master, Octets data, int number) {
            return underTripleDes(master, data.slice(4, 10), number);
        }
    },
    /**
     * NIST SP 800-108 in counter mode with AES-CMAC over
     *
     * <pre>
     * | counter 1 | 00 00 00 key's number | 00 | data 10 |
     * </pre>
     *
     * as many blocks as the master key is long.
     */
    KDF3 {
        @Override
        Key diversify(Key master, Octets data, int number) {
            require(master, KeyType.AES);
            Octets derived = Octets.EMPTY;
            for (int i = 1; derived.length() < master.length(); i++) {
                derived = Octets.concat(
                        derived, Ciphers.cmac(master, Octets.concat(Octets.of(i, 0, 0, 0, number, 0), data)));
            }
            return new Key(
                    KeyType.AES,
                    SecretOctets.copyOf(derived.slice(0, master.length()).toByteArray()));
        }
    };

    private static final int ENC = 1;
    private static final int MAC = 2;
    private static final int DEK = 3;
    private static final int DATA_LENGTH = 10;

    /**
     * The three keys of a card.
     *
     * @throws IllegalArgumentException where the data has not 10 octets or the master key does not fit the method
     */
    public ChannelKeys keys(Key master, Octets data) {
        if (data.length() != DATA_LENGTH) {
            throw new IllegalArgumentException(
                    "key diversification data: expected " + DATA_LENGTH + " octets, got " + data.length());
        }
        return new ChannelKeys(
                diversify(master, data, ENC), diversify(master, data, MAC), diversify(master, data, DEK));
    }

    abstract Key diversify(Key master, Octets data, int number);

    private static Key underTripleDes(Key master, Octets part, int number) {
        require(master, KeyType.TRIPLE_DES);
        Octets blocks = Octets.concat(part, Octets.of(0xF0, number), part, Octets.of(0x0F, number));
        return new Key(
                KeyType.TRIPLE_DES,
                SecretOctets.copyOf(Ciphers.encryptEcb(master, blocks).toByteArray()));
    }

    private static void require(Key master, KeyType type) {
        if (master.type() != type) {
            throw new IllegalArgumentException("master key: expected " + type.label() + ", got "
                    + master.type().label());
        }
    }
}
