// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL whose commits wait for the disk, which can crash and start again on its port. */
public final class PostgresServer implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;

    private PostgresServer(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    /** Starts it over an empty {@code data}, with a database {@code ota}. */
    public static PostgresServer start(Path data) {
        PostgresServer started = new PostgresServer(data, start(data, 0));
        try (Connection connection = started.server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE ota");
            return started;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres start(Path data, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the database {@code ota}. */
    public String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/ota?user=postgres";
    }

    /** All its processes end at once, in the middle of whatever they do; then it starts again and recovers. */
    public void crash() {
        vanish();
        comeBack();
    }

    /** All its processes end at once, and nothing listens on its port. */
    public void vanish() {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            Process kill = new ProcessBuilder("kill", "-QUIT", pid).start();
            kill.waitFor(10, TimeUnit.SECONDS);
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts again on its port, and recovers. */
    public void comeBack() {
        server = start(data, server.getPort());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
