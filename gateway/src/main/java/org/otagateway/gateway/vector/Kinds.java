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

    private static final Map<String, Kind> ALL = Map.of(
            "command", CommandCheck::command,
            "response", ResponseCheck::response,
            "roundtrip", ResponseCheck::roundtrip,
            "negative command", NegativeCheck::command,
            "negative response", NegativeCheck::response);

    private Kinds() {}

    static Optional<Kind> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }
}
