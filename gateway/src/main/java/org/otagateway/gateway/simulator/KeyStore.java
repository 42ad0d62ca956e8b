// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.List;
import java.util.Optional;
import org.otagateway.gateway.simulator.CardBehaviour.CounterDomain;
import org.otagateway.gateway.simulator.ram.DomainKeys;
import org.otagateway.gateway.simulator.ram.SecurityDomain;
import org.otagateway.gateway.simulator.ram.StoredKey;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySets;

/**
 * The keys of the security domain that a packet is addressed to.
 *
 * @param used the key sets that opened the packet
 * @param usedVersion key version of the packet
 * @param counters what has a stored counter of its own
 */
record KeyStore(UiccState card, SecurityDomain domain, KeySets used, int usedVersion, CounterDomain counters)
        implements DomainKeys {
    @Override
    public List<StoredKey> stored() {
        return card.storedKeys(domain.slot());
    }

    @Override
    public Optional<Key> kik() {
        return used.key(usedVersion, KeyRole.KIK);
    }

    @Override
    public void store(List<StoredKey> keys) {
        card.storeKeys(domain.slot(), keys);
    }

    @Override
    public void startCounter(int version) {
        if (counters == CounterDomain.KEY_VERSION) {
            card.storeCounter(SoftwareUicc.domain(domain.slot(), version), Counter.ZERO);
        }
    }

    /** Slot of the domain whose keys open packets for {@code domain}: while it has none, those of the one above it. */
    static int slotOf(SecurityDomain domain, UiccState card) {
        if (!card.keys(domain.slot()).all().isEmpty()) {
            return domain.slot();
        }
        return card.keys(domain.parent()).all().isEmpty() ? 0 : domain.parent();
    }
}
