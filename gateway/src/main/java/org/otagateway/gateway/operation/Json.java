// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads what operations wrote into the store. */
final class Json {
    private Json() {}

    /** @throws IllegalArgumentException where the field is missing */
    static String text(JsonNode json, String field) {
        return required(json, field).asText();
    }

    /** @throws IllegalArgumentException where the field is missing */
    static int number(JsonNode json, String field) {
        return required(json, field).asInt();
    }

    /** @throws IllegalArgumentException where the field is missing */
    static boolean flag(JsonNode json, String field) {
        return required(json, field).asBoolean();
    }

    /** @throws IllegalArgumentException where the field is missing */
    static JsonNode array(JsonNode json, String field) {
        return required(json, field);
    }

    static OptionalInt optionalNumber(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value.asInt());
    }

    static @Nullable FileTarget file(JsonNode json) {
        JsonNode value = json.get("file");
        return value == null ? null : FileTarget.parse(value.asText());
    }

    static Content content(JsonNode json) {
        return json.has("data") ? Content.data(text(json, "data")) : Content.value(text(json, "value"));
    }

    private static JsonNode required(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null) {
            throw new IllegalArgumentException("an operation of a job in the store lacks " + field);
        }
        return value;
    }
}
