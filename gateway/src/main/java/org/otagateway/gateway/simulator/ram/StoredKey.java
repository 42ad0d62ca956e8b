// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;

/**
 * A key of a security domain.
 *
 * @param version 1…127; SCP80 uses 1…15
 * @param identifier 1…127; over SCP80 1 is KIc, 2 KID, 3 KIK (TS 102 226 clause 8.2.1.5)
 */
public record StoredKey(int version, int identifier, Key key) {
    private static final int LAST_SCP80_VERSION = 15;

    boolean is(int otherVersion, int otherIdentifier) {
        return version == otherVersion && identifier == otherIdentifier;
    }

    /** The keys of key sets one by one. */
    public static List<StoredKey> of(KeySets sets) {
        List<StoredKey> keys = new ArrayList<>();
        for (KeySet set : sets.all()) {
            for (KeyRole role : KeyRole.values()) {
                set.key(role).ifPresent(key -> keys.add(new StoredKey(set.version(), identifier(role), key)));
            }
        }
        return keys;
    }

    private static int identifier(KeyRole role) {
        return switch (role) {
            case KIC -> 1;
            case KID -> 2;
            case KIK -> 3;
        };
    }

    /** Those that SCP80 can use. */
    public static KeySets sets(List<StoredKey> keys) {
        List<KeySet> sets = new ArrayList<>();
        TreeSet<Integer> versions = new TreeSet<>();
        keys.forEach(key -> versions.add(key.version()));
        for (int version : versions.headSet(LAST_SCP80_VERSION, true)) {
            sets.add(new KeySet(version, find(keys, version, 1), find(keys, version, 2), find(keys, version, 3)));
        }
        return new KeySets(sets);
    }

    private static @Nullable Key find(List<StoredKey> keys, int version, int identifier) {
        for (StoredKey key : keys) {
            if (key.is(version, identifier)) {
                return key.key();
            }
        }
        return null;
    }
}
