// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One PostgreSQL for a test class and what is nested in it, with an empty database for each test that asks. */
final class PostgresServer implements BeforeAllCallback, AfterAllCallback {
    private static final String TEMPLATE = "migrated";

    private final AtomicInteger databases = new AtomicInteger();
    private int classes;
    private @Nullable EmbeddedPostgres server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (classes++ == 0) {
            // Nothing needs to outlive the server.
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            run("CREATE DATABASE " + TEMPLATE);
            new PostgresDatabase(settings(TEMPLATE, Path.of("unused")), InstantSource.system()).migrate();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (--classes == 0) {
            server().close();
        }
    }

    private EmbeddedPostgres server() {
        return Objects.requireNonNull(server);
    }

    /** A new database with the tables of this release. */
    String fresh() {
        String name = "t" + databases.incrementAndGet();
        run("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return name;
    }

    /** A new database with nothing in it. */
    String empty() {
        String name = "t" + databases.incrementAndGet();
        run("CREATE DATABASE " + name);
        return name;
    }

    StoreSettings settings(String database, Path folder) {
        return settings(database, folder, "ota", Duration.ofSeconds(3));
    }

    StoreSettings settings(String database, Path folder, String node, Duration lease) {
        return StoreSettings.postgres(
                        new NodeSettings(ServerUrl.parse(url(database) + "?user=postgres"), node, lease), folder)
                .notSynced();
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + server().getPort() + "/" + database;
    }

    void run(String statement) {
        run("postgres", statement);
    }

    void run(String database, String statement) {
        try (Connection connection = server().getDatabase("postgres", database).getConnection();
                Statement s = connection.createStatement()) {
            s.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
