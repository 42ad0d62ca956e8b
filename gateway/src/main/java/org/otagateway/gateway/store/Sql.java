// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/** One connection and its prepared statements, kept by their text. Not thread-safe. */
class Sql implements AutoCloseable {
    private final Connection connection;
    private final Database database;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Appends appends;
    private final Appends notes;
    private final Puts puts;
    private @Nullable WorkingSet kept;
    private @Nullable RedoRecord record;

    Sql(Connection connection, Database database) {
        this(connection, database, false);
    }

    /** @param numbered whether {@link #write} takes parameters by their numbers, as ?3 */
    Sql(Connection connection, Database database, boolean numbered) {
        this.connection = connection;
        this.database = database;
        this.appends = new Appends(this::write, numbered);
        this.notes = new Appends(this::write, numbered);
        this.puts = new Puts((sql, values) -> {
            appends.before(sql);
            write(sql, values);
        });
    }

    /** Makes a value of the row a result stands at. */
    @FunctionalInterface
    interface RowMapper<T> {
        T map(Row row) throws SQLException;
    }

    /** What is kept of the rows that go through here; it hears of every statement that writes. */
    final void keep(WorkingSet set) {
        kept = set;
    }

    /** Runs a statement without parameters or rows, as BEGIN. */
    void execute(String sql) {
        if (sql.startsWith("ROLLBACK")) {
            // What was put before a savepoint was written before it.
            puts.drop();
            notes.drop();
            if (kept != null) {
                kept.clear();
            }
        } else if (sql.equals("COMMIT") || sql.startsWith("SAVEPOINT")) {
            puts.write();
            notes.write();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    /** Runs several statements without parameters, and gives the number in the first row of the last that has rows, or null. */
    @Nullable
    Long lastNumber(String script) {
        try (Statement statement = connection.createStatement()) {
            String last = null;
            boolean rows = statement.execute(script);
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    ResultSet result = statement.getResultSet();
                    last = result.next() ? result.getString(1) : null;
                }
                rows = statement.getMoreResults();
            }
            return last == null ? null : Long.valueOf(last);
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    /** What changes from now on is recorded there too, while a batch is. */
    final void recordIn(RedoRecord redo) {
        record = redo;
    }

    /** Rows changed; nothing of that table is kept in memory from then on. */
    final int update(String sql, @Nullable Object... parameters) {
        if (kept != null) {
            kept.wrote(sql);
        }
        return updateTold(sql, parameters);
    }

    /** The same where the caller tells the {@link WorkingSet} what it changes, whatever that holds. */
    final int updateTold(String sql, @Nullable Object... parameters) {
        before(sql);
        return done(sql, parameters);
    }

    /** The same where it reads and changes rows of one card alone: what waits for others may go on waiting. */
    final int updateOf(long card, String sql, @Nullable Object... parameters) {
        before(sql, card);
        return done(sql, parameters);
    }

    /** Recorded once it is done: what failed is not done again. */
    private int done(String sql, @Nullable Object[] parameters) {
        try {
            int rows = write(sql, parameters);
            recorded(sql, parameters);
            return rows;
        } catch (StoreException e) {
            if (kept != null) {
                kept.clear();
            }
            throw e;
        }
    }

    /**
     * Changes a row that is there, or makes it, whatever is in its columns; the last of several such changes is written before
     * anything reads it and before the database commits. It may break no rule of the table, which nobody would be told of.
     *
     * @param card whose row it is
     * @param id which row of the table
     */
    final void put(long card, Object id, String sql, @Nullable Object... values) {
        recorded(sql, values);
        puts.put(sql, card, id, values);
    }

    private void recorded(String sql, @Nullable Object[] parameters) {
        RedoRecord redo = record;
        if (redo != null) {
            redo.update(sql, parameters);
        }
    }

    private void before(String sql) {
        notes.before(sql);
        appends.before(sql);
        puts.before(sql);
    }

    private void before(String sql, long card) {
        notes.before(sql);
        appends.before(sql);
        puts.before(sql, card);
    }

    /**
     * Adds a new row, which is written together with others before anything reads its table and before the commit; what is
     * wrong with it is told then.
     *
     * @param insert "INSERT INTO table (columns)", the columns without blanks around the parentheses
     */
    final void append(String insert, @Nullable Object... row) {
        if (kept != null) {
            kept.wrote(insert);
        }
        appendTold(insert, row);
    }

    /** The same where the caller tells the {@link WorkingSet} what it adds. */
    final void appendTold(String insert, @Nullable Object... row) {
        RedoRecord redo = record;
        if (redo != null) {
            redo.append(insert, row);
        }
        appends.add(insert, row);
    }

    /** The same for a row that can break no rule of its table: it may wait until the database commits, as {@link #put}. */
    final void note(String insert, @Nullable Object... row) {
        RedoRecord redo = record;
        if (redo != null) {
            redo.append(insert, row);
        }
        notes.add(insert, row);
    }

    /** Writes the rows that wait and may break a rule. */
    final void flush() {
        appends.write();
        if (database.shared()) {
            // The commit comes next, and a fault of one work is not to end all.
            notes.write();
            puts.write();
        }
    }

    /** Forgets the rows that wait: what they belong to is rolled back. */
    final void drop() {
        appends.drop();
    }

    /** The first row, or null. */
    final <T> @Nullable T first(String sql, RowMapper<? extends T> mapper, @Nullable Object... parameters) {
        before(sql);
        return readFirst(sql, mapper, parameters);
    }

    final <T> List<T> list(String sql, RowMapper<? extends T> mapper, @Nullable Object... parameters) {
        before(sql);
        return readAll(sql, mapper, parameters);
    }

    /** The same where it reads rows of one card alone. */
    final <T> List<T> listOf(long card, String sql, RowMapper<? extends T> mapper, @Nullable Object... parameters) {
        before(sql, card);
        return readAll(sql, mapper, parameters);
    }

    int write(String sql, @Nullable Object[] parameters) {
        try {
            return bound(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    <T> @Nullable T readFirst(String sql, RowMapper<? extends T> mapper, @Nullable Object[] parameters) {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            return rows.next() ? mapper.map(new JdbcRow(rows)) : null;
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    <T> List<T> readAll(String sql, RowMapper<? extends T> mapper, @Nullable Object[] parameters) {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            List<T> list = new ArrayList<>();
            Row row = new JdbcRow(rows);
            while (rows.next()) {
                list.add(mapper.map(row));
            }
            return list;
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    /** The first column of the first row; 0 where there is no row or it is null. */
    long number(String sql, @Nullable Object... parameters) {
        Long number = first(sql, row -> row.number(1), parameters);
        return number == null ? 0 : number;
    }

    private PreparedStatement bound(String sql, @Nullable Object[] parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.NULL);
        } else if (value instanceof Long l) {
            statement.setLong(at, l);
        } else if (value instanceof Integer i) {
            statement.setInt(at, i);
        } else if (value instanceof Boolean b) {
            statement.setInt(at, b ? 1 : 0);
        } else if (value instanceof String s) {
            statement.setString(at, storable(s));
        } else if (value instanceof Octets o) {
            statement.setBytes(at, o.toByteArray());
        } else if (value instanceof Instant t) {
            statement.setLong(at, t.toEpochMilli());
        } else {
            throw new IllegalArgumentException("no column type for " + value.getClass());
        }
    }

    /** The text as every database takes it: a peer may send a NUL, and PostgreSQL has none in a text. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** The row a result stands at; columns count from 1. */
    abstract static class Row {
        /** 0 where it is null. */
        abstract long number(int column) throws SQLException;

        /** 0 where it is null. */
        abstract int small(int column) throws SQLException;

        abstract boolean isNull(int column) throws SQLException;

        @Nullable
        abstract String textOrNull(int column) throws SQLException;

        abstract byte @Nullable [] bytesOrNull(int column) throws SQLException;

        @Nullable
        final Integer smallOrNull(int column) throws SQLException {
            int number = small(column);
            return number == 0 && isNull(column) ? null : number;
        }

        final boolean flag(int column) throws SQLException {
            return small(column) != 0;
        }

        @Nullable
        final Long numberOrNull(int column) throws SQLException {
            long number = number(column);
            return number == 0 && isNull(column) ? null : number;
        }

        final String text(int column) throws SQLException {
            String text = textOrNull(column);
            if (text == null) {
                throw new SQLException("column " + column + " is null");
            }
            return text;
        }

        final Octets octets(int column) throws SQLException {
            Octets octets = octetsOrNull(column);
            if (octets == null) {
                throw new SQLException("column " + column + " is null");
            }
            return octets;
        }

        @Nullable
        final Octets octetsOrNull(int column) throws SQLException {
            byte[] octets = bytesOrNull(column);
            return octets == null ? null : Octets.copyOf(octets);
        }

        final Instant time(int column) throws SQLException {
            return Instant.ofEpochMilli(number(column));
        }

        @Nullable
        final Instant timeOrNull(int column) throws SQLException {
            Long time = numberOrNull(column);
            return time == null ? null : Instant.ofEpochMilli(time);
        }
    }
}
