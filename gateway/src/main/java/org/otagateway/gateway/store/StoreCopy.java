// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * Copies a store from one database into another that is empty, with one transaction: what is cut short leaves nothing. Each
 * table is counted and compared at the end. Counters that two stores spend would meet, so the source is retired in the
 * moment in which the copy becomes durable: it opens no more.
 */
public final class StoreCopy {
    private static final int BATCH = 500;
    /** The fact that a store was copied elsewhere: the name of the copy, a blank, and where it is. */
    private static final String RETIRED = "copied-to";
    /** The fact that a store is a copy: its name. */
    private static final String COPY = "copied-as";

    private final Database source;
    private final Database target;
    private final StoreSettings from;
    private final StoreSettings to;

    private StoreCopy(StoreSettings from, StoreSettings to, InstantSource clock) {
        this.from = from;
        this.to = to;
        this.source = Store.database(from, clock);
        this.target = Store.database(to, clock);
    }

    /** Rows of a table. */
    private record Content(long rows, long sum) {}

    /** A column, and whether it holds octets, or text, or a number. */
    private record Column(String name, Kind kind) {
        enum Kind {
            NUMBER,
            TEXT,
            OCTETS
        }
    }

    /**
     * Copies everything. Both stores are locked while it runs.
     *
     * @param done hears of each table and how many rows it has
     * @return rows of all tables
     * @throws StoreException IN_USE where a gateway has one of them open; UNUSABLE where the target is not empty, the source was
     *     copied before, or a table is not the same afterwards
     */
    public static long run(StoreSettings from, StoreSettings to, InstantSource clock, BiConsumer<String, Long> done) {
        if (from.place().equals(to.place())) {
            throw unusable(to, "expected another store than the source");
        }
        if (!from.exists()) {
            throw unusable(from, "expected a store that is there");
        }
        Store.makeDirectory(from.database());
        Store.makeDirectory(to.database());
        StoreLock source = StoreLock.take(from.beside(".lock"));
        try {
            StoreLock target = StoreLock.take(to.beside(".lock"));
            try {
                return new StoreCopy(from, to, clock).run(done);
            } finally {
                target.close();
            }
        } finally {
            source.close();
        }
    }

    /** Where a store was copied to, or null. */
    static @Nullable String retired(Sql sql) {
        String fact = fact(sql, RETIRED);
        return fact.isEmpty() ? null : fact.substring(fact.indexOf(' ') + 1);
    }

    private static StoreException unusable(StoreSettings store, String why) {
        return new StoreException(StoreException.Kind.UNUSABLE, store.place() + ": " + why);
    }

    private long run(BiConsumer<String, Long> done) {
        source.migrate();
        target.migrate();
        try (Sql in = source.openWriter();
                Sql out = target.openWriter()) {
            requireNewest(in);
            source.begin(in);
            target.begin(out);
            requireNobody(in, from);
            requireNobody(out, to);
            String earlier = retired(in);
            String name = copyName(in);
            if (earlier != null && !earlier.equals(to.place())) {
                throw unusable(
                        from,
                        "it was copied to " + earlier + " before: copy from there, or once more to there where"
                                + " that was cut short");
            }
            if (earlier != null && name.equals(fact(out, COPY))) {
                throw unusable(from, "it was copied to " + earlier + " before, and that copy is whole: use it");
            }
            long rows = copy(in, out, done);
            putFact(out, COPY, name);
            MarkFile.@Nullable Mark mark = markOfTarget(out);
            putFact(in, RETIRED, name + " " + to.place());
            Path markFile = target.mark();
            if (mark != null && markFile != null) {
                MarkFile.make(markFile, mark);
            }
            // First the source opens no more, then the copy is there: no moment has two that spend.
            in.execute("COMMIT");
            out.execute("COMMIT");
            target.beforeClose(out);
            source.beforeClose(in);
            return rows;
        } catch (SQLException e) {
            throw new StoreException(StoreException.Kind.UNUSABLE, "the copy failed: " + e.getMessage(), e);
        }
    }

    /** The same each time that one source is copied, so that a copy cut short between its two commits is known again. */
    private static String copyName(Sql in) {
        String fact = fact(in, RETIRED);
        return fact.isEmpty() ? UUID.randomUUID().toString() : fact.substring(0, fact.indexOf(' '));
    }

    private void requireNewest(Sql in) {
        try (Mark mark = StoreMark.open(in, source, source.mark(), from.synced())) {
            if (mark.state().kind() != MarkState.Kind.CURRENT) {
                throw mark.refusal(from.place());
            }
        }
    }

    private static void requireNobody(Sql sql, StoreSettings store) {
        long present = sql.number("SELECT count(*) FROM node WHERE departed IS NULL");
        if (present > 0) {
            throw new StoreException(
                    StoreException.Kind.IN_USE,
                    store.place() + ": expected that no gateway runs on it, got " + present
                            + " that did not end cleanly or still run: stop them, or start and stop one that was killed");
        }
    }

    private long copy(Sql in, Sql out, BiConsumer<String, Long> done) throws SQLException {
        List<String> tables = tables(in.connection(), source);
        if (!tables.equals(tables(out.connection(), target))) {
            throw unusable(to, "expected the tables of " + from.place());
        }
        for (String table : tables) {
            if (count(out, table) > 0 && !table.equals("store_mark")) {
                throw unusable(to, "expected an empty store, got rows in table " + table);
            }
        }
        out.update("DELETE FROM store_mark");
        long all = 0;
        for (String table : tables) {
            // Who shared the source shares nothing here.
            if (table.equals("node")) {
                continue;
            }
            List<Column> columns = columns(in.connection(), table);
            Content read = rows(in.connection(), table, columns, insert(out.connection(), table, columns));
            Content written = rows(out.connection(), table, columns, null);
            if (!read.equals(written)) {
                throw unusable(
                        to,
                        "table " + table + " is not what it is in " + from.place() + ": expected "
                                + read.rows() + " rows, got " + written.rows()
                                + (read.rows() == written.rows() ? " with other values" : ""));
            }
            done.accept(table, read.rows());
            all += read.rows();
        }
        return all;
    }

    private static long count(Sql sql, String table) {
        return sql.number("SELECT count(*) FROM (SELECT 1 FROM " + table + " LIMIT 1) t");
    }

    /** In one order for all databases. */
    private static List<String> tables(Connection connection, Database database) throws SQLException {
        List<String> names = new java.util.ArrayList<>();
        String schema = database.shared() ? connection.getSchema() : null;
        try (ResultSet found = connection.getMetaData().getTables(null, schema, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                String name = Objects.requireNonNull(found.getString("TABLE_NAME"));
                if (!name.startsWith("flyway_") && !name.startsWith("sqlite_")) {
                    names.add(name);
                }
            }
        }
        names.sort(String::compareTo);
        return names;
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        List<Column> columns = new java.util.ArrayList<>();
        try (ResultSet found = connection.getMetaData().getColumns(null, null, table, "%")) {
            while (found.next()) {
                String name = Objects.requireNonNull(found.getString("COLUMN_NAME"));
                String type =
                        Objects.requireNonNull(found.getString("TYPE_NAME")).toLowerCase(java.util.Locale.ROOT);
                boolean number = type.contains("int");
                boolean octets = type.contains("blob") || type.equals("bytea");
                // An attempt's node is one of the source.
                if (!table.equals("attempt") || !name.equals("node")) {
                    columns.add(new Column(
                            name, number ? Column.Kind.NUMBER : octets ? Column.Kind.OCTETS : Column.Kind.TEXT));
                }
            }
        }
        return List.copyOf(columns);
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static PreparedStatement insert(Connection connection, String table, List<Column> columns)
            throws SQLException {
        return connection.prepareStatement("INSERT INTO " + table + " (" + names(columns) + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")");
    }

    /** Reads all rows in bounded memory, hands them to {@code insert} where there is one, and sums them up in any order. */
    private static Content rows(
            Connection connection, String table, List<Column> columns, @Nullable PreparedStatement insert)
            throws SQLException {
        long count = 0;
        long sum = 0;
        Cursor cursor = new Cursor(connection, "SELECT " + names(columns) + " FROM " + table);
        try (cursor;
                PreparedStatement closing = insert) {
            for (ResultSet rows = cursor.next(); rows != null; rows = cursor.next()) {
                while (rows.next()) {
                    sum += row(rows, columns, closing);
                    count++;
                    if (closing != null) {
                        closing.addBatch();
                        if (count % BATCH == 0) {
                            closing.executeBatch();
                        }
                    }
                }
            }
            if (closing != null && count % BATCH != 0) {
                closing.executeBatch();
            }
        }
        return new Content(count, sum);
    }

    /** A number that depends on all values of a row. */
    private static long row(ResultSet rows, List<Column> columns, @Nullable PreparedStatement insert)
            throws SQLException {
        long hash = 1;
        for (int i = 1; i <= columns.size(); i++) {
            long value;
            switch (columns.get(i - 1).kind()) {
                case NUMBER -> {
                    value = rows.getLong(i);
                    if (rows.wasNull()) {
                        value = nothing(insert, i, Types.BIGINT);
                    } else if (insert != null) {
                        insert.setLong(i, value);
                    }
                }
                case TEXT -> {
                    String text = rows.getString(i);
                    if (text == null) {
                        value = nothing(insert, i, Types.VARCHAR);
                    } else {
                        String kept = Sql.storable(text);
                        value = mixed(kept.getBytes(StandardCharsets.UTF_8));
                        if (insert != null) {
                            insert.setString(i, kept);
                        }
                    }
                }
                default -> {
                    byte[] octets = rows.getBytes(i);
                    if (octets == null) {
                        value = nothing(insert, i, Types.BINARY);
                    } else {
                        value = mixed(octets);
                        if (insert != null) {
                            insert.setBytes(i, octets);
                        }
                    }
                }
            }
            hash = mixed(hash, value);
        }
        return hash;
    }

    private static long nothing(@Nullable PreparedStatement insert, int at, int type) throws SQLException {
        if (insert != null) {
            insert.setNull(at, type);
        }
        return 0x6E6F7468696E67L;
    }

    /** FNV-1a, finished so that sums of rows do not cancel out. */
    private static long mixed(byte[] octets) {
        long hash = 0xCBF29CE484222325L ^ octets.length;
        for (byte octet : octets) {
            hash = (hash ^ (octet & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long mixed(long one, long other) {
        long z = one * 0x9E3779B97F4A7C15L + other;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static void putFact(Sql sql, String name, String value) {
        sql.update(
                "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name,
                Octets.copyOf(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Empty where there is none. */
    private static String fact(Sql sql, String name) {
        Octets fact = sql.first("SELECT value FROM fact WHERE name = ?", row -> row.octets(1), name);
        return fact == null ? "" : new String(fact.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Another store than its source, as far as marks go. */
    private MarkFile.@Nullable Mark markOfTarget(Sql out) {
        String instance = UUID.randomUUID().toString().replace("-", "");
        // The gateways that shared the source may come back to share this one, as new ones.
        out.update("DELETE FROM store_mark WHERE node <> ''");
        out.update("UPDATE store_mark SET instance = ?", instance);
        Path file = target.mark();
        if (file == null) {
            return null;
        }
        if (Files.exists(file) && MarkFile.read(file).map(MarkFile.Mark::passed).orElse(1L) > 0) {
            throw unusable(to, "expected no mark of an earlier store, got " + file);
        }
        return MarkFile.Mark.of(instance, out.number("SELECT max(passed) FROM store_mark"));
    }
}
