// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema to this release with Flyway. Flyway takes most of a second to start, so it is asked only where its
 * own history does not end with this release's last migration.
 */
final class Migrations {
    /** The number of the last file in {@link #FOLDER}; a test holds the two together. */
    static final String LATEST = "11";

    static final String FOLDER = "org/otagateway/gateway/store/migration";
    private static final String HISTORY = "flyway_schema_history";

    private final Database database;
    private final String url;
    private final Supplier<Properties> properties;
    private final Map<String, String> ddl;

    Migrations(Database database, String url, Supplier<Properties> properties, Map<String, String> ddl) {
        this.database = database;
        this.url = url;
        this.properties = properties;
        this.ddl = ddl;
    }

    void run() {
        try {
            if (!upToDate()) {
                migrate();
            }
        } catch (SQLException e) {
            throw database.translate(e);
        }
    }

    private boolean upToDate() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, properties.get());
                Statement statement = connection.createStatement()) {
            try (ResultSet tables = connection.getMetaData().getTables(null, null, HISTORY, null)) {
                if (!tables.next()) {
                    return false;
                }
            }
            try (ResultSet last = statement.executeQuery("SELECT version, success FROM " + HISTORY
                    + " WHERE version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1")) {
                if (!last.next()) {
                    return false;
                }
                String version = last.getString(1);
                if (Integer.parseInt(version) > Integer.parseInt(LATEST)) {
                    throw new StoreException(
                            StoreException.Kind.UNUSABLE,
                            "the database is of a later release: its schema is version " + version
                                    + ", this release knows " + LATEST);
                }
                return version.equals(LATEST) && last.getBoolean(2);
            }
        }
    }

    private void migrate() throws SQLException {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(new OneUrl(url, properties))
                    .locations("classpath:" + FOLDER)
                    .table(HISTORY)
                    .placeholders(ddl)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql) {
                    throw sql;
                }
            }
            throw new StoreException(StoreException.Kind.UNUSABLE, "cannot migrate " + url + ": " + e.getMessage(), e);
        }
    }
}
