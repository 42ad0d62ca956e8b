// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The description docs/api.yaml, so far as answers are held against it. */
record OpenApi(JsonNode root) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    static OpenApi read() {
        try {
            return new OpenApi(
                    new YAMLMapper().readTree(Path.of("../docs/api.yaml").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operations behind the token, as {@code GET /api/v1/jobs}. */
    List<String> operations() {
        List<String> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey()) && path.getKey().startsWith("/api/")) {
                        operations.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** Holds an object against a schema: no field that is not described, none missing, each of its type. */
    void requireShape(JsonNode value, String schema) {
        Set<String> known = new TreeSet<>();
        check(value, root.at("/components/schemas/" + schema), known, schema);
        Set<String> fields = new TreeSet<>();
        value.fieldNames().forEachRemaining(fields::add);
        assertThat(known).as(schema).containsAll(fields);
    }

    private void check(JsonNode value, JsonNode schema, Set<String> known, String where) {
        JsonNode resolved = resolved(schema);
        resolved.path("allOf").forEach(part -> check(value, part, known, where));
        resolved.path("required")
                .forEach(field -> assertThat(value.has(field.asText()))
                        .as(where + "." + field.asText())
                        .isTrue());
        resolved.path("properties").properties().forEach(property -> {
            known.add(property.getKey());
            if (value.has(property.getKey())) {
                requireType(
                        value.get(property.getKey()), resolved(property.getValue()), where + "." + property.getKey());
            }
        });
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private void requireType(JsonNode value, JsonNode schema, String where) {
        JsonNode type = schema.path("type");
        Set<String> allowed = new TreeSet<>();
        if (type.isTextual()) {
            allowed.add(type.asText());
        }
        type.forEach(one -> allowed.add(one.asText()));
        String actual = switch (value.getNodeType()) {
            case NUMBER -> "integer";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case ARRAY -> "array";
            default -> "object";
        };
        assertThat(allowed).as(where).contains(actual);
        if (schema.has("enum")) {
            List<String> words = new ArrayList<>();
            schema.get("enum").forEach(word -> words.add(word.asText()));
            assertThat(words).as(where).contains(value.asText());
        }
        if (schema.has("properties") && value.isObject()) {
            Set<String> known = new TreeSet<>();
            check(value, schema, known, where);
        }
        if (value.isArray() && !value.isEmpty() && schema.has("items")) {
            JsonNode items = resolved(schema.get("items"));
            value.forEach(item -> {
                requireType(item, items, where + "[]");
            });
        }
    }
}
