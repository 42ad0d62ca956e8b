// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is done with a vector of each kind. */
final class Kinds {
    /** Fields of a decoded response that not every vector has: how it came, and its data read as a script's answer. */
    static final Set<String> OPTIONAL_RESPONSE_FIELDS = Set.of("script", "via");

    /** Checks a vector of one kind: produces all its fields, or checks those that only a card could produce. */
    @FunctionalInterface
    interface Kind {
        void check(Check check) throws BadVector;
    }

    private static final Map<String, Kind> ALL = Map.ofEntries(
            Map.entry("command", CommandCheck::command),
            Map.entry("response", ResponseCheck::response),
            Map.entry("roundtrip", ResponseCheck::roundtrip),
            Map.entry("negative command", NegativeCheck::command),
            Map.entry("negative response", NegativeCheck::response),
            Map.entry("scp02 session", ChannelCheck::scp02),
            Map.entry("scp02 refuse", ChannelCheck::refuse),
            Map.entry("scp03 session", ChannelCheck::scp03),
            Map.entry("scp03 refuse", ChannelCheck::refuse),
            Map.entry("session keys", KeyCheck::sessionKeys),
            Map.entry("put key", KeyCheck::putKey),
            Map.entry("kcv", KeyCheck::kcv),
            Map.entry("diversification", KeyCheck::diversification),
            Map.entry("install parameters", KeyCheck::installParameters));

    private Kinds() {}

    static Optional<Kind> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }
}
