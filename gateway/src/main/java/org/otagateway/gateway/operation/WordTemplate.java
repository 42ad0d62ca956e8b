// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with columns of the card file in between, as {@code ${number}; ${name}}.
 *
 * @param text as it was written
 */
record WordTemplate(String text) {
    private static final Pattern COLUMN = Pattern.compile("\\$\\{([^{}$]*)}");

    /** @throws IllegalArgumentException where a column has no name */
    WordTemplate {
        if (COLUMN.matcher(text).results().anyMatch(match -> match.group(1).isBlank())) {
            throw new IllegalArgumentException("value: expected the name of a column in ${}");
        }
    }

    /** The columns that it names, in lower case. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        COLUMN.matcher(text).results().forEach(match -> columns.add(name(match.group(1))));
        return columns;
    }

    /**
     * The text for one card.
     *
     * @throws IllegalArgumentException naming a column that the card has not
     */
    String fill(CardValues values) {
        return COLUMN.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values.column(name(match.group(1)))));
    }

    private static String name(String written) {
        return written.strip().toLowerCase(Locale.ROOT);
    }
}
