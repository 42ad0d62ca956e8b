// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * The same without the driver's JDBC layer, on the statements below it. JDBC has the driver ask for the names of all columns
 * at each select, and run a select of its own behind each insert: together as dear as the statements.
 */
final class SqliteSql extends Sql {
    private final Connection connection;
    private final Database database;
    private final Map<String, Prepared> statements = new HashMap<>();
    private boolean closed;

    SqliteSql(Connection connection, Database database) {
        super(connection, database, true);
        this.connection = connection;
        this.database = database;
    }

    /**
     * A statement.
     *
     * @param handle SQLite's own, which lives as long as the connection
     */
    private record Prepared(CoreStatement statement, DB db, long handle) {
        /** Binds and takes the first step; whether there is a row. */
        boolean first(@Nullable Object[] values) throws SQLException {
            try {
                return db.execute(statement, values);
            } catch (SQLException e) {
                // A statement that failed binds nothing until it is reset; the driver has closed it after some
                // failures.
                if (!statement.pointer.isClosed()) {
                    reset();
                }
                throw e;
            }
        }

        /** Whether there is another row. */
        boolean next() throws SQLException {
            int code = db.step(handle) & 0xFF;
            if (code != Codes.SQLITE_ROW && code != Codes.SQLITE_DONE) {
                db.throwex(code);
            }
            return code == Codes.SQLITE_ROW;
        }

        void reset() throws SQLException {
            db.reset(handle);
        }
    }

    @Override
    int write(String sql, @Nullable Object[] parameters) {
        try {
            Prepared prepared = prepared(sql);
            if (prepared.first(bound(parameters))) {
                prepared.reset();
            }
            return (int) prepared.db.changes();
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    @Override
    <T> @Nullable T readFirst(String sql, RowMapper<? extends T> mapper, @Nullable Object[] parameters) {
        try {
            Prepared prepared = prepared(sql);
            if (!prepared.first(bound(parameters))) {
                return null;
            }
            try {
                return mapper.map(new SqliteRow(prepared));
            } finally {
                prepared.reset();
            }
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    @Override
    <T> List<T> readAll(String sql, RowMapper<? extends T> mapper, @Nullable Object[] parameters) {
        List<T> list = new ArrayList<>();
        try {
            Prepared prepared = prepared(sql);
            boolean more = prepared.first(bound(parameters));
            if (!more) {
                return list;
            }
            try {
                Row row = new SqliteRow(prepared);
                for (; more; more = prepared.next()) {
                    list.add(mapper.map(row));
                }
                return list;
            } finally {
                prepared.reset();
            }
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    private Prepared prepared(String sql) throws SQLException {
        if (closed) {
            throw new SQLException("the connection is closed");
        }
        Prepared known = statements.get(sql);
        if (known == null || known.statement.pointer.isClosed()) {
            CoreStatement statement = connection.prepareStatement(sql).unwrap(CoreStatement.class);
            long handle = statement.pointer.safeRunLong((db, pointer) -> pointer);
            known = new Prepared(statement, statement.getDatabase(), handle);
            statements.put(sql, known);
        }
        return known;
    }

    /** In place: the array is the call's own. */
    private static @Nullable Object[] bound(@Nullable Object[] parameters) {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof Octets octets) {
                parameters[i] = octets.toByteArray();
            } else if (value instanceof Instant time) {
                parameters[i] = time.toEpochMilli();
            } else if (value instanceof Boolean flag) {
                parameters[i] = flag ? 1 : 0;
            }
        }
        return parameters;
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        super.close();
    }

    /** The row a statement stands at; SQLite counts columns from 0. */
    private static final class SqliteRow extends Row {
        private final DB db;
        private final long handle;

        private SqliteRow(Prepared prepared) {
            this.db = prepared.db;
            this.handle = prepared.handle;
        }

        @Override
        long number(int column) throws SQLException {
            return db.column_long(handle, column - 1);
        }

        @Override
        int small(int column) throws SQLException {
            return db.column_int(handle, column - 1);
        }

        @Override
        boolean isNull(int column) throws SQLException {
            return db.column_type(handle, column - 1) == Codes.SQLITE_NULL;
        }

        @Override
        @Nullable
        String textOrNull(int column) throws SQLException {
            return db.column_text(handle, column - 1);
        }

        @Override
        byte @Nullable [] bytesOrNull(int column) throws SQLException {
            return db.column_blob(handle, column - 1);
        }
    }
}
