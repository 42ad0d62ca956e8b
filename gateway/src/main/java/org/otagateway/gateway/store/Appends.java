// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Statements of a table for rows that have values in common; what they do not fit goes without. */
    private static final int SHAPES = 16;

    private final Writing writing;
    private final boolean numbered;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, List<Waiting>> named = new HashMap<>();
    private int rows;

    /** Writes at once. */
    @FunctionalInterface
    interface Writing {
        void write(String sql, @Nullable Object[] parameters);
    }

    /**
     * @param numbered whether a parameter may be named by its number, as ?3, and so stand for several values: what all rows
     *     have in common is bound once then
     */
    Appends(Writing writing, boolean numbered) {
        this.writing = writing;
        this.numbered = numbered;
    }

    /** The rows of one table that have values for the same columns. */
    private static final class Waiting {
        private final String table;
        private final String insert;
        private final int columns;
        private final String one;
        /** By the columns that all rows have in common. */
        private final Map<BitSet, String> many = new HashMap<>();

        private final List<@Nullable Object[]> rows = new ArrayList<>(ROWS);

        Waiting(String insert) {
            Matcher matcher = TABLE.matcher(insert);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("no plain insert: " + insert);
            }
            this.insert = insert;
            table = matcher.group(1);
            columns = matcher.group(2).split(",").length;
            String values = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
            one = insert + " VALUES " + values;
            many.put(new BitSet(), insert + " VALUES " + String.join(", ", Collections.nCopies(ROWS, values)));
        }

        private void write(Writing writing, boolean numbered) {
            if (rows.size() == ROWS) {
                writeMany(writing, numbered ? common() : new BitSet());
                return;
            }
            for (Iterator<@Nullable Object[]> each = rows.iterator(); each.hasNext(); ) {
                @Nullable Object[] row = each.next();
                each.remove();
                writing.write(one, row);
            }
        }

        private void writeMany(Writing writing, BitSet common) {
            int shared = common.cardinality();
            @Nullable Object[] first = rows.get(0);
            @Nullable Object[] all = new Object[shared + ROWS * (columns - shared)];
            int at = 0;
            for (int column = common.nextSetBit(0); column >= 0; column = common.nextSetBit(column + 1)) {
                all[at++] = first[column];
            }
            for (@Nullable Object[] row : rows) {
                for (int column = common.nextClearBit(0); column < columns; column = common.nextClearBit(column + 1)) {
                    all[at++] = row[column];
                }
            }
            rows.clear();
            writing.write(many.computeIfAbsent(common, this::statement), all);
        }

        /** The columns that have the same value in all rows. */
        private BitSet common() {
            BitSet common = new BitSet();
            @Nullable Object[] first = rows.get(0);
            for (int column = 0; column < columns; column++) {
                int row = 1;
                while (row < ROWS && Objects.equals(first[column], rows.get(row)[column])) {
                    row++;
                }
                common.set(column, row == ROWS);
            }
            return many.size() < SHAPES || many.containsKey(common) ? common : new BitSet();
        }

        /** The common parameters first, then those of each row. */
        private String statement(BitSet common) {
            StringBuilder sql = new StringBuilder(insert).append(" VALUES ");
            int next = common.cardinality() + 1;
            for (int row = 0; row < ROWS; row++) {
                int shared = 1;
                for (int column = 0; column < columns; column++) {
                    String before = column > 0 ? ", ?" : row > 0 ? ", (?" : "(?";
                    sql.append(before).append(common.get(column) ? shared++ : next++);
                }
                sql.append(')');
            }
            return sql.toString();
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
        of.write(writing, numbered);
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
