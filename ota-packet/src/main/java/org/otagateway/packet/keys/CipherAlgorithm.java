// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

/**
 * Ciphering of a secured packet, always with a zero initial value (TS 102 225 clause 5.1.2).
 */
public enum CipherAlgorithm {
    /** DES in CBC mode, key of 8 octets. */
    DES_CBC(0x1, 8, "DES/CBC/NoPadding", KeyType.DES, 8),
    /** DES in ECB mode, key of 8 octets; only in older releases of the standard. */
    DES_ECB(0xD, 8, "DES/ECB/NoPadding", KeyType.DES, 8),
    /** Triple DES in outer CBC mode with two keys, 16 octets, used K1 K2 K1. */
    TRIPLE_DES_CBC_2_KEYS(0x5, 8, "DESede/CBC/NoPadding", KeyType.TRIPLE_DES, 16),
    /** Triple DES in outer CBC mode with three keys, 24 octets. */
    TRIPLE_DES_CBC_3_KEYS(0x9, 8, "DESede/CBC/NoPadding", KeyType.TRIPLE_DES, 24),
    /** AES in CBC mode, key of 16, 24 or 32 octets. */
    AES_CBC(0x2, 16, "AES/CBC/NoPadding", KeyType.AES, 0);

    private final int coding;
    private final int blockLength;
    private final String transformation;
    private final KeyType keyType;
    private final int keyLength;

    CipherAlgorithm(int coding, int blockLength, String transformation, KeyType keyType, int keyLength) {
        this.coding = coding;
        this.blockLength = blockLength;
        this.transformation = transformation;
        this.keyType = keyType;
        this.keyLength = keyLength;
    }

    /** The low nibble of KIc that names it. */
    public int coding() {
        return coding;
    }

    /** Octets in a block: 8 or 16. */
    public int blockLength() {
        return blockLength;
    }

    /** Octets of padding that bring {@code length} octets to whole blocks. */
    public int paddingFor(int length) {
        return (blockLength - length % blockLength) % blockLength;
    }

    /** Whether a key of this type and length fits. */
    public boolean accepts(Key key) {
        return key.type() == keyType && (keyLength == 0 || key.length() == keyLength);
    }

    String transformation() {
        return transformation;
    }

    boolean chained() {
        return this != DES_ECB;
    }
}
