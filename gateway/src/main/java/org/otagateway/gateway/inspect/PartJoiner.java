// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.otagateway.packet.inspect.Field;
import org.otagateway.packet.inspect.Inspection;
import org.otagateway.packet.sms.Concatenation;
import org.otagateway.packet.sms.MessageKey;
import org.otagateway.packet.sms.PartSet;
import org.otagateway.packet.sms.UserData;

/** Joins the parts of concatenated messages among the messages that were inspected, in any order. */
public final class PartJoiner {
    /** More messages under way are not kept. */
    private static final int MOST = 1000;

    private final Map<MessageKey, PartSet> waiting = new LinkedHashMap<>();

    /** A message of which all parts came. */
    public record Joined(UserData userData, int parts) {}

    /** Takes a message; the whole where it is the last part that was missing. */
    public Optional<Joined> accept(Inspection inspection) {
        UserData part = inspection
                .root()
                .find("TP-UD")
                .flatMap(field -> UserData.decode(field.octets()).success())
                .orElse(null);
        Concatenation place = part == null ? null : part.concatenation().orElse(null);
        if (part == null || place == null || place.total() < 2) {
            return Optional.empty();
        }
        MessageKey key = MessageKey.of(peer(inspection), place);
        PartSet set = waiting.getOrDefault(key, PartSet.empty(place.total())).with(place.number(), part);
        Optional<UserData> whole = set.whole();
        if (whole.isPresent()) {
            waiting.remove(key);
            return Optional.of(new Joined(whole.get(), place.total()));
        }
        if (waiting.size() < MOST) {
            waiting.put(key, set);
        }
        return Optional.empty();
    }

    private static String peer(Inspection inspection) {
        for (String name : new String[] {"TP-OA", "TP-DA", "source_addr"}) {
            Optional<Field> field = inspection.root().find(name);
            if (field.isPresent()) {
                return field.get().octets().toHex();
            }
        }
        return "";
    }

    /** Messages that lack parts, and which. */
    public Map<MessageKey, PartSet> incomplete() {
        return Map.copyOf(waiting);
    }
}
