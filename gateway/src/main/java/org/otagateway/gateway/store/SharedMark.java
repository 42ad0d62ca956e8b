// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that was restored, or whose standby took over without its last commits, where several gateways share it.
 * Each has a file of its own: how many counter values it passed over itself, and how many all did as far as it has seen. The
 * database holds both in the commits that spend. A gateway that finds the database behind its file writes so into the
 * database, and from then on none of them spends, until the counters were moved on.
 */
final class SharedMark implements Mark {
    /** The row of all gateways together. */
    private static final String ALL = "";

    private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();
    /** How old what is known of the others may be at the next commit, with which a gateway is heard of anyway. */
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Sql sql;
    private final Path path;
    private final boolean synced;
    private final String instance;
    private final String name;
    private MarkState state;
    private @Nullable MarkFile file;
    private MarkFile.Mark written;
    private MarkFile.Mark entered;
    private boolean renewing;
    private long lastSync = System.nanoTime();
    private long lastLook = lastSync;

    private record Row(String node, String instance, long passed, long lost) {}

    private SharedMark(Sql sql, Path path, boolean synced, MarkFile.Mark stored, String name, MarkState state) {
        this.sql = sql;
        this.path = path;
        this.synced = synced;
        this.instance = stored.instance();
        this.name = name;
        this.state = state;
        this.written = stored;
        this.entered = stored;
    }

    /** Compares the database with the file of this gateway, and makes what is missing of both. */
    static Mark open(Sql sql, Database database, Path path, boolean synced) {
        Optional<MarkFile.Mark> found = MarkFile.read(path);
        database.begin(sql);
        try {
            SharedMark mark = open(sql, path, synced, found);
            sql.execute("COMMIT");
            if (mark.state.kind() == MarkState.Kind.CURRENT) {
                mark.follow();
            }
            return mark;
        } catch (RuntimeException e) {
            rollBack(sql);
            throw e;
        }
    }

    private static void rollBack(Sql sql) {
        try {
            sql.execute("ROLLBACK");
        } catch (StoreException e) {
            // the fault that led here is the one to tell
        }
    }

    private static SharedMark open(Sql sql, Path path, boolean synced, Optional<MarkFile.Mark> read) {
        Optional<MarkFile.Mark> found = read;
        Row all = row(sql, ALL);
        String instance = all != null
                ? all.instance()
                : found.map(MarkFile.Mark::instance).orElseGet(StoreMark::drawn);
        long passed = all == null ? 0 : all.passed();
        if (found.isPresent()
                && !found.get().instance().equals(instance)
                && found.get().passed() == 0) {
            found = Optional.empty(); // it knows of nothing that was spent
        }
        if (found.isPresent() && !found.get().instance().equals(instance)) {
            // Of another store; its file stays as it is until somebody says so.
            String drawn = StoreMark.drawn();
            MarkFile.Mark stored = new MarkFile.Mark(instance, passed, new MarkFile.Own(drawn, 0));
            return new SharedMark(sql, path, synced, stored, drawn, state(sql, true));
        }
        MarkFile.Mark told = found.orElse(MarkFile.Mark.of(instance, passed));
        MarkFile.Own own = told.own();
        if (own == null) {
            own = new MarkFile.Own(StoreMark.drawn(), 0);
            // First the file: a row of a name that no file has would stay behind.
            MarkFile.make(path, new MarkFile.Mark(instance, told.passed(), own));
        }
        insert(sql, ALL, instance);
        insert(sql, own.name(), instance);
        Row mine = Objects.requireNonNull(row(sql, own.name()));
        long ownLost = Math.max(0, own.passed() - mine.passed());
        long othersLost = Math.max(0, told.passed() - own.passed() - (passed - mine.passed()));
        if (ownLost + othersLost > mine.lost()) {
            sql.update("UPDATE store_mark SET lost = ? WHERE node = ?", ownLost + othersLost, own.name());
        }
        MarkFile.Mark stored = new MarkFile.Mark(instance, passed, new MarkFile.Own(own.name(), mine.passed()));
        return new SharedMark(sql, path, synced, stored, own.name(), state(sql, false));
    }

    private static @Nullable Row row(Sql sql, String node) {
        return sql.first(
                "SELECT node, instance, passed, lost FROM store_mark WHERE node = ?",
                row -> new Row(row.text(1), row.text(2), row.number(3), row.number(4)),
                node);
    }

    private static void insert(Sql sql, String node, String instance) {
        sql.update(
                "INSERT INTO store_mark (node, instance, passed, floor) VALUES (?, ?, 0, 0) ON CONFLICT (node) DO NOTHING",
                node,
                instance);
    }

    /** What the files of different gateways miss may overlap; their sum is enough in any case. */
    private static long lost(Sql sql) {
        return sql.number("SELECT CAST(sum(lost) AS BIGINT) FROM store_mark");
    }

    private static MarkState state(Sql sql, boolean foreign) {
        long lost = lost(sql);
        if (lost > 0) {
            return new MarkState(MarkState.Kind.RESTORED, lost);
        }
        return foreign ? new MarkState(MarkState.Kind.FOREIGN, 0) : MarkState.CURRENT;
    }

    @Override
    public MarkState state() {
        return state;
    }

    @Override
    public StoreException refusal(String store) {
        String why = state.kind() == MarkState.Kind.FOREIGN
                ? "the mark " + path.getFileName() + " is that of another store; run 'ota store adopt' where it is the"
                        + " newest there is, 'ota counters advance --by N' where it was restored from a backup"
                : restored(state.lost());
        return new StoreException(StoreException.Kind.RESTORED, store + ": no counter is spent from it: " + why);
    }

    private static String restored(long lost) {
        return "it was restored from a backup, or lost commits when a standby took over, since the marks of its gateways"
                + " know of " + lost + " counter values more that were spent; stop all gateways and run 'ota counters"
                + " advance' once";
    }

    @Override
    public void enter(long more) {
        if (renewing) {
            sql.update("UPDATE store_mark SET passed = passed + ? WHERE node = ?", lost(sql), ALL);
            sql.update("UPDATE store_mark SET passed = passed + lost, lost = 0 WHERE lost > 0");
            insert(sql, name, instance);
        }
        if (renewing || more > 0) {
            spend(more);
        } else if (file != null && System.nanoTime() - lastLook >= LOOK_NANOS) {
            lastLook = System.nanoTime();
            long passed = sql.number("SELECT passed FROM store_mark WHERE node = ?", ALL);
            entered = new MarkFile.Mark(instance, passed, written.own());
        }
    }

    private void spend(long more) {
        List<Row> rows = sql.list(
                "UPDATE store_mark SET passed = passed + ? WHERE node IN (?, ?) AND instance = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM store_mark m WHERE m.lost > 0)"
                        + " RETURNING node, instance, passed, lost",
                row -> new Row(row.text(1), row.text(2), row.number(3), row.number(4)),
                more,
                ALL,
                name,
                instance);
        if (rows.size() != 2) {
            throw new StoreException(
                    StoreException.Kind.RESTORED, "no counter is spent from the store: " + restored(lost(sql)));
        }
        Row all = rows.get(rows.get(0).node().equals(ALL) ? 0 : 1);
        Row mine = rows.get(all.equals(rows.get(0)) ? 1 : 0);
        entered = new MarkFile.Mark(instance, all.passed(), new MarkFile.Own(name, mine.passed()));
    }

    @Override
    public void committed() {
        boolean more = !entered.equals(written);
        written = entered;
        if (renewing) {
            renewing = false;
            closeFile();
            MarkFile.make(path, written);
            state = MarkState.CURRENT;
            follow();
            return;
        }
        MarkFile opened = file;
        if (more && opened != null) {
            opened.write(written);
            long now = System.nanoTime();
            if (now - lastSync >= SYNC_NANOS) {
                lastSync = now;
                opened.sync();
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
        entered = written;
    }

    private void follow() {
        MarkFile opened = MarkFile.open(path, synced);
        file = opened;
        opened.write(written);
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
