// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** An operation as JSON: an APDU is a text, a word an object with one key. Read and written side by side. */
public final class OperationJson {
    private OperationJson() {}

    public static JsonNode write(Operation operation) {
        return operation.word().isEmpty()
                ? operation.json()
                : JsonNodeFactory.instance.objectNode().set(operation.word(), operation.json());
    }

    /** @throws IllegalArgumentException where it is not what {@link #write} wrote */
    public static Operation read(JsonNode json) {
        if (json.isTextual()) {
            return RawApdu.parse(json.asText());
        }
        if (!json.isObject() || json.size() != 1) {
            throw new IllegalArgumentException("an operation of a job in the store is none");
        }
        Map.Entry<String, JsonNode> entry = json.properties().iterator().next();
        Word word = Words.of(entry.getKey());
        if (word == null) {
            throw new IllegalArgumentException("a job in the store has the unknown operation " + entry.getKey());
        }
        return word.json().read(entry.getValue());
    }
}
