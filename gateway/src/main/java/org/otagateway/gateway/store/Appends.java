// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * New rows that wait to be written, many with one statement. They are written before anything that names their table, and
 * before the commit: no statement sees the store without them.
 */
final class Appends {
    /** Rows of one statement: what more of them saves is little. */
    private static final int ROWS = 64;

    private static final Pattern TABLE = Pattern.compile("INSERT INTO ([a-z_]+) \\(([^)]*)\\)");
    private static final Pattern WORD = Pattern.compile("[a-z_]+");

    private final Writing writing;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, List<Waiting>> named = new HashMap<>();
    private int rows;

    /** Writes at once. */
    @FunctionalInterface
    interface Writing {
        void write(String sql, @Nullable Object[] parameters);
    }

    Appends(Writing writing) {
        this.writing = writing;
    }

    /** The rows of one table that have values for the same columns. */
    private static final class Waiting {
        private final String table;
        private final String one;
        private final String many;
        private final List<@Nullable Object[]> rows = new ArrayList<>();

        Waiting(String insert) {
            Matcher matcher = TABLE.matcher(insert);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("no plain insert: " + insert);
            }
            table = matcher.group(1);
            int columns = matcher.group(2).split(",").length;
            String values = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
            one = insert + " VALUES " + values;
            many = insert + " VALUES " + String.join(", ", Collections.nCopies(ROWS, values));
        }

        private void write(Writing writing) {
            if (rows.size() == ROWS) {
                List<@Nullable Object> all = new ArrayList<>();
                rows.forEach(row -> Collections.addAll(all, row));
                rows.clear();
                writing.write(many, all.toArray());
                return;
            }
            for (Iterator<@Nullable Object[]> each = rows.iterator(); each.hasNext(); ) {
                @Nullable Object[] row = each.next();
                each.remove();
                writing.write(one, row);
            }
        }
    }

    /**
     * Adds a row.
     *
     * @param insert "INSERT INTO table (columns)"
     * @param row a value for each column
     */
    void add(String insert, @Nullable Object[] row) {
        Waiting of = waiting.get(insert);
        if (of == null) {
            of = new Waiting(insert);
            waiting.put(insert, of);
            named.clear();
        }
        of.rows.add(row);
        rows++;
        if (of.rows.size() == ROWS) {
            write(of);
        }
    }

    /** Writes the rows of all tables that {@code sql} names. */
    void before(String sql) {
        if (rows > 0) {
            for (Waiting of : named.computeIfAbsent(sql, this::named)) {
                write(of);
            }
        }
    }

    private List<Waiting> named(String sql) {
        List<Waiting> found = new ArrayList<>();
        Matcher words = WORD.matcher(sql);
        while (words.find()) {
            for (Waiting of : waiting.values()) {
                if (of.table.equals(words.group()) && !found.contains(of)) {
                    found.add(of);
                }
            }
        }
        return found;
    }

    private void write(Waiting of) {
        rows -= of.rows.size();
        of.write(writing);
    }

    /** Writes all. */
    void write() {
        if (rows > 0) {
            waiting.values().forEach(this::write);
        }
    }

    /** Forgets all: what they belong to is rolled back. */
    void drop() {
        waiting.values().forEach(of -> of.rows.clear());
        rows = 0;
    }
}
