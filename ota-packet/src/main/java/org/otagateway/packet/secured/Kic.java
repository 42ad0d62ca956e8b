// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.keys.CipherAlgorithm;

/**
 * KIc: which key and algorithm cipher (TS 102 225 clause 5.1.2). Any octet may stand where nothing is ciphered, so an
 * unknown coding fails only where it is used.
 *
 * <pre>
 * b8 … b5            | b4 … b1
 * key set number     | coding: 0 implicit, 1 DES-CBC, 2 AES, 3 proprietary, 5 3DES 2 keys, 9 3DES 3 keys, D DES-ECB
 * </pre>
 *
 * @param octet 0…255
 */
public record Kic(int octet) {
    static final int IMPLICIT = 0;
    static final int PROPRIETARY = 3;

    /** 00: nothing is ciphered. */
    public static final Kic UNUSED = new Kic(0);

    public Kic {
        if (octet < 0 || octet > 0xFF) {
            throw new IllegalArgumentException("KIc: expected 0 to 255, got " + octet);
        }
    }

    /** Key set {@code keyVersion}, 0…15, with an explicit algorithm. */
    public static Kic of(int keyVersion, CipherAlgorithm algorithm) {
        return new Kic((nibble(keyVersion) << 4) | algorithm.coding());
    }

    /** Key set {@code keyVersion}, 0…15; the algorithm is that of the key. */
    public static Kic implicit(int keyVersion) {
        return new Kic(nibble(keyVersion) << 4);
    }

    static int nibble(int keyVersion) {
        if (keyVersion < 0 || keyVersion > 15) {
            throw new IllegalArgumentException("key set number: expected 0 to 15, got " + keyVersion);
        }
        return keyVersion;
    }

    /** 0…15. */
    public int keyVersion() {
        return octet >> 4;
    }

    /** The low nibble. */
    public int coding() {
        return octet & 0x0F;
    }

    boolean known() {
        return switch (coding()) {
            case IMPLICIT, 1, 2, PROPRIETARY, 5, 9, 0xD -> true;
            default -> false;
        };
    }

    /** Two hexadecimal digits. */
    @Override
    public String toString() {
        return OctetReader.hex8(octet);
    }
}
