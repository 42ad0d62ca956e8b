// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/** SQLite with a write-ahead log: one writer, readers beside it that see the last commit. */
final class SqliteDatabase implements Database {
    private static final int BUSY_MILLISECONDS = 5_000;
    private static final int WRITER_CACHE_KIB = 64 * 1024;
    private static final int READER_CACHE_KIB = 8 * 1024;
    /** Pages of the log before they are carried over: each carrying over costs two waits for the disk. */
    private static final int CHECKPOINT_PAGES = 8_192;

    private static final int LOG_LIMIT_OCTETS = 128 * 1024 * 1024;
    /** The words that make the migrations' DDL this database's. */
    static final Map<String, String> DDL =
            Map.of("rowid", "INTEGER PRIMARY KEY", "octets", "BLOB", "clustered", "WITHOUT ROWID");

    private final Path file;
    private final Path mark;
    private final Path redo;
    private final boolean synced;

    SqliteDatabase(StoreSettings settings) {
        this.file = settings.database();
        this.mark = settings.beside(".mark");
        this.redo = settings.beside("-redo");
        this.synced = settings.synced();
    }

    @Override
    public void migrate() {
        if (Files.exists(redo) && Files.exists(file)) {
            // With the schema that it was written for.
            try (Sql sql = openWriter()) {
                RedoLog.recover(redo, sql, this);
            } catch (SQLException e) {
                throw translate(e);
            }
        }
        new Migrations(this, url(), config(WRITER_CACHE_KIB)::toProperties, DDL).run();
    }

    @Override
    public Sql openWriter() {
        SQLiteConfig config = config(WRITER_CACHE_KIB);
        config.setJournalMode(JournalMode.WAL);
        config.setJournalSizeLimit(LOG_LIMIT_OCTETS);
        Sql sql = open(config);
        sql.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        return sql;
    }

    @Override
    public Sql openReader() {
        SQLiteConfig config = config(READER_CACHE_KIB);
        config.setReadOnly(true);
        return open(config);
    }

    private Sql open(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url());
        try {
            return new SqliteSql(source.getConnection(), this);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private SQLiteConfig config(int cacheKib) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLISECONDS);
        config.setSynchronous(synced ? SynchronousMode.FULL : SynchronousMode.OFF);
        config.setTempStore(TempStore.MEMORY);
        config.setCacheSize(-cacheKib);
        // Rows are made by the program's own ids and never deleted under a reference; the check would cost each insert.
        config.enforceForeignKeys(false);
        return config;
    }

    private String url() {
        return "jdbc:sqlite:" + file;
    }

    @Override
    public void begin(Sql writer) {
        writer.execute("BEGIN IMMEDIATE");
    }

    /** Nothing reads the user's version; its page is written whether it changes or not. */
    @Override
    public String probe() {
        return "PRAGMA user_version = 1";
    }

    @Override
    public Path mark() {
        return mark;
    }

    @Override
    public Path redo() {
        return redo;
    }

    @Override
    public void beforeClose(Sql writer) {
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    @Override
    public StoreException translate(SQLException e) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xFF);
        String detail = file + ": " + e.getMessage();
        return switch (code) {
            case SQLITE_FULL -> new StoreException(StoreException.Kind.FULL, "the disk is full: " + detail, e);
            case SQLITE_IOERR,
                    SQLITE_CORRUPT,
                    SQLITE_NOTADB,
                    SQLITE_READONLY,
                    SQLITE_CANTOPEN,
                    SQLITE_BUSY,
                    SQLITE_LOCKED,
                    SQLITE_PERM,
                    SQLITE_AUTH,
                    SQLITE_NOMEM,
                    SQLITE_PROTOCOL ->
                new StoreException(StoreException.Kind.UNUSABLE, "the database is unusable: " + detail, e);
            case SQLITE_CONSTRAINT -> new StoreException(StoreException.Kind.CONFLICT, detail, e);
            default -> new StoreException(StoreException.Kind.FAULT, detail, e);
        };
    }
}
