// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;

/**
 * GET DATA (Card Specification clause 11.3): CLA 80, INS CA, P1 P2 the tag, Le 00.
 *
 * @param tag of the object, two octets, as 00E0 (key information), 0066 (card data), FF21 (extended card resources)
 */
public record GetData(int tag) implements RamCommand {
    static final int INS = 0xCA;

    public GetData {
        if (tag < 0 || tag > 0xFFFF) {
            throw new IllegalArgumentException("tag: expected 0000 to ffff, got " + Integer.toHexString(tag));
        }
    }

    @Override
    public CommandApdu command() {
        return RamApdu.of(INS, tag >>> 8, tag & 0xFF, Octets.EMPTY, 256);
    }
}
