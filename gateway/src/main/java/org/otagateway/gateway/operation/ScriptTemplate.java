// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One APDU of a job's script: hexadecimal digits with columns of the card file in between, as {@code 00D6000011${spn}}.
 */
public final class ScriptTemplate {
    private static final Pattern COLUMN = Pattern.compile("\\$\\{([^{}$]*)}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]*");

    private final String text;
    private final List<Piece> pieces;

    /** Digits, or the name of a column. */
    private record Piece(String text, boolean column) {}

    private ScriptTemplate(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = pieces;
    }

    /**
     * Reads one line of a script; blanks between digits mean nothing.
     *
     * @throws IllegalArgumentException where something is neither a hexadecimal digit nor {@code ${column}}
     */
    public static ScriptTemplate parse(String line) {
        String text = line.replaceAll("\\s", "");
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = COLUMN.matcher(text);
        int at = 0;
        while (matcher.find()) {
            addDigits(pieces, text.substring(at, matcher.start()));
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("expected the name of a column in ${}");
            }
            pieces.add(new Piece(name, true));
            at = matcher.end();
        }
        addDigits(pieces, text.substring(at));
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("expected an APDU in hexadecimal, got nothing");
        }
        return new ScriptTemplate(text, List.copyOf(pieces));
    }

    private static void addDigits(List<Piece> pieces, String digits) {
        if (!HEX.matcher(digits).matches()) {
            throw new IllegalArgumentException("expected hexadecimal digits and ${column}, got \"" + digits + "\"");
        }
        if (!digits.isEmpty()) {
            pieces.add(new Piece(digits, false));
        }
    }

    /** The columns that it names, in lower case. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (piece.column) {
                columns.add(piece.text);
            }
        }
        return columns;
    }

    /**
     * The APDU of one card, in hexadecimal.
     *
     * @param values the value of a column, by its name in lower case
     */
    public String fill(Function<String, String> values) {
        StringBuilder digits = new StringBuilder();
        for (Piece piece : pieces) {
            digits.append(piece.column ? values.apply(piece.text) : piece.text);
        }
        return digits.toString();
    }

    /** As it was written, without blanks. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScriptTemplate t && text.equals(t.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
