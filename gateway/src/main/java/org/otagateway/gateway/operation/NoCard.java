// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.card.ScriptFormat;

/** The packets that operations are compiled for while no card is known, to see whether they can be. */
final class NoCard {
    /** 255 short messages. */
    private static final int MOST = 255 * 134;

    private NoCard() {}

    /** A packet that carries what the longest command takes. */
    static PacketRoom room(ScriptFormat format) {
        return new PacketRoom() {
            @Override
            public int octets(int keyVersion) {
                return MOST;
            }

            @Override
            public ScriptFormat format() {
                return format;
            }
        };
    }
}
