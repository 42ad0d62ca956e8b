// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import org.jspecify.annotations.Nullable;

/**
 * Redundancy checks (RC) and cryptographic checksums (CC) of a secured packet (TS 102 225 clause 5.1.3).
 */
public enum IntegrityAlgorithm {
    /** RC: CRC-16 of X.25. */
    CRC_16(0x1, 2, null),
    /** RC: CRC-32 of IEEE 802.3. */
    CRC_32(0x5, 4, null),
    /** CC: last block of DES CBC over the input filled with zeros to whole blocks. */
    DES_CBC_MAC(0x1, 8, CipherAlgorithm.DES_CBC),
    /** CC: as {@link #DES_CBC_MAC} with triple DES of two keys. */
    TRIPLE_DES_MAC_2_KEYS(0x5, 8, CipherAlgorithm.TRIPLE_DES_CBC_2_KEYS),
    /** CC: as {@link #DES_CBC_MAC} with triple DES of three keys. */
    TRIPLE_DES_MAC_3_KEYS(0x9, 8, CipherAlgorithm.TRIPLE_DES_CBC_3_KEYS),
    /** CC: AES-CMAC cut to its first 8 octets. */
    AES_CMAC_64(0x2, 8, CipherAlgorithm.AES_CBC),
    /** CC: AES-CMAC cut to its first 4 octets. */
    AES_CMAC_32(0x2, 4, CipherAlgorithm.AES_CBC);

    private final int coding;
    private final int checkLength;
    private final @Nullable CipherAlgorithm cipher;

    IntegrityAlgorithm(int coding, int checkLength, @Nullable CipherAlgorithm cipher) {
        this.coding = coding;
        this.checkLength = checkLength;
        this.cipher = cipher;
    }

    /** The low nibble of KID that names it; RC and CC each have their own table. */
    public int coding() {
        return coding;
    }

    /** Octets of the check: 2, 4 or 8. */
    public int checkLength() {
        return checkLength;
    }

    /** Whether it takes a key: true for a CC. */
    public boolean keyed() {
        return cipher != null;
    }

    /** Whether {@code key} fits; never for an RC. */
    public boolean accepts(Key key) {
        return cipher != null && cipher.accepts(key);
    }

    @Nullable
    CipherAlgorithm cipher() {
        return cipher;
    }
}
