// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row as JDBC has it. */
final class JdbcRow extends Sql.Row {
    private final ResultSet rows;

    JdbcRow(ResultSet rows) {
        this.rows = rows;
    }

    @Override
    long number(int column) throws SQLException {
        return rows.getLong(column);
    }

    @Override
    int small(int column) throws SQLException {
        return rows.getInt(column);
    }

    @Override
    boolean isNull(int column) throws SQLException {
        return rows.getObject(column) == null;
    }

    @Override
    @Nullable
    String textOrNull(int column) throws SQLException {
        return rows.getString(column);
    }

    @Override
    byte @Nullable [] bytesOrNull(int column) throws SQLException {
        return rows.getBytes(column);
    }
}
