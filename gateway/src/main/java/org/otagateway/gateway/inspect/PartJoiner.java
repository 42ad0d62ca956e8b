// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    public record Joined(MessageKey key, UserData userData, int parts) {}

    /** Takes a message, or a stream of them; those that are whole by it. */
    public List<Joined> accept(Inspection inspection) {
        List<Joined> joined = new ArrayList<>();
        Field root = inspection.root();
        List<Field> messages = root.name().equals("SMPP stream") ? root.children() : List.of(root);
        for (Field message : messages) {
            message.find("TP-UD")
                    .flatMap(field -> UserData.decode(field.octets()).success())
                    .flatMap(part -> accept(peers(message), part))
                    .ifPresent(joined::add);
        }
        return joined;
    }

    private Optional<Joined> accept(String peers, UserData part) {
        Concatenation place = part.concatenation().orElse(null);
        if (place == null || place.total() < 2) {
            return Optional.empty();
        }
        MessageKey key = MessageKey.of(peers, place);
        PartSet set = waiting.getOrDefault(key, PartSet.empty(place.total())).with(place.number(), part);
        Optional<UserData> whole = set.whole();
        if (whole.isPresent()) {
            waiting.remove(key);
            return Optional.of(new Joined(key, whole.get(), place.total()));
        }
        if (waiting.size() < MOST || waiting.containsKey(key)) {
            waiting.put(key, set);
        }
        return Optional.empty();
    }

    /** The message that a part belongs to; none where the octets are no part of one. */
    static Optional<MessageKey> key(Field message) {
        return message.find("TP-UD")
                .flatMap(field -> UserData.decode(field.octets()).success())
                .flatMap(UserData::concatenation)
                .filter(place -> place.total() > 1)
                .map(place -> MessageKey.of(peers(message), place));
    }

    private static String peers(Field message) {
        StringBuilder peers = new StringBuilder();
        for (String name : new String[] {"TP-OA", "TP-DA", "source_addr", "destination_addr"}) {
            message.find(name)
                    .ifPresent(field -> peers.append(field.octets().toHex()).append(' '));
        }
        return peers.toString();
    }

    /** Messages that lack parts, and which. */
    public Map<MessageKey, PartSet> incomplete() {
        return Map.copyOf(waiting);
    }
}
