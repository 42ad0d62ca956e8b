// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.PacketState;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.StepVisit;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;

/** The store in PostgreSQL, and several gateways on one. */
@Tag("any-jdk")
class PostgresStoreTest {
    private static final Instant NOW = StoreFixture.NOW;
    private static final Duration LEASE = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    @RegisterExtension
    static final PostgresServer server = new PostgresServer();

    @Nested
    class Contract extends StoreContract {
        private final String database = server.fresh();

        @Override
        StoreSettings settings(Path directory) {
            return server.settings(database, directory.resolve("data"));
        }
    }

    @Nested
    class Rows extends RowsContract {
        private final String database = server.fresh();

        @Override
        StoreSettings settings(Path directory) {
            return server.settings(database, directory.resolve("data"));
        }
    }

    @Nested
    class TargetRows extends TargetRowsContract {
        private final String database = server.fresh();

        @Override
        StoreSettings settings(Path directory) {
            return server.settings(database, directory.resolve("data"));
        }
    }

    @Nested
    class Appended extends AppendsContract {
        private final String database = server.fresh();

        @Override
        StoreSettings settings(Path directory) {
            return server.settings(database, directory.resolve("data"));
        }
    }

    @Nested
    class Marks extends SharedMarkRules {
        Marks() {
            super(server);
        }
    }

    private Store open(String database, String node) {
        return Store.open(server.settings(database, directory, node, LEASE));
    }

    private static <T> T write(Store store, Work<T> work) {
        return store.submit(work).join();
    }

    @Test
    void anEmptyDatabaseIsMigrated() {
        try (Store store = open(server.empty(), "a")) {
            assertThatObject(write(store, tx -> tx.cards().count())).isEqualTo(0L);
        }
    }

    @Test
    void whatTwoGatewaysDecideIsDecidedOneAfterAnother() {
        String database = server.fresh();
        try (Store one = open(database, "a");
                Store other = open(database, "b")) {
            long domain = write(one, tx -> tx.counterDomains().findOrCreate(7, "", 1, ""))
                    .id();
            List<CompletableFuture<Counter>> spent = IntStream.range(0, 400)
                    .mapToObj(i -> (i % 2 == 0 ? one : other).submit(tx -> spend(tx, domain)))
                    .toList();
            CompletableFuture.allOf(spent.toArray(CompletableFuture[]::new)).join();

            assertThat(spent.stream().map(CompletableFuture::join).distinct()).hasSize(400);
            assertThatObject(other.read(view -> view.counterDomains().find(domain)))
                    .hasFieldOrPropertyWithValue("spent", new Counter(400));
        }
    }

    private static Counter spend(Transaction tx, long id) {
        CounterDomain domain =
                java.util.Objects.requireNonNull(tx.counterDomains().find(id));
        Counter next = domain.spent().plus(1).orElseThrow();
        tx.counterDomains().update(domain.spend(next));
        return next;
    }

    @Test
    void idsOfTwoGatewaysNeverMeet() {
        String database = server.fresh();
        try (Store one = open(database, "a");
                Store other = open(database, "b")) {
            List<CompletableFuture<Card>> cards = IntStream.range(0, 200)
                    .mapToObj(i -> (i % 3 == 0 ? one : other)
                            .submit(tx -> tx.cards().insert("89" + i, "49" + i, null, null, "generic", NOW)))
                    .toList();
            assertThat(cards.stream().map(card -> card.join().id()).distinct()).hasSize(200);
        }
    }

    @Test
    void aWriterThatHangsInATransactionDoesNotStopTheOthersForLong() throws InterruptedException {
        String database = server.fresh();
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        try (Store one = open(database, "a");
                Store other = open(database, "b")) {
            CompletableFuture<Long> hanging = one.submit(tx -> {
                hangs.countDown();
                wait(over);
                return tx.cards().count();
            });
            hangs.await();
            assertThat(other.submit(tx -> tx.cards().count())).succeedsWithin(Duration.ofSeconds(30));
            over.countDown();
            assertThat(StoreFixture.kindOf(hanging)).isEqualTo(StoreException.Kind.UNUSABLE);
            assertThat(one.ended()).isDone();
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStoreWhoseConnectionBreaksEndsAndOpensAgain() {
        String database = server.fresh();
        try (Store store = open(database, "a")) {
            write(store, tx -> tx.cards().insert("8901", "491", null, null, "generic", NOW));
            server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");

            assertThat(StoreFixture.kindOf(store.submit(tx -> tx.cards().count())))
                    .isEqualTo(StoreException.Kind.UNUSABLE);
            assertThat(store.ended()).isDone();
        }
        try (Store again = open(database, "a")) {
            assertThatObject(again.read(view -> view.cards().count())).isEqualTo(1L);
        }
    }

    @Test
    void onlyWhoJoinedMaySubmitAndNobodyAfterLeaving() {
        try (Store store = open(server.fresh(), "a")) {
            assertThat(store.lease().valid()).isFalse();
            Lease lease = store.join();
            assertThat(lease.valid()).isTrue();
            assertThat(lease.share()).isEqualTo(1);
            store.leave();
            assertThat(lease.valid()).isFalse();
            assertThatObject(write(store, tx -> tx.cards().count())).isEqualTo(0L);
        }
    }

    @Test
    void whoIsGoneIsToldByName() {
        String database = server.fresh();
        try (Store one = open(database, "a");
                Store other = open(database, "b")) {
            Lease unused = one.join();
            Lease unusedToo = other.join();
            other.leave();
            assertThatObject(one.read(view -> view.gatewayGone("a"))).isNull();
            assertThatObject(one.read(view -> view.gatewayGone("b")))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.INSTANT)
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
            assertThatObject(one.read(view -> view.gatewayGone("c"))).isNull();
        }
    }

    @Test
    void aLeaseThatIsNotRenewedEndsByItself() {
        Lease lease = Lease.of(1, LEASE.toNanos(), System.nanoTime() - LEASE.toNanos() * 2 / 3);
        assertThat(lease.valid()).isFalse();
        lease.heard(System.nanoTime());
        assertThat(lease.valid()).isTrue();
    }

    @Test
    void gatewaysShareARateAndTheirSharesNeverComeToMoreThanOne() {
        String database = server.fresh();
        try (Store one = open(database, "a");
                Store other = open(database, "b")) {
            Lease first = one.join();
            Lease second = other.join();
            assertThat(second.share()).as("the other does not know yet").isZero();
            await().untilAsserted(() -> {
                assertThat(first.share()).as("nobody stops for who comes").isGreaterThanOrEqualTo(0.5);
                assertThat(first.share() + second.share()).isLessThanOrEqualTo(1);
                assertThat(second.share()).isEqualTo(0.5);
            });
            assertThat(first.share()).isEqualTo(0.5);

            other.leave();
            await().untilAsserted(() -> assertThat(first.share()).isEqualTo(1));
            assertThat(first.departures()).isEqualTo(1);
        }
    }

    @Test
    void aGatewayThatIsNotHeardOfIsGivenUpAndCommitsNothingMore() {
        String database = server.fresh();
        try (Store one = open(database, "a");
                Store other = open(database, "b")) {
            Lease lost = one.join();
            Lease heir = other.join();
            server.run(database, "UPDATE node SET lease = -1000 WHERE id = " + lost.node());
            await().until(() -> heir.departures() == 1);

            await().until(() -> one.ended().isDone());
            assertThat(one.ended().join()).hasMessageContaining("gave this one up");
            await().until(() -> !lost.valid());
            assertThat(other.ended()).isNotDone();
        }
    }

    /** Its folder is locked by one process at a time, so its earlier self is gone. */
    @Test
    void aLaterProcessOfTheSameFolderTakesOverAtOnce() {
        String database = server.fresh();
        long before;
        try (Store store = open(database, "a")) {
            before = store.join().node();
        }
        try (Store store = open(database, "a")) {
            Lease lease = store.join();
            assertThat(lease.node()).isGreaterThan(before);
            assertThat(lease.departures()).isEqualTo(1);
            assertThat(lease.share()).isEqualTo(1);
        }
    }

    @Test
    void aClockThatIsApartIsToldAndStopsTheGateway() {
        InstantSource ahead = InstantSource.offset(Clock.systemUTC(), Duration.ofSeconds(7));
        try (Store store =
                Store.open(server.settings(server.fresh(), directory, "a", LEASE), StoreMetrics.NONE, ahead)) {
            Lease lease = store.join();
            await().until(() -> store.ended().isDone());
            assertThat(store.ended().join()).hasMessageContaining("clock").hasMessageContaining("at most 2000 ms");
            await().until(() -> !lease.valid());
        }
    }

    @Test
    void commitsThatDoNotWaitForTheDiskAreRefused() {
        StoreSettings synced = new StoreSettings(
                directory.resolve("a"),
                true,
                server.settings(server.fresh(), directory).node());
        assertThatThrownBy(() -> Store.open(synced))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("expected fsync = on, got off");
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutThePassword() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        StoreSettings nowhere = StoreSettings.parse(
                "jdbc:postgresql://localhost:" + free + "/ota?user=u&password=verysecret", directory);
        assertThatThrownBy(() -> Store.open(nowhere))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNUSABLE))
                .hasMessageContaining("localhost:" + free + "/ota")
                .hasMessageNotContaining("verysecret");
        assertThat(nowhere.toString()).doesNotContain("verysecret");
    }

    @Test
    void anUnknownUserIsUnusable() {
        StoreSettings settings =
                StoreSettings.parse(server.url(server.fresh()) + "?user=nobody&password=verysecret", directory);
        assertThatThrownBy(() -> Store.open(settings))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nobody")
                .hasMessageNotContaining("verysecret");
    }

    @Test
    void anUrlIsTakenApart() {
        ServerUrl url = ServerUrl.parse("jdbc:postgresql://db:5433/ota?user=o%40x&sslmode=require&password=a%26b");
        assertThat(url).isEqualTo(new ServerUrl("jdbc:postgresql://db:5433/ota?sslmode=require", "o@x", "a&b"));
        assertThat(url.place()).isEqualTo("PostgreSQL db:5433/ota");
        for (String wrong :
                List.of("jdbc:postgresql:", "jdbc:postgresql://u:secret@db/ota", "jdbc:postgresql://db:x/ota")) {
            assertThatThrownBy(() -> ServerUrl.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("expected jdbc:postgresql://")
                    .hasMessageNotContaining("secret@");
        }
    }

    private StoreSettings embedded(String name) {
        return StoreSettings.sqlite(directory.resolve(name)).notSynced();
    }

    private static long copy(StoreSettings from, StoreSettings to) {
        return StoreCopy.run(from, to, InstantSource.system(), (table, rows) -> {});
    }

    private static void fill(Store store, int cards) {
        write(store, tx -> {
            long job = tx.jobs()
                    .insert("ab".repeat(32), 1, SampleJob.definition(), NOW)
                    .id();
            for (int i = 1; i <= cards; i++) {
                Card card =
                        tx.cards().insert("89" + i, "49\u00e4" + i, i % 2 == 0 ? null : "262", null, "generic", NOW);
                tx.cards().putKeySet(card.id(), new SealedKeySet("", 1, "aes", Octets.hex("00ff0" + i % 10)));
                tx.counterDomains().findOrCreate(card.id(), "", 1, "");
                tx.deliveries().plan(job, i, card.id(), NOW, "{}", i % 3 == 0 ? Octets.hex("aa") : null);
            }
            tx.events().append(NOW, 1L, null, "por", "a\0b");
            return 0;
        });
    }

    @Test
    void aStoreIsCopiedToAServerAndBackAndEachSourceOpensNoMore() {
        StoreSettings first = embedded("first.db");
        StoreSettings shared = server.settings(server.empty(), directory.resolve("node"));
        StoreSettings last = embedded("last.db");
        List<Card> cards;
        try (Store store = Store.open(first)) {
            fill(store, 1_200);
            cards = store.read(view -> view.cards().page(0, 2_000));
        }

        long rows = copy(first, shared);
        assertThat(rows).isGreaterThan(6_000);
        assertThatThrownBy(() -> Store.open(first))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was copied to PostgreSQL localhost");
        assertThatThrownBy(() -> copy(first, embedded("other.db"))).hasMessageContaining("copy from there");
        assertThatThrownBy(() -> copy(first, shared)).hasMessageContaining("that copy is whole");
        try (Store store = Store.open(shared)) {
            assertThatObject(store.read(view -> view.cards().page(0, 2_000))).isEqualTo(cards);
            assertThatObject(write(
                            store,
                            tx -> tx.cards()
                                    .insert("99", "1", null, null, "generic", NOW)
                                    .id()))
                    .isEqualTo(1_201L);
            store.join();
            store.leave();
        }

        copy(shared, last);
        assertThatThrownBy(() -> Store.open(shared)).hasMessageContaining("was copied to");
        try (Store store = Store.open(last)) {
            assertThatObject(store.read(view -> view.cards().count())).isEqualTo(1_201L);
        }
    }

    @Test
    void onlyAnEmptyStoreThatNobodyUsesIsCopiedInto() {
        StoreSettings first = embedded("first.db");
        StoreSettings other = embedded("other.db");
        try (Store store = Store.open(first)) {
            fill(store, 3);
            assertThatThrownBy(() -> copy(first, other))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.IN_USE));
        }
        String database = server.fresh();
        StoreSettings shared = server.settings(database, directory, "b", LEASE);
        try (Store store = open(database, "a")) {
            store.join();
            assertThatThrownBy(() -> copy(first, shared)).hasMessageContaining("no gateway runs on it");
            store.leave();
            write(store, tx -> tx.cards().insert("99", "1", null, null, "generic", NOW));
        }
        assertThatThrownBy(() -> copy(first, shared)).hasMessageContaining("expected an empty store");
        try (Store store = Store.open(first)) {
            assertThatObject(store.read(view -> view.cards().count()))
                    .as("what was refused retires nothing")
                    .isEqualTo(3L);
        }
    }

    /** While it is there nobody else touches it; once it is gone it counts as interrupted. */
    @Test
    void whatAGatewayIsSendingIsItsOwnUntilItIsGone() {
        String database = server.fresh();
        try (Store one = open(database, "a");
                Store other = open(database, "b")) {
            one.join();
            other.join();
            long delivery = write(one, tx -> sending(tx));

            assertThatObject(write(one, tx -> tx.attempts().sentByAnother(delivery)))
                    .isEqualTo(false);
            assertThatObject(write(other, tx -> tx.attempts().sentByAnother(delivery)))
                    .isEqualTo(true);
            assertThatObject(write(
                            other,
                            tx -> tx.deliveryStates().interrupted(5, 0, 10).size()))
                    .isEqualTo(0);

            one.leave();
            assertThatObject(write(
                            other,
                            tx -> tx.deliveryStates().interrupted(5, 0, 10).size()))
                    .isEqualTo(1);
        }
    }

    private static long sending(Transaction tx) {
        long id = tx.deliveries().plan(5, 1, 7, NOW, "{}", null);
        DeliveryRow row = java.util.Objects.requireNonNull(tx.deliveryStates().find(id));
        PacketState packet = PacketState.first(AttemptKind.SCRIPT, 1, 1, NOW.plusSeconds(60));
        long attempt = tx.attempts().nextId();
        tx.attempts()
                .insert(
                        new AttemptRow(attempt, id, 7, 3, StepVisit.FIRST, 1, 1, Octets.hex("aa"), null, null, packet),
                        NOW);
        DeliveryState state = row.state();
        tx.deliveryStates()
                .update(
                        row,
                        row.with(
                                new DeliveryState(
                                        Phase.SENDING,
                                        state.outcome(),
                                        packet.validUntil(),
                                        1,
                                        0,
                                        state.evidence(),
                                        state.progress()),
                                attempt));
        return id;
    }
}
