// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.compose;

import java.util.function.IntFunction;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.operation.PacketRoom;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.sms.ReferenceWidth;
import org.otagateway.packet.sms.Segmenter;

/**
 * What a packet to one card carries.
 *
 * @param application of the job
 * @param width of the concatenation reference
 * @param maxParts short messages of one packet that the route carries, 1…255
 * @param keys of a key version; an empty set where the card has none
 */
public record RouteRoom(Application application, ReferenceWidth width, int maxParts, IntFunction<KeySet> keys)
        implements PacketRoom {
    @Override
    public int octets(int keyVersion) {
        Application keyed = keyVersion == 0 ? application : application.withKeyVersion(keyVersion);
        KeySet set = keys.apply(keyed.keyVersion());
        return keyed.header(set).capacity(Segmenter.capacity(maxParts, width), KeySets.of(set));
    }

    @Override
    public ScriptFormat format() {
        return application.format();
    }
}
