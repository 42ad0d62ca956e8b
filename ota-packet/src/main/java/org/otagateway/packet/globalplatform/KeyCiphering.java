// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.Arrays;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/**
 * Ciphers keys for PUT KEY: under the data encryption key of a session, or over SCP80, which has no session, under KIK
 * (Card Specification clause B.1.1 and E.4.7, Amendment D clause 6.2.8). A triple DES key ciphers ECB, an AES key CBC
 * with a zero initial value. A key that is not whole blocks is filled with 00; the card cuts it by its length.
 */
final class KeyCiphering {
    private static final Octets ZERO = Octets.copyOf(new byte[Ciphers.AES_BLOCK]);

    private KeyCiphering() {}

    static Octets encrypt(Key under, Key key) {
        int block = block(under);
        byte[] octets = key.value().reveal();
        byte[] blocks = Arrays.copyOf(octets, (octets.length + block - 1) / block * block);
        try {
            Octets clear = Octets.copyOf(blocks);
            return under.type() == KeyType.AES
                    ? Ciphers.encryptCbc(under, ZERO, clear)
                    : Ciphers.encryptEcb(under, clear);
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(blocks, (byte) 0);
        }
    }

    /**
     * The reverse, cut to {@code length} octets.
     *
     * @throws ChannelException where these are no whole blocks
     */
    static SecretOctets decrypt(Key under, int length, Octets ciphered) throws ChannelException {
        if (ciphered.length() % block(under) != 0) {
            throw new ChannelException(
                    "expected a key in whole blocks of " + block(under) + " octets, got " + ciphered.length());
        }
        byte[] clear = (under.type() == KeyType.AES
                        ? Ciphers.decryptCbc(under, ZERO, ciphered)
                        : Ciphers.decryptEcb(under, ciphered))
                .toByteArray();
        byte[] cut = Arrays.copyOf(clear, length);
        try {
            return SecretOctets.copyOf(cut);
        } finally {
            Arrays.fill(clear, (byte) 0);
            Arrays.fill(cut, (byte) 0);
        }
    }

    private static int block(Key key) {
        return key.type() == KeyType.AES ? Ciphers.AES_BLOCK : Ciphers.DES_BLOCK;
    }
}
