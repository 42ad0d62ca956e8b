// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.packet.bytes.Octets;

/** What was told to be stored and the database had not committed is found again after a crash. */
class RedoLogTest {
    private static final int HEADER = 64;

    @TempDir
    Path directory;

    private Store open(Path file) {
        return Store.open(StoreSettings.sqlite(file).notSynced());
    }

    private static void insert(Store store, String iccid) {
        long unused = store.submit(tx -> tx.cards()
                        .insert(iccid, "49" + iccid, null, null, "generic", Instant.EPOCH)
                        .id())
                .join();
    }

    /** The files as a crash at this moment leaves them. */
    private Path crashed(String name) throws IOException {
        Path to = Files.createDirectory(directory.resolve(name));
        try (var files = Files.list(directory.resolve("store"))) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".lock")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to.resolve("ota.db");
    }

    private Path file() {
        return directory.resolve("store/ota.db");
    }

    private static long cards(Store store) {
        return store.read(view -> view.cards().count());
    }

    /** The lengths of the records in a log. */
    private static List<Integer> ends(Path redo) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(redo));
        List<Integer> ends = new ArrayList<>();
        for (int at = HEADER; all.getInt(at) != 0; at += 8 + all.getInt(at)) {
            ends.add(at + 8 + all.getInt(at));
        }
        return ends;
    }

    @Test
    void aLogCutAnywhereGivesTheBatchesThatAreWholeInIt() throws IOException {
        Path crash;
        try (Store store = open(file())) {
            IntStream.range(0, 4).forEach(i -> insert(store, "89" + i));
            crash = crashed("crash");
        }
        Path redo = crash.resolveSibling("ota.db-redo");
        byte[] log = Files.readAllBytes(redo);
        List<Integer> ends = ends(redo);
        assertThat(ends).hasSize(4);
        for (int cut = 0; cut <= ends.get(3) + 1; cut = cut > HEADER ? cut + 7 : cut + 1) {
            int length = cut;
            Path at = Files.createDirectory(directory.resolve("cut" + cut)).resolve("ota.db");
            for (String suffix : List.of("", "-wal", ".mark")) {
                Files.copy(crash.resolveSibling("ota.db" + suffix), at.resolveSibling("ota.db" + suffix));
            }
            byte[] rest = log.clone();
            java.util.Arrays.fill(rest, cut, rest.length, (byte) 0x55); // what stood there before
            Files.write(at.resolveSibling("ota.db-redo"), rest);
            try (Store store = open(at)) {
                assertThat(cards(store))
                        .isEqualTo(ends.stream().filter(end -> end <= length).count());
                insert(store, "new");
                assertThatObject(store.read(view -> view.cards().findByIccid("new")))
                        .isNotNull();
            }
        }
    }

    @Test
    void anOctetChangedAnywhereEndsTheLogThere() throws IOException {
        Path crash;
        try (Store store = open(file())) {
            IntStream.range(0, 3).forEach(i -> insert(store, "89" + i));
            crash = crashed("crash");
        }
        Path redo = crash.resolveSibling("ota.db-redo");
        byte[] log = Files.readAllBytes(redo);
        List<Integer> ends = ends(redo);
        for (int changed = HEADER; changed < ends.get(2); changed += 11) {
            int octet = changed;
            Path at = Files.createDirectory(directory.resolve("changed" + changed))
                    .resolve("ota.db");
            for (String suffix : List.of("", "-wal", ".mark")) {
                Files.copy(crash.resolveSibling("ota.db" + suffix), at.resolveSibling("ota.db" + suffix));
            }
            byte[] other = log.clone();
            other[changed] ^= 0x41;
            Files.write(at.resolveSibling("ota.db-redo"), other);
            try (Store store = open(at)) {
                assertThat(cards(store))
                        .isEqualTo(ends.stream().filter(end -> end <= octet).count());
            }
        }
    }

    @Test
    void aCrashAfterTheDatabaseCommittedDoesNothingTwice() throws IOException {
        Path crash;
        try (Store store = open(file())) {
            insert(store, "891");
            for (int i = 0; i < 3; i++) {
                add(store, "job", 10);
                store.probe().join(); // the database commits
            }
            add(store, "job", 10);
            crash = crashed("crash");
        }
        try (Store store = open(crash)) {
            assertThat(added(store, "job")).isEqualTo(40);
        }
        try (Store store = open(crash)) {
            assertThat(added(store, "job")).isEqualTo(40);
        }
    }

    /** A statement that would show it if it ran twice. */
    private static void add(Store store, String digest, long rows) {
        boolean unused = store.submit(tx -> {
                    if (tx.jobs().findLastRun(digest) == null) {
                        tx.jobs().insert(digest, 1, SampleJob.definition(), Instant.EPOCH);
                    }
                    tx.jobs().addPlanned(1, rows, 0);
                    return true;
                })
                .join();
    }

    private static long added(Store store, String digest) {
        return store.read(view -> java.util.Objects.requireNonNull(view.jobs().findLastRun(digest))
                .plannedRows());
    }

    @Test
    void aWorkThatFailsTakesNothingWithItThatWasToldBefore() throws IOException, InterruptedException {
        try (Store store = open(file())) {
            insert(store, "891");
            insert(store, "892");
            CompletableFuture<Long> bad = store.submit(tx -> {
                tx.cards().insert("893", "49", null, null, "generic", Instant.EPOCH);
                throw new IllegalStateException("bad");
            });
            assertThatThrownBy(bad::join).hasRootCauseMessage("bad");
            insert(store, "894");
            Path crash = crashed("crash");
            assertThat(cards(store)).isEqualTo(3);
            try (Store again = open(crash)) {
                assertThat(cards(again)).isEqualTo(3);
                assertThatObject(again.read(view -> String.valueOf(view.cards().findByIccid("893"))))
                        .isEqualTo("null");
            }
        }
    }

    @Test
    void badWorksAmongGoodOnesLeaveTheGoodOnesInTheLog() throws IOException, InterruptedException {
        try (Store store = open(file())) {
            insert(store, "891");
            CountDownLatch queued = new CountDownLatch(1);
            CompletableFuture<Boolean> gate = store.submit(tx -> {
                try {
                    queued.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return true;
            });
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String iccid = "89100" + i;
                boolean bad = i % 3 == 0;
                all.add(store.submit(tx -> {
                    long id = tx.cards()
                            .insert(iccid, "49", null, null, "generic", Instant.EPOCH)
                            .id();
                    tx.facts().put("fact" + iccid, Octets.hex("01"));
                    if (bad) {
                        throw new IllegalStateException("bad");
                    }
                    return id;
                }));
            }
            queued.countDown();
            assertThat(gate.join()).isTrue();
            long good = all.stream()
                    .filter(f -> !f.handle((id, fault) -> fault != null).join())
                    .count();
            assertThat(good).isEqualTo(13);
            Path crash = crashed("crash");
            try (Store again = open(crash)) {
                assertThat(cards(again)).isEqualTo(14);
            }
        }
    }

    @Test
    void theLogOfAnotherStoreIsNotDoneHere() throws IOException {
        Path crash;
        try (Store store = open(file())) {
            insert(store, "891");
            crash = crashed("crash");
        }
        Path other = directory.resolve("other/ota.db");
        open(other).close();
        Files.copy(crash.resolveSibling("ota.db-redo"), other.resolveSibling("ota.db-redo"));
        try (Store store = open(other)) {
            assertThat(cards(store)).isZero();
            insert(store, "895");
            assertThat(cards(store)).isEqualTo(1);
        }
    }

    @Test
    void aDatabaseOlderThanItsLogIsLeftAsItIs() throws IOException {
        Path old;
        try (Store store = open(file())) {
            insert(store, "891");
            store.probe().join();
            old = crashed("old");
        }
        Path crash;
        try (Store store = open(file())) {
            insert(store, "892");
            store.probe().join();
            insert(store, "893");
            crash = crashed("crash");
        }
        Files.copy(
                crash.resolveSibling("ota.db-redo"),
                old.resolveSibling("ota.db-redo"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (Store store = open(old)) {
            assertThat(cards(store)).as("892 is in neither").isEqualTo(1);
        }
    }

    @Test
    void aBatchTooLargeForTheLogIsCommittedByTheDatabase() throws IOException {
        Path crash;
        try (Store store = open(file())) {
            insert(store, "891");
            int many = store.submit(tx -> {
                        for (int i = 0; i < 5_000; i++) {
                            tx.cards().insert("8910" + i, "49" + i, null, null, "generic", Instant.EPOCH);
                        }
                        return 5_000;
                    })
                    .join();
            assertThat(many).isEqualTo(5_000);
            insert(store, "892"); // a small one behind it, by itself
            insert(store, "893"); // and in the log again
            crash = crashed("crash");
        }
        assertThat(ends(crash.resolveSibling("ota.db-redo"))).hasSize(1);
        try (Store store = open(crash)) {
            assertThat(cards(store)).isEqualTo(5_003);
        }
    }

    @Test
    void aReadSeesWhatWasToldAndACloseLeavesNoLog() {
        try (Store store = open(file())) {
            for (int i = 0; i < 5; i++) {
                insert(store, "89" + i);
                assertThat(cards(store)).isEqualTo(i + 1);
            }
        }
        assertThat(file().resolveSibling("ota.db-redo")).doesNotExist();
    }

    @Test
    void everyTypeOfValueComesBackAsItWas() throws IOException {
        Path crash;
        Octets odd = Octets.hex("00ff7f80");
        try (Store store = open(file())) {
            boolean unused = store.submit(tx -> {
                        tx.facts().put("fact", odd);
                        tx.events().append(Instant.ofEpochMilli(-1), null, Long.MIN_VALUE, "kïnd\u0000", null, odd);
                        return true;
                    })
                    .join();
            crash = crashed("crash");
        }
        try (Store store = open(crash)) {
            assertThatObject(store.read(view -> view.fact("fact"))).isEqualTo(odd);
        }
        SqliteDatabase database = new SqliteDatabase(StoreSettings.sqlite(crash));
        try (Sql sql = database.openReader()) {
            assertThatObject(sql.first(
                            "SELECT happened, attempt_id, kind, detail, octets FROM event",
                            row -> List.of(row.number(1), row.number(2), row.text(3), row.isNull(4), row.octets(5))))
                    .isEqualTo(List.of(-1L, Long.MIN_VALUE, "kïnd\u0000", true, odd));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
