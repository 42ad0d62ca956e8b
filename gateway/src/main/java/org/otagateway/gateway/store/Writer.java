// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The thread that writes: everything queued during the last commit goes into the next. */
final class Writer implements AutoCloseable {
    /** Bounds the memory of one transaction and the wait of its first work. */
    private static final int MAX_BATCH = 4_096;

    private final Sql sql;
    private final Database database;
    private final Mark mark;
    private final StoreMetrics metrics;
    private final Transaction transaction;
    private final BlockingQueue<Queued<?>> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<StoreException> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "store-writer");
    private final Object gate = new Object();
    private @Nullable StoreException refusing;

    Writer(Sql sql, Database database, Mark mark, StoreMetrics metrics) {
        this.sql = sql;
        this.database = database;
        this.mark = mark;
        this.metrics = metrics;
        this.transaction = new Transaction(sql, database);
    }

    /** A work, what it gave when it last ran, and who waits for it. */
    private static final class Queued<T> {
        private final @Nullable Work<T> work;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable Throwable failure;

        /** @param work null for the last of all, which ends the writer */
        Queued(@Nullable Work<T> work) {
            this.work = work;
        }

        @SuppressWarnings("NullAway") // no work gives null: only the last of all, which nobody waits for, has none
        void run(Transaction transaction) {
            failure = null;
            result = work == null ? null : work.run(transaction);
        }

        @SuppressWarnings("NullAway") // as above
        void complete() {
            if (failure == null) {
                future.complete(result);
            } else {
                future.completeExceptionally(failure);
            }
        }
    }

    void start() {
        thread.start();
    }

    <T> CompletableFuture<T> submit(Work<T> work) {
        Queued<T> queued = new Queued<>(work);
        synchronized (gate) {
            if (refusing == null) {
                queue.add(queued);
                return queued.future;
            }
            queued.failure = refusing;
        }
        queued.complete();
        return queued.future;
    }

    /** Writes what changes nothing; the disk hears of it. */
    CompletableFuture<Boolean> probe() {
        return submit(tx -> {
            sql.execute(database.probe());
            return true;
        });
    }

    int queued() {
        return queue.size();
    }

    CompletableFuture<StoreException> ended() {
        return ended;
    }

    private void run() {
        List<Queued<?>> batch = new ArrayList<>();
        try {
            run(batch);
        } catch (RuntimeException | Error e) {
            // Without its writer the store is dead; who waits for it must not wait for ever.
            end(new StoreException(StoreException.Kind.UNUSABLE, "the writer of the store failed: " + e, e), batch);
        }
    }

    private void run(List<Queued<?>> batch) {
        boolean last = false;
        while (!last) {
            batch.clear();
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                continue; // only close() ends the writer, and it says so through the queue
            }
            queue.drainTo(batch, MAX_BATCH - 1);
            last = batch.get(batch.size() - 1).work == null;
            StoreException end = write(batch);
            if (end != null) {
                end(end, batch);
                return;
            }
        }
        closeConnection();
    }

    /** Commits {@code batch} and tells who waits; gives the fault that ends the store, or null. */
    private @Nullable StoreException write(List<Queued<?>> batch) {
        long start = System.nanoTime();
        StoreException end = together(batch);
        if (end != null && !end.kind().ends()) {
            end = apart(batch);
        }
        if (end == null) {
            metrics.committed(batch.size(), System.nanoTime() - start);
            batch.forEach(Queued::complete);
        }
        return end;
    }

    /** All in one transaction without savepoints; a FAULT where one of them failed and nothing is written. */
    private @Nullable StoreException together(List<Queued<?>> batch) {
        try {
            begin();
        } catch (StoreException e) {
            return ending(e);
        }
        try {
            for (Queued<?> queued : batch) {
                queued.run(transaction);
            }
            mark.enter(transaction.passed());
            sql.flush();
        } catch (Throwable t) {
            return rolledBack(t);
        }
        return commit();
    }

    /** The same works in one transaction, each behind a savepoint, so that a bad one fails alone. */
    private @Nullable StoreException apart(List<Queued<?>> batch) {
        try {
            begin();
            for (Queued<?> queued : batch) {
                long passed = transaction.passed();
                sql.execute("SAVEPOINT work");
                try {
                    queued.run(transaction);
                    sql.flush();
                } catch (Throwable t) {
                    sql.drop();
                    if (t instanceof StoreException e && e.kind().ends()) {
                        throw e;
                    }
                    queued.failure = t;
                    sql.execute("ROLLBACK TO SAVEPOINT work");
                    transaction.backTo(passed);
                }
                sql.execute("RELEASE SAVEPOINT work");
            }
            mark.enter(transaction.passed());
        } catch (StoreException e) {
            rollBack();
            return ending(e);
        }
        return commit();
    }

    private void begin() {
        database.begin(sql);
        transaction.begin();
    }

    private @Nullable StoreException commit() {
        try {
            sql.execute("COMMIT");
            database.committed();
            mark.committed();
            return null;
        } catch (StoreException e) {
            // Whether it is durable is not known; the next start finds out. Going on could lie.
            rollBack();
            return ending(e);
        }
    }

    private StoreException rolledBack(Throwable t) {
        StoreException rollback = rollBack();
        if (t instanceof StoreException e && e.kind().ends()) {
            return e;
        }
        if (rollback != null) {
            return ending(rollback);
        }
        return new StoreException(StoreException.Kind.FAULT, "a work failed", t);
    }

    /** Gives what went wrong, or null; a full disk may have rolled back already. */
    private @Nullable StoreException rollBack() {
        mark.forget();
        sql.drop();
        try {
            sql.execute("ROLLBACK");
            return null;
        } catch (StoreException e) {
            return e;
        }
    }

    private static StoreException ending(StoreException e) {
        return e.kind().ends()
                ? e
                : new StoreException(StoreException.Kind.UNUSABLE, "the database is unusable: " + e.getMessage(), e);
    }

    private void end(StoreException fault, List<Queued<?>> batch) {
        synchronized (gate) {
            refusing = fault;
            queue.drainTo(batch);
        }
        ended.complete(fault);
        for (Queued<?> queued : batch) {
            queued.failure = fault;
            queued.complete();
        }
        closeConnection();
    }

    private void closeConnection() {
        mark.close();
        try {
            database.beforeClose(sql);
        } catch (StoreException e) {
            // the log is carried over at the next start instead
        }
        try {
            sql.close();
        } catch (SQLException e) {
            // everything is committed
        }
    }

    @Override
    public void close() {
        synchronized (gate) {
            if (refusing == null) {
                refusing = new StoreException(StoreException.Kind.CLOSED, "the store is closed");
                queue.add(new Queued<Object>(null));
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
