// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import java.util.zip.CRC32;

/** The redundancy checks of TS 102 225 clause 5.1.3.1. */
final class Crc {
    private Crc() {}

    /** CRC-16 of X.25: polynomial 1021 reflected, initial and final FFFF. */
    static int crc16(byte[] octets, int offset, int length) {
        int crc = 0xFFFF;
        for (int i = offset; i < offset + length; i++) {
            crc ^= octets[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
            }
        }
        return crc ^ 0xFFFF;
    }

    /** CRC-32 of IEEE 802.3. */
    static int crc32(byte[] octets, int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(octets, offset, length);
        return (int) crc.getValue();
    }
}
