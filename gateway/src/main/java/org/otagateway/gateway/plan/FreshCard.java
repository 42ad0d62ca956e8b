// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;

/**
 * A card that is not in the store, with all that is written of it sealed already.
 *
 * @param accepted its row
 * @param keySets its keys
 * @param secrets its PINs and ADM codes by their names
 */
record FreshCard(Intake.Accepted accepted, List<SealedKeySet> keySets, Map<String, Octets> secrets) {
    FreshCard {
        keySets = List.copyOf(keySets);
        secrets = Map.copyOf(secrets);
    }

    /** Seals what a row says of a card that is not in the store. */
    static FreshCard seal(Vault vault, Intake.Accepted accepted) {
        String iccid = accepted.row().iccid();
        List<SealedKeySet> keySets = new ArrayList<>(2);
        accepted.changedKeys().forEach((place, keys) -> keySets.add(CardWriter.sealedKeys(vault, iccid, place, keys)));
        Map<String, Octets> secrets = new LinkedHashMap<>();
        accepted.changedSecrets().forEach((name, secret) -> secrets.put(name, vault.sealSecret(iccid, name, secret)));
        return new FreshCard(accepted, keySets, secrets);
    }
}
