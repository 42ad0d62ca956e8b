// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * PostgreSQL, which several gateways may share. Each transaction of a writer begins with one lock of the whole store, so the
 * transactions of all gateways run one after another and each sees all before it: what is decided in one is as serial as in
 * the embedded database. A commit whose fate is not known when its connection breaks is settled by the same lock: the next
 * transaction waits until the server has ended that one, and reads what became of it.
 */
final class PostgresDatabase implements Database {
    /** Names the lock among those of other programs: "OTA" and the release of this rule. */
    private static final long LOCK = 0x4F544101L;

    private static final Map<String, String> DDL =
            Map.of("rowid", "BIGINT PRIMARY KEY", "octets", "BYTEA", "clustered", "");
    private static final String WRITER = "SET client_connection_check_interval = '2s';"
            // Rows are found by their keys; tables that grow from nothing have no statistics yet.
            + " SET enable_seqscan = off; SET jit = off";

    private static final String READER =
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                    + " SET idle_in_transaction_session_timeout = '60s'; SET enable_seqscan = off; SET jit = off";

    private static final String BEGIN = "BEGIN; SELECT pg_advisory_xact_lock(" + LOCK + ")";

    private final ServerUrl server;
    private final boolean synced;
    private final Duration hangs;
    private final Membership membership;
    private final Path mark;

    PostgresDatabase(StoreSettings settings, InstantSource clock) {
        NodeSettings node = Objects.requireNonNull(settings.node());
        this.server = node.server();
        this.synced = settings.synced();
        this.hangs = node.lease().multipliedBy(2).dividedBy(3);
        this.membership = new Membership(node, settings.beside(".node"), clock);
        this.mark = settings.beside(".mark");
    }

    @Override
    public void migrate() {
        new Migrations(this, server.url(), server::properties, DDL).run();
    }

    @Override
    public Sql openWriter() {
        Sql sql = open();
        try {
            sql.execute(WRITER);
            // A writer that hangs in the middle of a transaction stops the others for no longer than its lease.
            sql.execute("SET idle_in_transaction_session_timeout = " + hangs.toMillis());
            if (synced) {
                requireDurable(sql);
            }
            return sql;
        } catch (RuntimeException e) {
            closeQuietly(sql);
            throw e;
        }
    }

    /** Design rule 1: a counter is durable before it is used. */
    private void requireDurable(Sql sql) {
        require(sql, "fsync", "on", "a power cut would lose spent counters");
        require(sql, "full_page_writes", "on", "a power cut would lose spent counters");
        // A server that is told to wait for its standbys as well may go on doing so.
        if (!setting(sql, "synchronous_commit").equals("remote_apply")) {
            sql.execute("SET synchronous_commit = on");
        }
        require(sql, "transaction_read_only", "off", "it is a standby");
    }

    private void require(Sql sql, String name, String wanted, String why) {
        String value = setting(sql, name);
        if (!value.equals(wanted)) {
            throw new StoreException(
                    StoreException.Kind.UNUSABLE,
                    server.place() + ": expected " + name + " = " + wanted + ", got " + value + ": " + why);
        }
    }

    private static String setting(Sql sql, String name) {
        return Objects.requireNonNull(sql.first("SELECT current_setting('" + name + "')", row -> row.text(1)));
    }

    @Override
    public Sql openReader() {
        Sql sql = open();
        try {
            sql.execute(READER);
            return sql;
        } catch (RuntimeException e) {
            closeQuietly(sql);
            throw e;
        }
    }

    private Sql open() {
        Properties properties = server.properties();
        properties.setProperty("socketTimeout", "60");
        try {
            return new Sql(DriverManager.getConnection(server.url(), properties), this);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private static void closeQuietly(Sql sql) {
        try {
            sql.close();
        } catch (SQLException e) {
            // the fault that led here is the one to tell
        }
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public void begin(Sql writer) {
        membership.begin(writer, BEGIN);
    }

    @Override
    public void committed() {
        membership.committed();
    }

    @Override
    public Lease join(Store store) {
        return membership.join(store);
    }

    @Override
    public Lease lease() {
        return membership.lease();
    }

    @Override
    public long node() {
        return membership.node();
    }

    @Override
    public void leave(Store store) {
        membership.leave(store);
    }

    @Override
    public String probe() {
        return "UPDATE fact SET value = value WHERE name = 'vault-proof'";
    }

    /** Each node has its own: what it saw committed. */
    @Override
    public Path mark() {
        return mark;
    }

    @Override
    public void beforeClose(Sql writer) {
        // the server keeps its log by itself
    }

    @Override
    public StoreException translate(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String detail = server.place() + ": " + e.getMessage();
        if (state.equals("53100")) {
            return new StoreException(StoreException.Kind.FULL, "the disk of the server is full: " + detail, e);
        }
        StoreException.Kind kind = kind(state);
        return new StoreException(
                kind, kind == StoreException.Kind.UNUSABLE ? "the database is unusable: " + detail : detail, e);
    }

    /** By class of SQLSTATE (PostgreSQL appendix A). */
    private static StoreException.Kind kind(String state) {
        String group = state.length() < 2 ? "" : state.substring(0, 2);
        return switch (group) {
            case "23" -> StoreException.Kind.CONFLICT;
            // Data, syntax, or a transaction that failed before: this work's own fault. 42501: no permission.
            case "21", "22", "42" -> state.equals("42501") ? StoreException.Kind.UNUSABLE : StoreException.Kind.FAULT;
            case "25" -> state.equals("25P02") ? StoreException.Kind.FAULT : StoreException.Kind.UNUSABLE;
            // All else is the server, the way to it, or who we are there; after a rollback of its own choice (class 40)
            // the state in memory is in doubt as after a crash.
            default -> StoreException.Kind.UNUSABLE;
        };
    }
}
