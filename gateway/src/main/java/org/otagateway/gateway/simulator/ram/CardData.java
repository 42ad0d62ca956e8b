// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.util.List;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.CardResources;
import org.otagateway.packet.globalplatform.GetData;
import org.otagateway.packet.globalplatform.KeyInformation;

/** GET DATA (clause 11.3, TS 102 226 clause 8.2.1.7). */
final class CardData {
    private static final int ISSUER_NUMBER = 0x0042;
    private static final int IMAGE_NUMBER = 0x0045;
    private static final int CARD_DATA = 0x0066;
    private static final int KEYS = 0x00E0;
    private static final int RESOURCES = 0xFF21;
    private static final int VOLATILE = 4096;

    /** Card recognition data: GlobalPlatform 2.3, an issuer domain by its OID, SCP80 (clause H.3). */
    private static final Octets RECOGNITION = Octets.hex(
            "663373312a864886fc6b01600c060a2a864886fc6b02020301630906072a864886fc6b03640b06092a864886fc6b040080000600");

    private final CardContent content;
    private final DomainKeys keys;

    CardData(CardContent content, DomainKeys keys) {
        this.content = content;
        this.keys = keys;
    }

    Octets run(GetData command) throws RefusedCommandException {
        return switch (command.tag()) {
            case ISSUER_NUMBER -> Octets.hex("420489880211");
            case IMAGE_NUMBER -> Octets.hex("450401020304");
            case CARD_DATA -> RECOGNITION;
            case KEYS -> KeyInformation.encodeAll(information(keys.stored()));
            case RESOURCES -> new CardResources(content.instances().size(), content.freeMemory(), VOLATILE).encode();
            default -> throw new RefusedCommandException(StatusWord.REFERENCED_DATA_NOT_FOUND);
        };
    }

    private static List<KeyInformation> information(List<StoredKey> keys) {
        return keys.stream()
                .map(key -> KeyInformation.of(
                        key.identifier(),
                        key.version(),
                        key.key().type(),
                        key.key().length()))
                .toList();
    }
}
