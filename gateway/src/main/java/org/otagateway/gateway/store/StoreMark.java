// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that was restored from a backup by a file beside it. Both hold how many counter values were passed over
 * by spending: the database in the commit that spends, the file after that commit and before anyone hears of it. So the file
 * is never ahead of its database, whatever crashes; a database that is behind its file has lost what it spent. Runs on the
 * writer's thread once the store is open.
 */
final class StoreMark implements Mark {
    /** What is kept by the one process that owns an embedded store. */
    private static final String NODE = "";

    private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();

    private final Sql sql;
    private final @Nullable Path path;
    private final boolean synced;
    private final String instance;
    private final long marked;
    private MarkState state;
    private @Nullable MarkFile file;
    private long passed;
    private long entered;
    private boolean renewing;
    private long lastSync = System.nanoTime();

    private record Row(String instance, long passed) {}

    private StoreMark(Sql sql, @Nullable Path path, boolean synced, Row row, MarkState state, long marked) {
        this.sql = sql;
        this.path = path;
        this.synced = synced;
        this.instance = row.instance();
        this.passed = row.passed();
        this.entered = passed;
        this.state = state;
        this.marked = marked;
    }

    /**
     * Compares the database with the file beside it, and makes both where there is neither.
     *
     * @param path of that file; null where the database keeps none
     */
    static Mark open(Sql sql, Database database, @Nullable Path path, boolean synced) {
        if (database.shared() && path != null) {
            return SharedMark.open(sql, database, path, synced);
        }
        Row row = row(sql);
        Optional<MarkFile.Mark> found = path == null ? Optional.empty() : MarkFile.read(path);
        MarkState state = path == null ? MarkState.CURRENT : state(row, found);
        long marked = found.map(MarkFile.Mark::passed).orElse(0L);
        if (row == null) {
            row = new Row(found.map(MarkFile.Mark::instance).orElseGet(StoreMark::drawn), 0);
            if (path != null && found.isEmpty()) {
                // First the file: a database without it would be refused.
                MarkFile.make(path, MarkFile.Mark.of(row.instance(), 0));
            }
            insert(sql, database, row);
        }
        StoreMark mark = new StoreMark(sql, path, synced, row, state, marked);
        if (path != null && state.kind() == MarkState.Kind.CURRENT) {
            mark.follow(path);
        }
        return mark;
    }

    static String drawn() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static @Nullable Row row(Sql sql) {
        return sql.first(
                "SELECT instance, passed FROM store_mark WHERE node = ?",
                found -> new Row(found.text(1), found.number(2)),
                NODE);
    }

    private static void insert(Sql sql, Database database, Row row) {
        database.begin(sql);
        sql.update(
                "INSERT INTO store_mark (node, instance, passed, floor) VALUES (?, ?, ?, 0) ON CONFLICT (node) DO NOTHING",
                NODE,
                row.instance(),
                row.passed());
        sql.execute("COMMIT");
    }

    private static MarkState state(@Nullable Row row, Optional<MarkFile.Mark> found) {
        if (row == null) {
            // A store that is new; or its database is, and the file is left from the one that was there before.
            long lost = found.map(MarkFile.Mark::passed).orElse(0L);
            return lost == 0 ? MarkState.CURRENT : new MarkState(MarkState.Kind.RESTORED, lost);
        }
        if (found.isEmpty()) {
            return new MarkState(MarkState.Kind.UNMARKED, 0);
        }
        if (!found.get().instance().equals(row.instance())) {
            return new MarkState(MarkState.Kind.FOREIGN, 0);
        }
        long lost = found.get().passed() - row.passed();
        return lost <= 0 ? MarkState.CURRENT : new MarkState(MarkState.Kind.RESTORED, lost);
    }

    @Override
    public MarkState state() {
        return state;
    }

    @Override
    public StoreException refusal(String store) {
        String beside = path == null ? "" : String.valueOf(path.getFileName());
        String found = switch (state.kind()) {
            case RESTORED ->
                "it was restored from a backup, since its mark " + beside + " knows of " + state.lost()
                        + " counter values more that were spent";
            case FOREIGN -> "the mark " + beside + " is that of another store";
            case UNMARKED, CURRENT -> "its mark " + beside + " is missing";
        };
        String help = state.kind() == MarkState.Kind.RESTORED
                ? "run 'ota counters advance' once"
                : "run 'ota counters advance --by N' where it was restored from a backup, 'ota store adopt' where it was"
                        + " moved and is the newest there is";
        return new StoreException(
                StoreException.Kind.RESTORED, store + ": no counter is spent from it: " + found + "; " + help);
    }

    @Override
    public void enter(long more) {
        entered = renewing ? Math.max(passed, marked) + more + 1 : passed + more;
        if (path != null && entered != passed) {
            sql.update("UPDATE store_mark SET passed = ? WHERE node = ?", entered, NODE);
        }
    }

    @Override
    public void committed() {
        boolean more = entered != passed;
        passed = entered;
        Path at = path;
        if (at == null) {
            return;
        }
        if (renewing) {
            renewing = false;
            closeFile();
            MarkFile.make(at, mark());
            state = MarkState.CURRENT;
            follow(at);
        } else if (more && file != null) {
            file.write(mark());
            long now = System.nanoTime();
            if (now - lastSync >= SYNC_NANOS) {
                lastSync = now;
                file.sync();
            }
        }
    }

    @Override
    public void renew() {
        renewing = true;
    }

    @Override
    public void forget() {
        renewing = false;
        entered = passed;
    }

    private void follow(Path at) {
        MarkFile opened = MarkFile.open(at, synced);
        file = opened;
        opened.write(mark());
    }

    private MarkFile.Mark mark() {
        return MarkFile.Mark.of(instance, passed);
    }

    private void closeFile() {
        MarkFile opened = file;
        if (opened != null) {
            opened.close();
            file = null;
        }
    }

    @Override
    public void close() {
        closeFile();
    }
}
