// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The check of one vector. Keeps the first difference, and which fields were looked at: a field that nothing looked at
 * is a difference too, so that no part of a vector passes unseen.
 */
final class Check {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String name;
    private final ObjectNode vector;
    private final Set<String> seen = new HashSet<>();
    private @Nullable Finding first;

    Check(String name, ObjectNode vector) {
        this.name = name;
        this.vector = vector;
    }

    Fields fields() {
        return new Fields(vector);
    }

    ObjectNode vector() {
        return vector;
    }

    /** A vector of this kind has to have these fields. */
    void required(String... fields) {
        for (String field : fields) {
            if (!vector.has(field)) {
                differs(field, text("a value"), text("nothing"));
            }
        }
    }

    /** A remark for people: a string or a list of strings. */
    void remark(String... fields) {
        for (String field : fields) {
            seen.add(field);
            JsonNode node = vector.path(field);
            boolean good = node.isMissingNode() || node.isTextual();
            if (node.isArray()) {
                good = true;
                for (JsonNode line : node) {
                    good &= line.isTextual();
                }
            }
            if (!good) {
                differs(field, text("a string or a list of strings"), node);
            }
        }
    }

    /** Compares each field that was produced with the vector's, where the vector has it. */
    void same(ObjectNode produced) {
        produced.properties().forEach(entry -> {
            if (vector.has(entry.getKey())) {
                same(entry.getKey(), entry.getValue());
            }
        });
    }

    /** Compares what was produced for a field with what the vector says. */
    void same(String field, JsonNode produced) {
        seen.add(field);
        compare(field, vector.path(field), produced);
    }

    void same(String field, String produced) {
        same(field, text(produced));
    }

    /** A field that only a card could produce agrees with the others. */
    void consistent(String field, boolean agrees, String expected, String actual) {
        seen.add(field);
        if (!agrees) {
            differs(field, text(expected), text(actual));
        }
    }

    /** The field was used, and a wrong value of it shows in others. */
    void used(String... fields) {
        seen.addAll(Set.of(fields));
    }

    void differs(String field, JsonNode expected, JsonNode actual) {
        if (first == null) {
            first = new Finding(name, field, expected, actual);
        }
    }

    void bad(BadVector e) {
        differs(e.field(), text(e.expected()), text(e.actual()));
    }

    /** The end of the check: the first difference, if any. */
    Optional<Finding> end() {
        vector.fieldNames().forEachRemaining(field -> {
            if (!seen.contains(field)) {
                differs(field, text("a field of this kind of vector"), vector.path(field));
            }
        });
        return Optional.ofNullable(first);
    }

    private void compare(String path, JsonNode expected, JsonNode produced) {
        if (expected instanceof ObjectNode object && produced instanceof ObjectNode other) {
            object.fieldNames()
                    .forEachRemaining(field -> compare(path + "." + field, object.path(field), other.path(field)));
            other.fieldNames().forEachRemaining(field -> {
                if (!object.has(field) && !Kinds.OPTIONAL_RESPONSE_FIELDS.contains(field)) {
                    differs(path + "." + field, MissingNode.getInstance(), other.path(field));
                }
            });
        } else if (!expected.equals(produced)) {
            differs(path, expected, produced);
        }
    }

    static JsonNode text(String text) {
        return JSON.textNode(text);
    }
}
