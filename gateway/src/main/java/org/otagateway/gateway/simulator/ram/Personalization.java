// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.otagateway.gateway.simulator.ram.RefusedCommandException.require;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.StoreData;

/**
 * A row of STORE DATA commands to one application, or to the security domain itself (clauses 7.3.3 and 11.11).
 *
 * @param by security domain that the commands are sent to
 * @param application who gets the data; null for the security domain itself
 * @param blocks that came
 * @param octets that came
 */
record Personalization(SecurityDomain by, @Nullable Aid application, int blocks, int octets) {
    /** Takes a block, and stores all of them with the last. */
    static void take(StoreData command, SecurityDomain domain, CardContent content) throws RefusedCommandException {
        Personalization present = content.personalization();
        Personalization row =
                present != null && present.by.equals(domain) ? present : new Personalization(domain, null, 0, 0);
        int number = row.blocks & 0xFF;
        if (command.number() != number) {
            content.setPersonalization(null);
            throw new RefusedCommandException(StatusWord.CONDITIONS_NOT_SATISFIED);
        }
        int octets = row.octets + command.data().length();
        if (octets > content.freeMemory()) {
            content.setPersonalization(null);
            throw new RefusedCommandException(StatusWord.NOT_ENOUGH_MEMORY);
        }
        content.setPersonalization(
                command.last() ? null : new Personalization(domain, row.application, row.blocks + 1, octets));
        if (command.last() && row.application != null) {
            Instance instance = content.instance(row.application)
                    .orElseThrow(() -> new RefusedCommandException(StatusWord.REFERENCED_DATA_NOT_FOUND));
            require(!instance.isLocked(), StatusWord.CONDITIONS_NOT_SATISFIED);
            content.put(instance.storing(octets));
        }
    }
}
