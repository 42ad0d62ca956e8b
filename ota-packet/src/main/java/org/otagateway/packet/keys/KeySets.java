// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import java.util.List;
import java.util.Optional;

/** The key sets of one card or security domain, found by key version; KIc and KID of a packet may name different ones. */
public record KeySets(List<KeySet> all) {
    /** No key at all. */
    public static final KeySets NONE = new KeySets(List.of());

    public KeySets {
        all = List.copyOf(all);
        if (all.stream().mapToInt(KeySet::version).distinct().count() != all.size()) {
            throw new IllegalArgumentException("expected each key version once");
        }
    }

    public static KeySets of(KeySet... all) {
        return new KeySets(List.of(all));
    }

    public Optional<KeySet> version(int version) {
        for (KeySet set : all) {
            if (set.version() == version) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    public Optional<Key> key(int version, KeyRole role) {
        for (KeySet set : all) {
            if (set.version() == version) {
                return set.key(role);
            }
        }
        return Optional.empty();
    }
}
