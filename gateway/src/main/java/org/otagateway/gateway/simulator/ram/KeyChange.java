// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.otagateway.gateway.simulator.ram.RefusedCommandException.require;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.ChannelException;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySets;

/** PUT KEY and DELETE of keys (clauses 11.8 and 11.2, TS 102 226 clause 8.2.1.5). */
final class KeyChange {
    private static final int LAST_IDENTIFIER = 0x7F;

    private final SecurityDomain domain;
    private final DomainKeys keys;

    KeyChange(SecurityDomain domain, DomainKeys keys) {
        this.domain = domain;
        this.keys = keys;
    }

    /** Gives the new version and the check values. */
    Octets put(PutKey command) throws RefusedCommandException {
        Key kik = keys.kik().orElseThrow(() -> new RefusedCommandException(StatusWord.CONDITIONS_NOT_SATISFIED));
        List<StoredKey> stored = new ArrayList<>(keys.stored());
        boolean newVersion = stored.stream().noneMatch(key -> key.version() == command.newVersion());
        int identifier = command.firstIdentifier();
        require(identifier + command.components().size() - 1 <= LAST_IDENTIFIER, StatusWord.INCORRECT_DATA);
        Octets answer = Octets.of(command.newVersion());
        for (PutKey.Component component : command.components()) {
            if (command.replaced() != 0) {
                int number = identifier;
                require(
                        stored.removeIf(key -> key.is(command.replaced(), number)),
                        StatusWord.REFERENCED_DATA_NOT_FOUND);
            }
            require(!isThere(stored, command.newVersion(), identifier), StatusWord.CONDITIONS_NOT_SATISFIED);
            stored.add(new StoredKey(command.newVersion(), identifier, decipher(component, kik)));
            answer = Octets.concat(answer, component.checkValue());
            identifier++;
        }
        keys.store(stored);
        if (newVersion) {
            keys.startCounter(command.newVersion());
        }
        return answer;
    }

    private static boolean isThere(List<StoredKey> keys, int version, int identifier) {
        return keys.stream().anyMatch(key -> key.is(version, identifier));
    }

    private static Key decipher(PutKey.Component component, Key kik) throws RefusedCommandException {
        try {
            return component.decipher(kik);
        } catch (ChannelException e) {
            throw new RefusedCommandException(StatusWord.INCORRECT_DATA);
        }
    }

    void delete(DeleteCommand.OfKey command) throws RefusedCommandException {
        List<StoredKey> stored = new ArrayList<>(keys.stored());
        boolean any = stored.removeIf(key -> key.version() == command.version().orElse(key.version())
                && key.identifier() == command.identifier().orElse(key.identifier()));
        require(any, StatusWord.REFERENCED_DATA_NOT_FOUND);
        // The issuer domain without a key could never be reached again.
        require(!domain.isIssuer() || isReachable(StoredKey.sets(stored)), StatusWord.CONDITIONS_NOT_SATISFIED);
        keys.store(stored);
    }

    private static boolean isReachable(KeySets sets) {
        return sets.all().stream().anyMatch(set -> set.kic() != null && set.kid() != null);
    }
}
