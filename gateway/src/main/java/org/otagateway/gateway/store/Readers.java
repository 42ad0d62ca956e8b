// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A few read-only connections, opened when they are first needed. */
final class Readers implements AutoCloseable {
    private static final int MAX = 4;

    private final Database database;
    private final Semaphore permits = new Semaphore(MAX);
    private final Deque<Reader> idle = new ArrayDeque<>();
    private boolean closed;

    Readers(Database database) {
        this.database = database;
    }

    private record Reader(Sql sql, ReadView view) {}

    <T> T read(Function<ReadView, T> read) {
        permits.acquireUninterruptibly();
        try {
            Reader reader = take();
            boolean good = false;
            try {
                reader.sql.execute("BEGIN");
                T result = read.apply(reader.view);
                reader.sql.execute("COMMIT");
                good = true;
                return result;
            } finally {
                giveBack(reader, good);
            }
        } finally {
            permits.release();
        }
    }

    private Reader take() {
        synchronized (idle) {
            if (closed) {
                throw new StoreException(StoreException.Kind.CLOSED, "the store is closed");
            }
            Reader reader = idle.poll();
            if (reader != null) {
                return reader;
            }
        }
        Sql sql = database.openReader();
        return new Reader(sql, new ReadView(sql));
    }

    private void giveBack(Reader reader, boolean good) {
        synchronized (idle) {
            if (good && !closed) {
                idle.push(reader);
                return;
            }
        }
        close(reader);
    }

    private static @Nullable SQLException close(Reader reader) {
        try {
            reader.sql.close();
            return null;
        } catch (SQLException e) {
            return e; // it only read: nothing is lost
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(Readers::close);
            idle.clear();
        }
    }
}
