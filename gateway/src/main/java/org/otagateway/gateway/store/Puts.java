// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes of rows that wait to be written, each of all columns that its statement names, so that of several of one row the
 * last is written alone. They are written before a statement that names their table, unless it is about other cards only,
 * and before the database commits.
 */
final class Puts {
    /** Bounds the memory they take. */
    private static final int MOST = 8_192;

    private static final Pattern TABLE = Pattern.compile("(?:UPDATE|INSERT INTO) ([a-z_]+) .*");
    private static final Pattern WORD = Pattern.compile("[a-z_]+");

    private final Appends.Writing writing;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, List<Waiting>> named = new HashMap<>();
    private int rows;

    Puts(Appends.Writing writing) {
        this.writing = writing;
    }

    /** A row, and what its columns come to hold. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; as the statement takes them
    private record Row(Object id, @Nullable Object[] values) {}

    /** The rows that one statement changes, by their cards. */
    private static final class Waiting {
        private final String sql;
        private final String table;
        private final Map<Long, List<Row>> cards = new LinkedHashMap<>();

        Waiting(String sql) {
            Matcher matcher = TABLE.matcher(sql);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("changes no table: " + sql);
            }
            this.sql = sql;
            this.table = matcher.group(1);
        }
    }

    /**
     * A row is to be changed.
     *
     * @param card whose row it is
     * @param id which row of the table
     */
    void put(String sql, long card, Object id, @Nullable Object[] values) {
        Waiting of = waiting.get(sql);
        if (of == null) {
            of = new Waiting(sql);
            waiting.put(sql, of);
            named.clear();
        }
        List<Row> ofCard = of.cards.computeIfAbsent(card, c -> new ArrayList<>(1));
        if (!ofCard.removeIf(row -> row.id.equals(id))) {
            rows++;
        }
        ofCard.add(new Row(id, values));
        if (rows > MOST) {
            write();
        }
    }

    /** Writes what waits for the tables that {@code sql} names. */
    void before(String sql) {
        if (rows > 0) {
            named.computeIfAbsent(sql, this::named).forEach(this::write);
        }
    }

    /** The same of one card. */
    void before(String sql, long card) {
        if (rows > 0) {
            for (Waiting of : named.computeIfAbsent(sql, this::named)) {
                List<Row> ofCard = of.cards.remove(card);
                if (ofCard != null) {
                    write(of, ofCard);
                }
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
        if (!of.cards.isEmpty()) {
            List<List<Row>> all = new ArrayList<>(of.cards.values());
            of.cards.clear();
            all.forEach(ofCard -> write(of, ofCard));
        }
    }

    private void write(Waiting of, List<Row> some) {
        rows -= some.size();
        some.forEach(row -> writing.write(of.sql, row.values));
    }

    /** Writes all. */
    void write() {
        if (rows > 0) {
            waiting.values().forEach(this::write);
        }
    }

    /** Forgets all: what they belong to is rolled back. */
    void drop() {
        waiting.values().forEach(of -> of.cards.clear());
        rows = 0;
    }
}
