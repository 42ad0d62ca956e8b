// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A result in portions; PostgreSQL's driver would hold all of it in memory. */
final class Cursor implements AutoCloseable {
    private static final int FETCH = 1_000;

    private final Statement statement;
    private final boolean portions;
    private final String select;
    private boolean begun;
    private boolean more = true;

    /** @param connection within a transaction */
    Cursor(Connection connection, String select) throws SQLException {
        this.statement = connection.createStatement();
        this.portions = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        this.select = select;
    }

    /** The next portion; null after the last. */
    @Nullable
    ResultSet next() throws SQLException {
        if (!portions) {
            boolean first = !begun;
            begun = true;
            return first ? statement.executeQuery(select) : null;
        }
        if (!begun) {
            begun = true;
            statement.execute("DECLARE copying NO SCROLL CURSOR FOR " + select);
        }
        if (!more) {
            return null;
        }
        ResultSet rows = statement.executeQuery("FETCH " + FETCH + " FROM copying");
        more = rows.isBeforeFirst();
        return more ? rows : null;
    }

    @Override
    public void close() throws SQLException {
        if (portions && begun) {
            statement.execute("CLOSE copying");
        }
        statement.close();
    }
}
