// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import org.jspecify.annotations.Nullable;

/**
 * A row of a card file that cannot be used.
 *
 * @param line its line in the file, from 1
 * @param field the column; null where it is the form of the row
 * @param value what stands there; null where nothing does, and always for keys and other secrets
 * @param expected what should stand there
 */
public record BadRow(
        long line, @Nullable String field, @Nullable String value, String expected) implements CardRows.RowResult {
    private static final int LONGEST_VALUE = 64;

    /** Field, expectation and value, in one line. */
    public String reason() {
        StringBuilder reason = new StringBuilder();
        if (field != null) {
            reason.append(field).append(": ");
        }
        reason.append("expected ").append(expected);
        if (value != null) {
            String shown = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
            reason.append(", got '").append(shown.replaceAll("\\R", " ")).append('\'');
        }
        return reason.toString();
    }
}
