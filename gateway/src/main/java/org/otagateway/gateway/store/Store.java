// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of a database, or one of several that share it and decide one after another. Its one writer executes all units of work queued since the last commit in one
 * transaction and completes their futures after the commit; what a future tells is durable. Logic that decides runs as
 * {@link Work}, so all decisions are serial; effects follow in the futures.
 */
public final class Store implements ReadableStore, AutoCloseable {
    private final StoreLock lock;
    private final Database database;
    private final Writer writer;
    private final Mark mark;
    private final Readers readers;

    private Store(StoreLock lock, Database database, Writer writer, Mark mark, Readers readers) {
        this.lock = lock;
        this.database = database;
        this.writer = writer;
        this.mark = mark;
        this.readers = readers;
    }

    /** {@link #open(StoreSettings, StoreMetrics)} with nobody counting. */
    public static Store open(StoreSettings settings) {
        return open(settings, StoreMetrics.NONE);
    }

    /**
     * Takes the lock, migrates the schema and starts the writer. The directory of the database is made where it is
     * missing.
     *
     * @throws StoreException IN_USE where another owns the store, RESTORED where counters were spent since it was as it is now,
     *     UNUSABLE or FULL where it cannot be opened
     */
    public static Store open(StoreSettings settings, StoreMetrics metrics) {
        return open(settings, metrics, InstantSource.system());
    }

    /**
     * The same.
     *
     * @param clock is compared with that of a database that several share
     */
    public static Store open(StoreSettings settings, StoreMetrics metrics, InstantSource clock) {
        return open(settings, metrics, clock, false);
    }

    /**
     * The same, also where the database was restored from a backup; {@link #mark} tells. No counter may be spent from it
     * before {@link #renewMark}.
     */
    public static Store openRestored(StoreSettings settings) {
        return open(settings, StoreMetrics.NONE, InstantSource.system(), true);
    }

    private static Store open(StoreSettings settings, StoreMetrics metrics, InstantSource clock, boolean restored) {
        makeDirectory(settings.database());
        StoreLock lock = StoreLock.take(settings.beside(".lock"));
        Database database = database(settings, clock);
        Sql sql = null;
        Mark mark = null;
        try {
            database.migrate();
            sql = database.openWriter();
            String elsewhere = StoreCopy.retired(sql);
            if (elsewhere != null) {
                throw new StoreException(
                        StoreException.Kind.UNUSABLE,
                        settings.place() + ": it was copied to " + elsewhere
                                + " and is no longer used: its counters go on there");
            }
            mark = StoreMark.open(sql, database, database.mark(), settings.synced());
            if (!restored && mark.state().kind() != MarkState.Kind.CURRENT) {
                throw mark.refusal(settings.place());
            }
            RedoLog redo = RedoLog.open(sql, database.redo(), settings.synced());
            Writer writer = new Writer(sql, database, redo, mark, metrics);
            writer.start();
            return new Store(lock, database, writer, mark, new Readers(database));
        } catch (RuntimeException e) {
            if (mark != null) {
                mark.close();
            }
            closeQuietly(sql);
            lock.close();
            throw e;
        }
    }

    /**
     * Joins those that submit what lies in the store. What a commit makes ready from now on is this gateway's to submit, as
     * long as the lease is valid; where it is not heard of, another takes that over. Once at most.
     *
     * @throws StoreException where the store takes no work
     */
    public Lease join() {
        return database.join(this);
    }

    /** The lease since {@link #join}; before it, and where nobody joins, one under which nothing is submitted. */
    public Lease lease() {
        return database.lease();
    }

    /** Nothing is under way here, and nothing more is submitted; the store stays open. */
    public void leave() {
        database.leave(this);
    }

    /** Whether other gateways may change the store while this one has it open: what is kept in memory may be old then. */
    public boolean shared() {
        return database.shared();
    }

    static Database database(StoreSettings settings, InstantSource clock) {
        return settings.node() == null ? new SqliteDatabase(settings) : new PostgresDatabase(settings, clock);
    }

    static void makeDirectory(Path database) {
        Path directory = database.getParent();
        try {
            if (directory != null) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.UNUSABLE, "cannot make " + directory + ": " + IoFaults.describe(e), e);
        }
    }

    private static void closeQuietly(@Nullable Sql sql) {
        try {
            if (sql != null) {
                sql.close();
            }
        } catch (SQLException e) {
            // the fault that led here is the one to tell
        }
    }

    /**
     * Queues {@code work}. The future completes after the commit that holds it, on the writer's thread: what hangs on it
     * is short and never waits for this store. It fails with what the work threw, or with a {@link StoreException}.
     * From several submits of one thread the works run in that order.
     */
    public <T> CompletableFuture<T> submit(Work<T> work) {
        return writer.submit(work);
    }

    /** Units of work that wait for a commit; a caller that faces the network refuses where it grows. */
    public int queued() {
        return writer.queued();
    }

    /**
     * Reads beside the writer what is durable, on the caller's thread.
     *
     * @throws StoreException where the database cannot be read
     */
    @Override
    public <T> T read(Function<ReadView, T> read) {
        writer.publish();
        return readers.read(read);
    }

    /**
     * Commits a change that means nothing, so that a disk that is full or a database that is locked is noticed while
     * nothing else is written; {@link #ended} then tells the fault.
     */
    public CompletableFuture<Boolean> probe() {
        return writer.probe();
    }

    /**
     * Tells commands that find the store in use where the daemon that owns it takes work over, see {@link StoreOwner}.
     *
     * @throws StoreException UNUSABLE where the lock file cannot be written
     */
    public void announce(URI api) {
        lock.announce(api);
    }

    /** How the database and the mark beside it go together, as of the last commit. */
    public CompletableFuture<MarkState> mark() {
        return writer.submit(tx -> mark.state());
    }

    /** Takes the database for the newest there is, with the commit that does {@code work} too. */
    public <T> CompletableFuture<T> renewMark(Work<T> work) {
        return writer.submit(tx -> {
            T result = work.run(tx);
            mark.renew();
            return result;
        });
    }

    /** Completes with the fault where the store takes no further work: full or unusable. What was committed stays. */
    public CompletableFuture<StoreException> ended() {
        return writer.ended();
    }

    /** Does what is queued, commits it, and frees the lock. Later work fails as CLOSED. */
    @Override
    public void close() {
        writer.close();
        readers.close();
        lock.close();
    }
}
