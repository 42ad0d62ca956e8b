// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;

/** A key of a card: its type and its secret octets. Immutable. */
public final class Key {
    private final KeyType type;
    private final SecretOctets value;
    /** Made where it is first asked for: a key that is only stored needs none. */
    private volatile @Nullable SecretKey jca;

    /**
     * @throws IllegalArgumentException where the length does not fit the type; the message holds the lengths alone
     */
    public Key(KeyType type, SecretOctets value) {
        if (!type.acceptsLength(value.length())) {
            throw new IllegalArgumentException(
                    type.label() + " key: expected " + type.lengthsText() + " octets, got " + value.length());
        }
        this.type = type;
        this.value = value;
    }

    /** A key of {@code type} in hexadecimal. */
    public static Key hex(KeyType type, CharSequence digits) {
        return new Key(type, SecretOctets.hex(digits));
    }

    public KeyType type() {
        return type;
    }

    /** Octets: 8, 16, 24 or 32. */
    public int length() {
        return value.length();
    }

    public SecretOctets value() {
        return value;
    }

    /** The algorithm that this key ciphers with where KIc leaves it implicit. */
    public CipherAlgorithm impliedCipher() {
        return switch (type) {
            case DES -> CipherAlgorithm.DES_CBC;
            case TRIPLE_DES ->
                length() == 16 ? CipherAlgorithm.TRIPLE_DES_CBC_2_KEYS : CipherAlgorithm.TRIPLE_DES_CBC_3_KEYS;
            case AES -> CipherAlgorithm.AES_CBC;
        };
    }

    /**
     * The algorithm that this key makes a CC of {@code checkLength} octets with where KID leaves it implicit. Only AES
     * has the choice of 4.
     */
    public IntegrityAlgorithm impliedIntegrity(int checkLength) {
        return switch (type) {
            case DES -> IntegrityAlgorithm.DES_CBC_MAC;
            case TRIPLE_DES ->
                length() == 16 ? IntegrityAlgorithm.TRIPLE_DES_MAC_2_KEYS : IntegrityAlgorithm.TRIPLE_DES_MAC_3_KEYS;
            case AES -> checkLength == 4 ? IntegrityAlgorithm.AES_CMAC_32 : IntegrityAlgorithm.AES_CMAC_64;
        };
    }

    /**
     * The key check value: three octets of the ciphered block of 16 octets 01 (AES) or 8 octets 00 (DES), GlobalPlatform
     * Card Specification clause B.6 and Amendment D clause 4.1.4.
     */
    public Octets checkValue() {
        CipherAlgorithm cipher = impliedCipher();
        byte[] block = new byte[cipher.blockLength()];
        Arrays.fill(block, (byte) (type == KeyType.AES ? 1 : 0));
        byte[] ciphered = new byte[block.length];
        new CipherEngine().encrypt(cipher, this, block, 0, block.length, ciphered, 0);
        return Octets.copyOf(ciphered, 0, 3);
    }

    SecretKey jca() {
        SecretKey made = jca;
        if (made == null) {
            made = toJca(type, value);
            jca = made;
        }
        return made;
    }

    private static SecretKey toJca(KeyType type, SecretOctets value) {
        byte[] octets = value.reveal();
        byte[] wide = octets;
        if (type == KeyType.TRIPLE_DES && octets.length == 16) {
            wide = Arrays.copyOf(octets, 24);
            System.arraycopy(octets, 0, wide, 16, 8);
        }
        try {
            return new SecretKeySpec(
                    wide,
                    switch (type) {
                        case DES -> "DES";
                        case TRIPLE_DES -> "DESede";
                        case AES -> "AES";
                    });
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(wide, (byte) 0);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key k && type == k.type && value.equals(k.value);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
        return "Key[" + type + ", " + value.length() + " octets]";
    }
}
