// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A job's own copy of a card's columns, as it lies in the store: one JSON object, name to value. No secret is in it. */
public final class ColumnsJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ColumnsJson() {}

    public static String write(Map<String, String> columns) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> column : new TreeMap<>(columns).entrySet()) {
                json.writeStringField(column.getKey(), column.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into a string
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException where it is not what {@link #write} wrote */
    public static Map<String, String> read(String text) {
        Map<String, String> columns = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the columns of a delivery in the store are no JSON object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                columns.put(name, json.getText());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the columns of a delivery in the store are no JSON", e);
        }
        return columns;
    }
}
