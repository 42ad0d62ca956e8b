// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.packet.keys.Counter;

/** A database that was restored from a backup is told by the mark beside it; one that a crash left never is. */
class RestoredStoreTest {
    @TempDir
    Path directory;

    private Path database;
    private Path mark;
    private long card;

    @BeforeEach
    void make() {
        database = directory.resolve("ota.db");
        mark = directory.resolve("ota.db.mark");
        try (Store store = open()) {
            card = store.submit(tx -> tx.cards()
                            .insert("8901", "491", null, null, "generic", Instant.EPOCH)
                            .id())
                    .join();
        }
    }

    private Store open() {
        return Store.open(StoreSettings.sqlite(database).notSynced());
    }

    private static void spend(Store store, long card, long value) {
        CounterDomain unused = store.submit(tx -> tx.counterDomains()
                        .spend(tx.counterDomains().findOrCreate(card, "", 1, ""), new Counter(value)))
                .join();
    }

    private void spend(long value) {
        try (Store store = open()) {
            spend(store, card, value);
        }
    }

    private StoreException refused() {
        StoreException refused = catchThrowableOfType(StoreException.class, () -> open().close());
        assertThat(refused).isNotNull();
        assertThat(refused.kind()).isEqualTo(StoreException.Kind.RESTORED);
        return refused;
    }

    private MarkState state() {
        try (Store store = Store.openRestored(StoreSettings.sqlite(database))) {
            return store.mark().join();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aBackupIsRefusedAfterOneMoreValueWasSpent() throws IOException {
        spend(1);
        Path backup = directory.resolve("backup");
        copy(database, backup);
        spend(2);
        copy(backup, database);

        assertThat(refused())
                .hasMessage(
                        database + ": no counter is spent from it: it was restored from a backup, since its mark"
                                + " ota.db.mark knows of 1 counter values more that were spent; run 'ota counters advance' once");
        assertThat(state()).isEqualTo(new MarkState(MarkState.Kind.RESTORED, 1));
    }

    @Test
    void aBackupOfARunningStoreIsRefusedWhateverWasSpentInTheSameRun() throws IOException {
        Path backup = directory.resolve("backup");
        try (Store store = open()) {
            spend(store, card, 1);
            copy(database, backup); // without its log: the database is that of before the run
            spend(store, card, 5);
        }
        copy(backup, database);

        refused();
        assertThat(state().lost()).isEqualTo(5);
    }

    @Test
    void aBackupThatIsAsNewAsTheMarkIsTaken() throws IOException {
        spend(1);
        Path backup = directory.resolve("backup");
        copy(database, backup);
        try (Store store = open()) {
            assertThat(store.mark().join().kind()).isEqualTo(MarkState.Kind.CURRENT);
        }
        copy(backup, database);

        spend(2);
    }

    @Test
    void aDatabaseWithoutItsMarkOrBesideAnotherIsRefused() throws IOException {
        spend(1);
        Path kept = directory.resolve("kept");
        Files.move(mark, kept);

        assertThat(refused()).hasMessageContaining("its mark ota.db.mark is missing");
        assertThat(state().kind()).isEqualTo(MarkState.Kind.UNMARKED);

        MarkFile.make(mark, MarkFile.Mark.of("0".repeat(32), 1));
        assertThat(refused()).hasMessageContaining("is that of another store");

        copy(kept, mark);
        open().close();
    }

    @Test
    void aNewDatabaseBesideTheMarkOfOneThatSpentIsRefused() throws IOException {
        Files.delete(database);
        open().close(); // nothing was ever spent

        spend(card, 3);
        Files.delete(database);
        assertThat(refused()).hasMessageContaining("knows of 3 counter values more");
    }

    private void spend(long of, long value) {
        try (Store store = open()) {
            spend(store, of, value);
        }
    }

    @Test
    void noCrashMakesADatabaseOlderThanItsMark() throws IOException {
        Path before = directory.resolve("before");
        copy(mark, before);
        spend(1);
        copy(before, mark); // killed between the commit and the mark
        spend(2);

        Files.delete(mark);
        Files.delete(database);
        MarkFile.make(mark, MarkFile.Mark.of("0".repeat(32), 0)); // killed between the mark and the first commit
        spend(1);
    }

    @Test
    void aTornWriteLeavesTheSlotBefore() throws IOException {
        spend(1);
        byte[] octets = Files.readAllBytes(mark);
        assertThat(octets).hasSize(2 * MarkFile.SLOT);
        for (int at : new int[] {0, MarkFile.SLOT}) {
            byte[] torn = octets.clone();
            java.util.Arrays.fill(torn, at + 20, at + 60, (byte) 'x');
            Files.write(mark, torn);
            assertThat(MarkFile.read(mark)).isPresent();
            open().close();
            Files.write(mark, octets);
        }
        Files.write(mark, new byte[1024]);
        assertThat(state().kind()).isEqualTo(MarkState.Kind.UNMARKED);
    }

    @Test
    void aValueThatWasRolledBackIsNotCounted() throws IOException {
        try (Store store = open()) {
            var failed = store.submit(tx -> {
                tx.counterDomains().spend(tx.counterDomains().findOrCreate(card, "", 1, ""), new Counter(700));
                throw new IllegalStateException("planted");
            });
            spend(store, card, 2);
            assertThat(failed).isCompletedExceptionally();
        }

        assertThat(MarkFile.read(mark).orElseThrow().passed()).isEqualTo(2);
    }

    @Test
    void aWordOfTheOperatorIsMissedToo() throws IOException {
        Path backup = directory.resolve("backup");
        copy(database, backup);
        try (Store store = open()) {
            assertThat(store.submit(tx -> {
                                tx.counterDomains().insertTold(card, "", 1, new Counter(50_000));
                                return tx.counterDomains()
                                        .tell(tx.counterDomains().findOrCreate(card, "", 1, ""), new Counter(60_000));
                            })
                            .join())
                    .isTrue();
        }
        copy(backup, database);

        refused();
        assertThat(state().lost()).isEqualTo(2);
    }
}
