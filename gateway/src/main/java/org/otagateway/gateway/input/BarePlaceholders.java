// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values with <code>${NAME}</code> that are written without quotes. Within <code>{…}</code> and <code>[…]</code> YAML
 * would take their braces for its own, so they are quoted before it reads them; lines stay lines.
 */
final class BarePlaceholders {
    private static final String PLAIN = "[^\\s\"'#\\[\\]{},]*";

    /** What opens a value, blanks, the value, and then the end of it. */
    private static final Pattern VALUE = Pattern.compile(
            "((?:[\\[{,]|[:-][ \\t])[ \\t]*)(" + PLAIN + "(?:\\$\\{[^{}\\s\"',]*}" + PLAIN
                    + ")+)(?=[ \\t]*(?:[,\\]}]|$)|[ \\t]+#)",
            Pattern.MULTILINE);

    private BarePlaceholders() {}

    static String quoted(String yaml) {
        Matcher value = VALUE.matcher(yaml);
        StringBuilder quoted = new StringBuilder();
        while (value.find()) {
            String whole =
                    withinQuotes(yaml, value.start()) ? value.group() : value.group(1) + "'" + value.group(2) + "'";
            value.appendReplacement(quoted, Matcher.quoteReplacement(whole));
        }
        return value.appendTail(quoted).toString();
    }

    /** Whether a quote that was opened in the same line is still open at {@code place}. */
    private static boolean withinQuotes(String yaml, int place) {
        char open = 0;
        for (int i = yaml.lastIndexOf('\n', place - 1) + 1; i < place; i++) {
            char c = yaml.charAt(i);
            if (open == 0 && (c == '"' || c == '\'')) {
                open = c;
            } else if (c == open) {
                open = 0;
            }
        }
        return open != 0;
    }
}
