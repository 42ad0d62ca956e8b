// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words in which people write values of files: fields with semicolons between them, lists with commas. */
final class FileText {
    /** What a record or a list that holds nothing is called. */
    static final String NONE = "none";

    private FileText() {}

    static boolean isNone(String text) {
        return text.isBlank() || text.strip().toLowerCase(Locale.ROOT).equals(NONE);
    }

    /** The fields, at most {@code most} of them: what comes after belongs to the last. */
    static List<String> fields(String text, int most) {
        List<String> fields = new ArrayList<>();
        for (String field : text.split(";", most)) {
            fields.add(field.strip());
        }
        return fields;
    }

    /** The field at {@code index}, or {@code missing}. */
    static String field(List<String> fields, int index, String missing) {
        return index < fields.size() && !fields.get(index).isEmpty() ? fields.get(index) : missing;
    }

    /** The entries of a list. */
    static List<String> list(String text) {
        List<String> entries = new ArrayList<>();
        if (isNone(text)) {
            return entries;
        }
        for (String entry : text.split(",", -1)) {
            if (entry.isBlank()) {
                throw new IllegalArgumentException("list: expected a value between two commas, got nothing");
            }
            entries.add(entry.strip());
        }
        return entries;
    }

    /** A list for people, or "none". */
    static String join(List<?> entries) {
        return entries.isEmpty()
                ? NONE
                : String.join(", ", entries.stream().map(Object::toString).toList());
    }
}
