// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one key version of a card. A key that the card has not is null.
 *
 * @param version the key set number in KIc and KID, 0…15 (1…15 for SCP80; 0 is met)
 */
public record KeySet(
        int version,
        @Nullable Key kic,
        @Nullable Key kid,
        @Nullable Key kik) {
    public KeySet {
        if (version < 0 || version > 15) {
            throw new IllegalArgumentException("key version: expected 0 to 15, got " + version);
        }
    }

    /** A key set without KIK. */
    public static KeySet of(int version, @Nullable Key kic, @Nullable Key kid) {
        return new KeySet(version, kic, kid, null);
    }

    public Optional<Key> key(KeyRole role) {
        return Optional.ofNullable(
                switch (role) {
                    case KIC -> kic;
                    case KID -> kid;
                    case KIK -> kik;
                });
    }
}
