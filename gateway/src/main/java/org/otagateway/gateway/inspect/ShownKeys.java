// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.otagateway.packet.inspect.KeyRing;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;

/**
 * Keys in clear, for {@code --show-keys} alone: those that the person gave on the command line or in a card file, never one
 * of a store. The one place outside the computing packages that reveals a key.
 */
public final class ShownKeys {
    private ShownKeys() {}

    /** One line a key, each once. */
    public static List<String> lines(KeyRing ring) {
        Set<String> lines = new LinkedHashSet<>();
        for (KeyRing.Holder holder : ring.holders()) {
            for (KeySet set : holder.keys().all()) {
                String version = holder.keys().all().size() == 16 ? "" : ", key version " + set.version();
                for (KeyRole role : KeyRole.values()) {
                    set.key(role)
                            .ifPresent(key -> lines.add(holder.name() + version + ": " + role + " "
                                    + HexFormat.of().formatHex(key.value().reveal())));
                }
            }
        }
        return List.copyOf(lines);
    }
}
