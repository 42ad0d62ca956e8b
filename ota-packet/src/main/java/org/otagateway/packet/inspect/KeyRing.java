// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.List;
import org.otagateway.packet.keys.KeySets;

/** Keys that packets are tried with. It never prints one. */
public record KeyRing(List<Holder> holders) {
    /** No key at all. */
    public static final KeyRing EMPTY = new KeyRing(List.of());

    /**
     * A card, or another holder of keys.
     *
     * @param name for people, as "card 8988…"
     */
    public record Holder(String name, KeySets keys) {
        @Override
        public String toString() {
            return name;
        }
    }

    public KeyRing {
        holders = List.copyOf(holders);
    }

    /** Keys of one holder. */
    public static KeyRing of(String name, KeySets keys) {
        return new KeyRing(List.of(new Holder(name, keys)));
    }

    public boolean isEmpty() {
        return holders.isEmpty();
    }
}
