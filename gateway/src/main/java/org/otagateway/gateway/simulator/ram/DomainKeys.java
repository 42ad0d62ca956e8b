// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.util.List;
import java.util.Optional;
import org.otagateway.packet.keys.Key;

/** The keys of the security domain that runs a script. */
public interface DomainKeys {
    /** Its own keys, perhaps none. */
    List<StoredKey> stored();

    /** KIK of the key set that secured the packet. */
    Optional<Key> kik();

    /** Keeps other keys than before. */
    void store(List<StoredKey> keys);

    /** The counter of a new key version starts at 0. */
    void startCounter(int version);
}
