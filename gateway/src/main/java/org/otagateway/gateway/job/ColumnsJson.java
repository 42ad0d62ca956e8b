// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A job's own copy of a card's columns, as it lies in the store: one JSON object, name to value. No secret is in it. */
public final class ColumnsJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private ColumnsJson() {}

    public static String write(Map<String, String> columns) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(columns).forEach(json::put);
        return json.toString();
    }

    /** @throws IllegalArgumentException where it is not what {@link #write} wrote */
    public static Map<String, String> read(String text) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the columns of a delivery in the store are no JSON", e);
        }
        Map<String, String> columns = new LinkedHashMap<>();
        json.properties().forEach(e -> columns.put(e.getKey(), e.getValue().asText()));
        return columns;
    }
}
