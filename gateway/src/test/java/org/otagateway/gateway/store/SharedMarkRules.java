// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.packet.keys.Counter;

/** A shared database that lost commits is told by whichever gateway saw them; then none of them spends. */
abstract class SharedMarkRules {
    private static final Duration LEASE = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    private final PostgresServer server;
    private final String database;
    private final String backup;

    SharedMarkRules(PostgresServer server) {
        this.server = server;
        this.database = server.fresh();
        this.backup = database + "_backup";
    }

    @BeforeEach
    void spendALittle() {
        spend("a", 1, 10);
        spend("b", 2, 5);
    }

    private StoreSettings settings(String node) {
        return server.settings(database, directory.resolve(node), node, LEASE);
    }

    private Store open(String node) {
        return Store.open(settings(node));
    }

    private void spend(String node, long card, long values) {
        try (Store store = open(node)) {
            CounterDomain unused = spending(store, card, values).join();
        }
    }

    private static CompletableFuture<CounterDomain> spending(Store store, long card, long values) {
        return store.submit(tx -> {
            CounterDomain domain = tx.counterDomains().findOrCreate(card, "", 1, "");
            return tx.counterDomains().spend(domain, new Counter(domain.spent().value() + values));
        });
    }

    private void backUp() {
        server.run("CREATE DATABASE " + backup + " TEMPLATE " + database);
    }

    private void restore() {
        server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
        server.run("DROP DATABASE " + database + " WITH (FORCE)");
        server.run("CREATE DATABASE " + database + " TEMPLATE " + backup);
    }

    private void refused(String node, long lost) {
        StoreException refused =
                catchThrowableOfType(StoreException.class, () -> open(node).close());
        assertThat(refused).as(node).isNotNull();
        assertThat(refused.kind()).isEqualTo(StoreException.Kind.RESTORED);
        assertThat(refused).hasMessageContaining("know of " + lost + " counter values more");
    }

    private void advanced(String node) {
        try (Store store = Store.openRestored(settings(node))) {
            assertThat(store.renewMark(tx -> true).join()).isTrue();
            assertThat(store.mark().join()).isEqualTo(MarkState.CURRENT);
        }
    }

    @Test
    void aRestoredDatabaseIsRefusedByAllUntilTheCountersAreMovedOn() {
        backUp();
        spend("a", 1, 7);
        restore();

        refused("a", 7);
        refused("b", 7); // it lost nothing itself
        refused("new", 7);
        advanced("b");

        spend("a", 1, 1);
        spend("b", 2, 1);
        spend("new", 3, 1);
    }

    @Test
    void whoStillRunsSpendsNothingOnceAnotherFoundThatCommitsAreLost() throws IOException {
        backUp();
        spend("a", 1, 7);
        restore();
        try (Store lagging = open("b")) {
            // What b spends from the restored database hides nothing of what a lost.
            CounterDomain unused = spending(lagging, 2, 30).join();
            refused("a", 7);
            assertThat(StoreFixture.kindOf(spending(lagging, 2, 1))).isEqualTo(StoreException.Kind.RESTORED);
            assertThat(lagging.ended()).isDone();
        }
        refused("b", 7);
        advanced("a");
        spend("b", 2, 1);
    }

    @Test
    void eachFindsWhatItLostItselfHoweverLateItComes() {
        backUp();
        spend("a", 1, 7);
        spend("b", 2, 4);
        restore();
        refused("b", 11); // it had seen what a spent
        advanced("b");
        spend("b", 2, 1_000);

        refused("a", 7);
        advanced("a");
        spend("a", 1, 1);
    }

    @Test
    void aGatewayThatSpendsNothingSeesWhatTheOthersSpend() {
        try (Store idle = open("idle")) {
            Lease unused = idle.join();
            backUpOfARunning();
            spend("a", 1, 7);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> MarkFile.read(directory.resolve("idle/idle.mark"))
                                    .orElseThrow()
                                    .passed()
                            == 22);
            restore();
        }
        refused("idle", 7);
    }

    /** The server copies no database that has connections: this one is made by hand. */
    private void backUpOfARunning() {
        server.run("CREATE DATABASE " + backup + " TEMPLATE migrated");
        server.run(
                backup,
                "INSERT INTO store_mark (node, instance, passed, floor) VALUES ('', '"
                        + MarkFile.read(directory.resolve("idle/idle.mark"))
                                .orElseThrow()
                                .instance()
                        + "', 15, 0)");
    }

    @Test
    void neitherACrashNorARollBackIsTakenForARestore() throws IOException {
        Path mark = directory.resolve("a/a.mark");
        Path before = directory.resolve("before");
        Files.copy(mark, before);
        spend("a", 1, 7);
        Files.copy(before, mark, StandardCopyOption.REPLACE_EXISTING); // killed between the commit and the mark
        try (Store store = open("a")) {
            var failed = store.submit(tx -> {
                tx.counterDomains().spend(tx.counterDomains().findOrCreate(1, "", 1, ""), new Counter(700));
                throw new IllegalStateException("planted");
            });
            CounterDomain unused = spending(store, 2, 1).join();
            assertThat(failed).isCompletedExceptionally();
        }
        assertThat(MarkFile.read(mark).orElseThrow().passed()).isEqualTo(23);
        Files.delete(mark); // a gateway without a file is a new one
        spend("a", 1, 1);
    }

    @Test
    void aFileOfAnotherStoreIsToldAndARestoredStoreIsNotCopied() throws IOException {
        Path mark = directory.resolve("a/a.mark");
        MarkFile.make(mark, MarkFile.Mark.of("0".repeat(32), 9));
        assertThatThrownBy(() -> open("a")).hasMessageContaining("is that of another store");
        advanced("a");
        backUp();
        spend("a", 1, 7);
        restore();

        StoreSettings target = StoreSettings.sqlite(directory.resolve("copy.db"));
        assertThatThrownBy(() -> StoreCopy.run(settings("a"), target, InstantSource.system(), (table, rows) -> {}))
                .hasMessageContaining("know of 7 counter values more");
        advanced("a");
        assertThat(StoreCopy.run(settings("a"), target, InstantSource.system(), (table, rows) -> {}))
                .isPositive();
        try (Store copied = Store.open(target)) {
            assertThatObject(copied.read(view -> view.counterDomains().find(1, "", 1, "")))
                    .isNotNull();
        }
    }
}
