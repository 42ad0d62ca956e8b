// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CardColumns;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.KnownFile;

/**
 * What is written into a file: octets, or words that only a known file has. Exactly one of the two is there.
 *
 * @param data hexadecimal digits and columns
 * @param value words and columns
 */
record Content(@Nullable ScriptTemplate data, @Nullable WordTemplate value) {
    private static final int UNUSED = 0xFF;

    Content {
        if ((data == null) == (value == null)) {
            throw new IllegalArgumentException(
                    "value: expected a value in words or data in hexadecimal, and one of both");
        }
    }

    static Content data(String text) {
        return new Content(ScriptTemplate.parse(text), null);
    }

    static Content value(String text) {
        return new Content(null, new WordTemplate(text));
    }

    Set<String> columns() {
        return data != null ? data.columns() : words().columns();
    }

    Set<String> hexColumns() {
        return data != null ? data.columns() : Set.of();
    }

    private WordTemplate words() {
        if (value == null) {
            throw new IllegalStateException("data is there");
        }
        return value;
    }

    /** Adds it to an object for the store. */
    ObjectNode write(ObjectNode json) {
        return data != null ? json.put("data", data.text()) : json.put("value", words().text());
    }

    /** As it was written; no value of a card is in it. */
    String describe() {
        return data != null ? data.text() : '"' + words().text() + '"';
    }

    /**
     * The octets.
     *
     * @param file what standards say of the file; empty where they do not know it
     * @param length octets of the file or record, where the operator says how many
     * @throws CompileException naming the column, or "value" where it names none
     */
    Octets octets(CardValues values, Optional<KnownFile> file, OptionalInt length) throws CompileException {
        String filled;
        try {
            filled = data != null ? data.fill(values::column) : words().fill(values);
        } catch (IllegalArgumentException e) {
            throw wrong(null, Expectation.of(e));
        }
        try {
            if (data != null) {
                return padded(Octets.hex(filled), length);
            }
            return file.orElseThrow(() -> new IllegalArgumentException(
                            "value: expected data in hexadecimal, since only known files have words"))
                    .encode(filled, length);
        } catch (IllegalArgumentException e) {
            throw wrong(filled, Expectation.of(e));
        }
    }

    private static Octets padded(Octets octets, OptionalInt length) {
        if (octets.isEmpty()) {
            throw new IllegalArgumentException("data: expected at least one octet, got nothing");
        }
        if (length.isEmpty() || length.getAsInt() == octets.length()) {
            return octets;
        }
        if (length.getAsInt() < octets.length()) {
            throw new IllegalArgumentException(
                    "data: expected at most " + length.getAsInt() + " octets, got " + octets.length());
        }
        int[] filling = new int[length.getAsInt() - octets.length()];
        Arrays.fill(filling, UNUSED);
        return Octets.concat(octets, Octets.of(filling));
    }

    /** The fault that it does not fit; without its value where that holds a secret. */
    CompileException wrong(@Nullable String filled, String expected) {
        Set<String> columns = columns();
        boolean secret = columns.stream().anyMatch(CardColumns::isSecret);
        String field = columns.isEmpty() ? data != null ? "data" : "value" : String.join(", ", columns);
        return new CompileException(field, secret ? null : filled, secret ? "a value that fits" : expected);
    }
}
