// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.keys.IntegrityAlgorithm;

/**
 * KID: which key and algorithm make the check (TS 102 225 clause 5.1.3). What the coding means depends on the integrity
 * mode of SPI. Any octet may stand where there is no check.
 *
 * <pre>
 * b8 … b5            | b4 … b1
 * key set number     | RC: 0 implicit, 1 CRC-16, 5 CRC-32, 3 proprietary
 *                    | CC: 0 implicit, 1 DES, 2 AES-CMAC, 3 proprietary, 5 3DES 2 keys, 9 3DES 3 keys
 * </pre>
 *
 * @param octet 0…255
 */
public record Kid(int octet) {
    /** 00: no check. */
    public static final Kid UNUSED = new Kid(0);

    public Kid {
        if (octet < 0 || octet > 0xFF) {
            throw new IllegalArgumentException("KID: expected 0 to 255, got " + octet);
        }
    }

    /** Key set {@code keyVersion}, 0…15, with an explicit algorithm. */
    public static Kid of(int keyVersion, IntegrityAlgorithm algorithm) {
        return new Kid((Kic.nibble(keyVersion) << 4) | algorithm.coding());
    }

    /** Key set {@code keyVersion}, 0…15; the algorithm is that of the key. */
    public static Kid implicit(int keyVersion) {
        return new Kid(Kic.nibble(keyVersion) << 4);
    }

    /** 0…15. */
    public int keyVersion() {
        return octet >> 4;
    }

    /** The low nibble. */
    public int coding() {
        return octet & 0x0F;
    }

    boolean known(IntegrityMode mode) {
        return switch (mode) {
            case NONE, DS -> true;
            case RC ->
                switch (coding()) {
                    case 0, 1, 3, 5 -> true;
                    default -> false;
                };
            case CC ->
                switch (coding()) {
                    case 0, 1, 2, 3, 5, 9 -> true;
                    default -> false;
                };
        };
    }

    /** Two hexadecimal digits. */
    @Override
    public String toString() {
        return OctetReader.hex8(octet);
    }
}
