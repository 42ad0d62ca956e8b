// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.packet.keys.KeySet;

/** What operations are compiled for while no card is known, to see whether they can be. */
final class NoCard {
    /** 255 short messages. */
    private static final int MOST = 255 * 134;

    /** No columns and no keys. */
    static final CardValues VALUES = new CardValues() {
        @Override
        public String column(String name) {
            throw new IllegalArgumentException(name + ": expected a card");
        }

        @Override
        public KeySet keys(int version) {
            throw new IllegalArgumentException("key version " + version + ": expected a card");
        }
    };

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
