// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;

/**
 * Strict reading of the fields of one object of the vector format: wrong types and bad hexadecimal are faults, never
 * coerced.
 */
public final class Fields {
    private final ObjectNode object;
    private final String prefix;

    public Fields(ObjectNode object) {
        this(object, "");
    }

    private Fields(ObjectNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    boolean has(String field) {
        return object.has(field);
    }

    /** The names of all fields, in their order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    JsonNode get(String field) {
        return object.path(field);
    }

    /** Octets written in hexadecimal. */
    Octets octets(String field) throws BadVector {
        return hex(path(field), present(field, "hexadecimal"));
    }

    /** Octets of a given number written in hexadecimal. */
    Octets octets(String field, int length) throws BadVector {
        Octets octets = octets(field);
        if (octets.length() != length) {
            throw new BadVector(path(field), length + " octets in hexadecimal", "'" + octets.toHex() + "'");
        }
        return octets;
    }

    Optional<Octets> optionalOctets(String field) throws BadVector {
        return has(field) ? Optional.of(octets(field)) : Optional.empty();
    }

    /** A key; empty where the field is missing or of length zero. */
    Optional<SecretOctets> key(String field) throws BadVector {
        if (!has(field)) {
            return Optional.empty();
        }
        JsonNode node = object.path(field);
        if (!node.isTextual()) {
            throw new BadVector(path(field), "a key in hexadecimal", kindOf(node));
        }
        try {
            SecretOctets key = SecretOctets.hex(node.textValue());
            return key.length() == 0 ? Optional.empty() : Optional.of(key);
        } catch (IllegalArgumentException e) {
            throw new BadVector(path(field), "a key in hexadecimal", "something else (" + e.getMessage() + ")");
        }
    }

    String text(String field) throws BadVector {
        JsonNode node = present(field, "a string");
        if (!node.isTextual()) {
            throw new BadVector(path(field), "a string", shown(node));
        }
        return node.textValue();
    }

    Optional<String> optionalText(String field) throws BadVector {
        return has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    boolean flag(String field) throws BadVector {
        JsonNode node = present(field, "true or false");
        if (!node.isBoolean()) {
            throw new BadVector(path(field), "true or false", shown(node));
        }
        return node.booleanValue();
    }

    int number(String field) throws BadVector {
        JsonNode node = present(field, "a whole number");
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new BadVector(path(field), "a whole number", shown(node));
        }
        return node.intValue();
    }

    /** A list of octets in hexadecimal, at least one. */
    List<Octets> list(String field) throws BadVector {
        JsonNode node = present(field, "a list");
        if (!node.isArray() || node.isEmpty()) {
            throw new BadVector(path(field), "a list of hexadecimal strings", shown(node));
        }
        List<Octets> list = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            list.add(hex(path(field) + "[" + i + "]", node.get(i)));
        }
        return list;
    }

    /** The fields of an object within this one. */
    Fields in(String field) throws BadVector {
        JsonNode node = present(field, "an object");
        if (!(node instanceof ObjectNode inner)) {
            throw new BadVector(path(field), "an object", shown(node));
        }
        return new Fields(inner, path(field) + ".");
    }

    /** An object in a list of this one. */
    Fields element(String field, int index) throws BadVector {
        String place = path(field) + "[" + index + "]";
        if (!(get(field).get(index) instanceof ObjectNode inner)) {
            throw new BadVector(place, "an object", "something else");
        }
        return new Fields(inner, place + ".");
    }

    /** Octets in hexadecimal, and what they hold. */
    <T> T decoded(String field, String expected, Function<Octets, Decoded<T>> decoder) throws BadVector {
        Decoded<T> decoded = decoder.apply(octets(field));
        if (decoded instanceof Decoded.Bad<T> bad) {
            throw new BadVector(path(field), expected, bad.malformed().describe());
        }
        return ((Decoded.Ok<T>) decoded).value();
    }

    String path(String field) {
        return prefix + field;
    }

    private JsonNode present(String field, String expected) throws BadVector {
        JsonNode node = object.get(field);
        if (node == null) {
            throw new BadVector(path(field), expected, "nothing");
        }
        return node;
    }

    private static Octets hex(String path, JsonNode node) throws BadVector {
        if (!node.isTextual()) {
            throw new BadVector(path, "hexadecimal", shown(node));
        }
        try {
            return Octets.hex(node.textValue());
        } catch (IllegalArgumentException e) {
            throw new BadVector(path, "hexadecimal", shown(node) + " (" + e.getMessage() + ")");
        }
    }

    private static String kindOf(JsonNode node) {
        return "a " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
