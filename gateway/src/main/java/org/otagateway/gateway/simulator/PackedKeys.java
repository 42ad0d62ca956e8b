// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;

/**
 * The key sets of one card in one array. Keys proper cost some 200 octets each, so they are made when a packet comes.
 *
 * <pre>
 * | version (1) | 3 times: type (1, 0 for no key) | length (1) | key | …
 * </pre>
 */
final class PackedKeys {
    private final byte[] packed;

    private PackedKeys(byte[] packed) {
        this.packed = packed;
    }

    KeySets unpack() {
        List<KeySet> sets = new ArrayList<>();
        int at = 0;
        while (at < packed.length) {
            int version = packed[at++];
            @Nullable Key[] keys = new Key[3];
            for (int role = 0; role < keys.length; role++) {
                int type = packed[at++];
                if (type != 0) {
                    int length = packed[at++];
                    keys[role] = new Key(type(type), SecretOctets.copyOf(Arrays.copyOfRange(packed, at, at + length)));
                    at += length;
                }
            }
            sets.add(new KeySet(version, keys[0], keys[1], keys[2]));
        }
        return new KeySets(sets);
    }

    private static int code(KeyType type) {
        return switch (type) {
            case DES -> 1;
            case TRIPLE_DES -> 2;
            case AES -> 3;
        };
    }

    private static KeyType type(int code) {
        for (KeyType type : KeyType.values()) {
            if (code(type) == code) {
                return type;
            }
        }
        throw new AssertionError("key type " + code);
    }

    @Override
    public String toString() {
        return "PackedKeys";
    }

    /** Gathers the keys of one card. */
    static final class Builder {
        private byte[] packed = new byte[128];
        private int length;

        /** Starts a key set; its KIc, KID and KIK follow, each once. */
        void version(int version) {
            put(version);
        }

        /** A key of the started set, in the order KIc, KID, KIK. */
        void key(KeyType type, byte[] key) {
            put(code(type));
            put(key.length);
            for (byte octet : key) {
                put(octet);
            }
        }

        /** The started set has no such key. */
        void noKey() {
            put(0);
        }

        private void put(int octet) {
            if (length == packed.length) {
                packed = Arrays.copyOf(packed, 2 * length);
            }
            packed[length++] = (byte) octet;
        }

        PackedKeys build() {
            PackedKeys keys = new PackedKeys(Arrays.copyOf(packed, length));
            Arrays.fill(packed, (byte) 0);
            length = 0;
            return keys;
        }
    }
}
