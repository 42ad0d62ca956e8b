// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes: everything queued while the last batch became durable goes into the next. With a {@link RedoLog} a
 * batch is durable once that holds it, and the database commits many of them at once.
 */
final class Writer implements AutoCloseable {
    /** Bounds the memory of one transaction and the wait of its first work. */
    private static final int MAX_BATCH = 4_096;

    /** The longest that batches stand in the redo log alone. */
    private static final long CARRY_OVER_NANOS = Duration.ofSeconds(1).toNanos();
    /** Octets in the redo log after which the database commits: bounds the file, and what a start does again. */
    private static final long MOST_LOGGED = 16L * 1024 * 1024;
    /** A batch of so many statements is followed by one that is committed by itself: something large is written. */
    private static final int MANY = 2_000;

    private final Sql sql;
    private final Database database;
    private final @Nullable RedoLog redo;
    private final Mark mark;
    private final StoreMetrics metrics;
    private final Transaction transaction;
    private final BlockingQueue<Queued<?>> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<StoreException> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "store-writer");
    private final Object gate = new Object();
    private volatile boolean behind;
    private boolean open;
    private boolean large;
    private long carryOverAt;
    private @Nullable StoreException refusing;

    /** @param redo null: each batch is committed by itself */
    Writer(Sql sql, Database database, @Nullable RedoLog redo, Mark mark, StoreMetrics metrics) {
        this.redo = redo;
        this.sql = sql;
        this.database = database;
        this.mark = mark;
        this.metrics = metrics;
        this.transaction = new Transaction(sql, database);
    }

    /** A work, what it gave when it last ran, and who waits for it. */
    private static final class Queued<T> {
        private final @Nullable Work<T> work;
        private final boolean carriesOver;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable Throwable failure;

        /**
         * @param work null for the last of all, which ends the writer
         * @param carriesOver the database itself is to commit it
         */
        Queued(@Nullable Work<T> work, boolean carriesOver) {
            this.work = work;
            this.carriesOver = carriesOver;
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
        return submit(new Queued<>(work, false));
    }

    private <T> CompletableFuture<T> submit(Queued<T> queued) {
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
        return submit(new Queued<>(
                tx -> {
                    sql.execute(database.probe());
                    return true;
                },
                true));
    }

    /** Has the database commit what is durable, so that a connection beside this one sees it. */
    void publish() {
        if (behind && Thread.currentThread() != thread) {
            try {
                boolean unused = submit(new Queued<>(tx -> true, true)).join();
            } catch (CompletionException e) {
                // the store has ended: what the database holds is what can be read
            }
        }
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
            StoreException end;
            if (fill(batch)) {
                last = batch.get(batch.size() - 1).work == null;
                end = write(batch, last);
            } else {
                end = carryOver(false);
            }
            if (end != null) {
                end(end, batch);
                return;
            }
        }
        closeConnection();
    }

    /** Takes what is queued; false where nothing came until the database is to commit. */
    private boolean fill(List<Queued<?>> batch) {
        Queued<?> first = null;
        try {
            first = open ? queue.poll(carryOverAt - System.nanoTime(), TimeUnit.NANOSECONDS) : queue.take();
        } catch (InterruptedException e) {
            // only close() ends the writer, and it says so through the queue
        }
        if (first == null) {
            return false;
        }
        batch.add(first);
        queue.drainTo(batch, MAX_BATCH - 1);
        return true;
    }

    /** Makes {@code batch} durable and tells who waits; gives the fault that ends the store, or null. */
    private @Nullable StoreException write(List<Queued<?>> batch, boolean last) {
        long start = System.nanoTime();
        boolean carriesOver = last || batch.stream().anyMatch(queued -> queued.carriesOver);
        StoreException end = together(batch, carriesOver);
        boolean apart = end != null && !end.kind().ends();
        if (apart) {
            end = apart(batch, carriesOver);
        }
        if (end != null) {
            return end;
        }
        metrics.committed(batch.size(), System.nanoTime() - start);
        behind = open;
        batch.forEach(Queued::complete);
        // After a bad work too: the next one would have all batches since the last commit done again.
        boolean due = apart || System.nanoTime() - carryOverAt >= 0 || logged() >= MOST_LOGGED;
        return due ? carryOver(false) : null;
    }

    private long logged() {
        return redo == null ? 0 : redo.size();
    }

    /** All in one transaction without savepoints; a FAULT where one of them failed and nothing is written. */
    private @Nullable StoreException together(List<Queued<?>> batch, boolean carriesOver) {
        try {
            begin(!carriesOver);
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
    private @Nullable StoreException apart(List<Queued<?>> batch, boolean carriesOver) {
        try {
            begin(!carriesOver);
            for (Queued<?> queued : batch) {
                long passed = transaction.passed();
                int recorded = redo == null ? 0 : redo.record().mark();
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
                    if (redo != null) {
                        redo.record().backTo(recorded);
                    }
                }
                sql.execute("RELEASE SAVEPOINT work");
            }
            mark.enter(transaction.passed());
            sql.flush();
        } catch (StoreException e) {
            rollBack();
            return ending(e);
        }
        return commit();
    }

    /** A batch begins, in the transaction that is open or in a new one. */
    private void begin(boolean logged) {
        if (!open) {
            database.begin(sql);
            open = true;
            carryOverAt = System.nanoTime() + CARRY_OVER_NANOS;
            if (redo != null && redo.size() > 0) {
                // It was rolled back with what is durable in it.
                redo.replay(sql);
                sql.flush();
            }
        }
        transaction.begin();
        if (redo != null) {
            redo.record().begin(logged && !large);
        }
    }

    /** Makes the batch durable: by the log, or by a commit of the database. */
    private @Nullable StoreException commit() {
        if (redo == null) {
            return carryOver(false);
        }
        RedoRecord record = redo.record();
        record.end();
        large = record.operations() > MANY;
        if (!record.isWhole()) {
            return carryOver(true);
        }
        if (record.isEmpty()) {
            return null;
        }
        try {
            redo.append();
            mark.committed();
            return null;
        } catch (StoreException e) {
            // Whether it is durable is not known; the next start finds out. Going on could lie.
            rollBack();
            return ending(e);
        }
    }

    /**
     * The database commits all that is in its transaction.
     *
     * @param oneMore the batch under way is not in the log
     */
    private @Nullable StoreException carryOver(boolean oneMore) {
        if (!open) {
            return null;
        }
        try {
            if (redo != null && (oneMore || redo.size() > 0)) {
                redo.note(sql, oneMore);
            }
            sql.execute("COMMIT");
            open = false;
            behind = false;
            if (redo != null) {
                redo.restart();
            }
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
        open = false;
        if (redo != null) {
            redo.record().drop();
        }
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
        if (redo != null) {
            redo.close();
        }
    }

    @Override
    public void close() {
        synchronized (gate) {
            if (refusing == null) {
                refusing = new StoreException(StoreException.Kind.CLOSED, "the store is closed");
                queue.add(new Queued<Object>(null, true));
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
