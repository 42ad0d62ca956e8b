// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.SealingException;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;
import org.otagateway.packet.sms.ReferenceWidth;
import org.otagateway.packet.sms.Segmenter;

/** The room of packets with the SPI and the AES keys of the demo. */
record Rooms(int parts, ScriptFormat format) implements PacketRoom {
    private static final Key KEY = Key.hex(KeyType.AES, "000102030405060708090a0b0c0d0e0f");
    private static final KeySets KEYS = KeySets.of(new KeySet(1, KEY, KEY, KEY));
    private static final CommandHeader HEADER = new CommandHeader(
            Spi.hex("1639"), Kic.of(1, KEY.impliedCipher()), Kid.of(1, KEY.impliedIntegrity(8)), new Tar(0), 8);

    @Override
    public int octets(int keyVersion) {
        try {
            return HEADER.capacity(Segmenter.capacity(parts, ReferenceWidth.EIGHT_BITS), KEYS);
        } catch (SealingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Short messages of a packet with a script of so many octets. */
    int messages(int script) {
        for (int some = 1; some <= parts; some++) {
            if (new Rooms(some, format).octets(1) >= script) {
                return some;
            }
        }
        throw new IllegalStateException("no packet carries " + script + " octets");
    }
}
