// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts concatenated messages together in memory, within bounds: where one would be passed, the message that waited longest
 * for its next part is dropped. Not thread-safe.
 */
public final class Reassembler {
    private final int maxMessages;
    private final int maxOctets;
    private final LinkedHashMap<MessageKey, PartSet> waiting = new LinkedHashMap<>();
    private int octets;

    /**
     * @param maxMessages messages under way, 1 or more
     * @param maxOctets payload kept of all of them together, 1 or more
     */
    public Reassembler(int maxMessages, int maxOctets) {
        if (maxMessages < 1 || maxOctets < 1) {
            throw new IllegalArgumentException(
                    "expected bounds of 1 or more, got " + maxMessages + " messages and " + maxOctets + " octets");
        }
        this.maxMessages = maxMessages;
        this.maxOctets = maxOctets;
    }

    /**
     * Takes in one message of {@code sender}.
     *
     * @return the whole message, when this one completes it or stands alone
     */
    public Optional<UserData> accept(String sender, UserData message) {
        Concatenation place = message.concatenation().orElse(null);
        if (place == null) {
            return Optional.of(message);
        }
        MessageKey key = MessageKey.of(sender, place);
        PartSet before = waiting.remove(key);
        PartSet set = before == null ? PartSet.empty(place.total()) : before;
        octets -= set.octets();
        set = set.with(place.number(), message);
        Optional<UserData> whole = set.whole();
        if (whole.isEmpty()) {
            waiting.put(key, set);
            octets += set.octets();
            bound();
        }
        return whole;
    }

    /** Messages under way. */
    public int waiting() {
        return waiting.size();
    }

    private void bound() {
        Iterator<Map.Entry<MessageKey, PartSet>> oldest = waiting.entrySet().iterator();
        while ((waiting.size() > maxMessages || octets > maxOctets) && oldest.hasNext()) {
            octets -= oldest.next().getValue().octets();
            oldest.remove();
        }
    }
}
