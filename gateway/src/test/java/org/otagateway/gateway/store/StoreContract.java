// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;

/** What every store does, whatever database it is in. */
abstract class StoreContract {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path directory;

    private final AtomicInteger commits = new AtomicInteger();
    private Store store;

    /** A store that is empty at first, and the same one each time in one test. */
    abstract StoreSettings settings(Path directory);

    @BeforeEach
    void open() {
        store = Store.open(settings(directory), (works, nanoseconds) -> commits.incrementAndGet());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        open();
    }

    private <T> T write(Work<T> work) {
        return store.submit(work).join();
    }

    private Card card(String iccid) {
        return write(tx -> tx.cards().insert(iccid, "49170" + iccid, null, null, "generic", NOW));
    }

    @Test
    void whatAFutureToldIsThereAfterReopening() {
        Card card = write(tx -> tx.cards().insert("8901", "4917012", "26201", "89049", "generic", NOW));

        reopen();

        assertThatObject(store.read(view -> view.cards().findByIccid("8901"))).isEqualTo(card);
        assertThatObject(store.read(view -> view.cards().find(card.id()))).isEqualTo(card);
    }

    @Test
    void worksOfOneThreadRunInOrder() {
        List<Integer> order = new ArrayList<>();
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 1_000)
                .mapToObj(i -> store.submit(tx -> order.add(i)))
                .toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

        assertThat(order).isSorted().hasSize(1_000);
    }

    @Test
    void whatQueuedDuringACommitGoesIntoOneCommit() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        CompletableFuture<Integer> first = store.submit(tx -> {
            running.countDown();
            await(queued);
            return 0;
        });
        running.await();
        List<CompletableFuture<Card>> all = IntStream.range(0, 500)
                .mapToObj(i -> store.submit(tx -> tx.cards().insert("89" + i, "49" + i, null, null, "generic", NOW)))
                .toList();
        queued.countDown();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

        assertThat(first).isCompleted();
        assertThat(commits).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBadWorkFailsAloneAndItsNeighboursAreCommitted() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        CompletableFuture<Integer> first = store.submit(tx -> {
            running.countDown();
            await(queued);
            return 0;
        });
        running.await();
        CompletableFuture<Card> before =
                store.submit(tx -> tx.cards().insert("8901", "491", null, null, "generic", NOW));
        CompletableFuture<Card> bad = store.submit(tx -> {
            tx.cards().insert("8902", "492", null, null, "generic", NOW);
            throw new IllegalStateException("planted");
        });
        CompletableFuture<Card> doubled =
                store.submit(tx -> tx.cards().insert("8901", "493", null, null, "generic", NOW));
        CompletableFuture<Card> after =
                store.submit(tx -> tx.cards().insert("8904", "494", null, null, "generic", NOW));
        queued.countDown();

        assertThat(first.join()).isZero();
        assertThat(before.join().iccid()).isEqualTo("8901");
        assertThat(after.join().iccid()).isEqualTo("8904");
        assertThatThrownBy(bad::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(kindOf(doubled)).isEqualTo(StoreException.Kind.CONFLICT);
        assertThatObject(store.read(view ->
                        view.cards().page(0, 10).stream().map(Card::msisdn).toList()))
                .isEqualTo(List.of("491", "494"));
    }

    private static StoreException.Kind kindOf(CompletableFuture<?> future) {
        CompletionException e = catchThrowableOfType(CompletionException.class, future::join);
        assertThat(e).isNotNull().hasCauseInstanceOf(StoreException.class);
        return ((StoreException) Objects.requireNonNull(e.getCause())).kind();
    }

    @Test
    void anErrorOfAWorkDoesNotEndTheWriter() {
        CompletableFuture<Object> bad = store.submit(tx -> {
            throw new StackOverflowError("planted");
        });

        assertThatThrownBy(bad::join).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(card("8901").id()).isPositive();
        assertThat(store.ended()).isNotDone();
    }

    @Test
    void aReadSeesTheLastCommitAndNotTheWorkUnderWay() throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        CompletableFuture<Object> work = store.submit(tx -> {
            tx.cards().insert("8901", "491", null, null, "generic", NOW);
            written.countDown();
            await(read);
            return 0;
        });
        written.await();

        assertThatObject(store.read(view -> view.cards().count())).isEqualTo(0L);
        read.countDown();
        work.join();
        assertThatObject(store.read(view -> view.cards().count())).isEqualTo(1L);
    }

    @Test
    void aWorkSeesItsOwnWrites() {
        assertThatObject(write(tx -> {
                    tx.cards().insert("8901", "491", null, null, "generic", NOW);
                    return tx.cards().count();
                }))
                .isEqualTo(1L);
    }

    @Test
    void aFailedReadLeavesTheStoreUsable() {
        assertThatThrownBy(() -> store.read(view -> {
                    throw new IllegalStateException("planted");
                }))
                .hasMessage("planted");

        card("8901");
        assertThatObject(store.read(view -> view.cards().count())).isEqualTo(1L);
    }

    @Test
    void aSecondOwnerIsRefusedUntilTheFirstCloses() {
        assertThatThrownBy(() -> Store.open(settings(directory)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.IN_USE))
                .hasMessageContaining("pid " + ProcessHandle.current().pid());

        store.close();
        open();
        assertThatObject(store.read(view -> view.cards().count())).isEqualTo(0L);
    }

    @Test
    void closeCommitsWhatIsQueuedAndRefusesWhatComesLater() {
        List<CompletableFuture<Card>> all = IntStream.range(0, 200)
                .mapToObj(i -> store.submit(tx -> tx.cards().insert("89" + i, "49" + i, null, null, "generic", NOW)))
                .toList();
        store.close();

        assertThat(all).allSatisfy(future -> assertThat(future).isCompleted());
        assertThat(kindOf(store.submit(tx -> 0))).isEqualTo(StoreException.Kind.CLOSED);
        open();
        assertThatObject(store.read(view -> view.cards().count())).isEqualTo(200L);
    }

    @Test
    void idsGoOnAboveTheHighestOfTheTable() {
        long first = card("8901").id();
        long second = card("8902").id();

        reopen();

        assertThat(second).isGreaterThan(first);
        assertThat(card("8903").id()).isGreaterThan(second);
    }

    @Test
    void aNumberFindsItsCardsNewestFirst() {
        Card first = write(tx -> tx.cards().insert("8901", "491", null, null, "generic", NOW));
        Card second = write(tx -> tx.cards().insert("8902", "491", null, null, "generic", NOW));

        assertThatObject(store.read(view -> view.cards().listByMsisdn("491", 10)))
                .isEqualTo(List.of(second, first));
        assertThatObject(store.read(view -> view.cards().listByMsisdn("491", 1)))
                .isEqualTo(List.of(second));
    }

    @Test
    void anUpdatedCardKeepsItsIccidAndTime() {
        Card card = card("8901");
        Card moved = new Card(card.id(), "8901", "4499", "26299", "8904", "other", NOW);
        write(tx -> {
            tx.cards().update(moved);
            return 0;
        });

        assertThatObject(store.read(view -> view.cards().find(card.id()))).isEqualTo(moved);
    }

    @Test
    void keySetsAndSecretsAreKeptByTheirNames() {
        long id = card("8901").id();
        SealedKeySet issuer = new SealedKeySet("", 1, "aes", Octets.hex("0102"));
        SealedKeySet other = new SealedKeySet("bank", 1, "3des", Octets.hex("03"));
        write(tx -> {
            tx.cards().putKeySet(id, new SealedKeySet("", 1, "des", Octets.hex("ff")));
            tx.cards().putKeySet(id, issuer);
            tx.cards().putKeySet(id, other);
            tx.cards().putSecret(id, "adm1", Octets.hex("aa"));
            tx.cards().putSecret(id, "adm1", Octets.hex("bb"));
            return 0;
        });

        assertThatObject(store.read(view -> Set.copyOf(view.cards().keySets(id))))
                .isEqualTo(Set.of(issuer, other));
        assertThatObject(store.read(view -> view.cards().keySet(id, "bank", 1))).isEqualTo(other);
        assertThatObject(store.<Object>read(view -> String.valueOf(view.cards().keySet(id, "bank", 2))))
                .isEqualTo("null");
        assertThatObject(store.read(view -> view.cards().secret(id, "adm1"))).isEqualTo(Octets.hex("bb"));
        assertThatObject(store.read(view -> view.cards().anySealed())).isEqualTo(true);
    }

    @Test
    void aCounterDomainKeepsEveryField() {
        CounterDomain domain = write(tx -> {
            CounterDomain fresh = tx.counterDomains().findOrCreate(7, "", 1, "");
            CounterDomain changed = fresh.spend(new Counter(41))
                    .place(new Counter(40), PlacedBy.PROOF_OF_RECEIPT)
                    .withBehind(true)
                    .resolve(new Counter(39));
            tx.counterDomains().update(changed);
            return changed;
        });

        reopen();

        assertThatObject(store.read(view -> view.counterDomains().find(domain.id())))
                .isEqualTo(domain);
        assertThatObject(write(tx -> tx.counterDomains().findOrCreate(7, "", 1, "")))
                .isEqualTo(domain);
        assertThatObject(store.read(view -> view.counterDomains().list(7))).isEqualTo(List.of(domain));
    }

    @Test
    void aDomainOfOneTarStartsWhereTheSourceOfItsKeyVersionStands() {
        CounterDomain domain = write(tx -> {
            CounterDomain source = tx.counterDomains().findOrCreate(7, "", 1, "");
            tx.counterDomains().update(source.told(new Counter(10)).spend(new Counter(12)));
            return tx.counterDomains().findOrCreate(7, "", 1, "b00011");
        });

        assertThat(domain.spent()).isEqualTo(new Counter(12));
        assertThat(domain.placed()).isEqualTo(new Counter(10));
        assertThat(domain.placedBy()).isEqualTo(PlacedBy.OPERATOR);
    }

    @Test
    void aJobKeepsItsDefinitionAndItsCourse() {
        Job job = write(tx -> tx.jobs().insert("ab".repeat(32), 1, SampleJob.definition(), NOW));
        write(tx -> {
            tx.jobs().setStarted(job.id(), NOW);
            tx.jobs().setStarted(job.id(), NOW.plusSeconds(5));
            tx.jobs().addPlanned(job.id(), 500, 3);
            tx.jobs().addPlanned(job.id(), 20, 0);
            tx.jobs().setPlanningDone(job.id());
            tx.jobs().insertRejected(job.id(), new RejectedRow(17, "kic1: odd"));
            tx.jobs().setState(job.id(), JobState.PAUSED, "by hand");
            return 0;
        });

        reopen();

        assertThatObject(store.read(view -> view.jobs().find(job.id())))
                .isEqualTo(new Job(
                        job.id(),
                        job.digest(),
                        1,
                        JobState.PAUSED,
                        "by hand",
                        SampleJob.definition(),
                        NOW,
                        NOW,
                        null,
                        520,
                        true,
                        3));
        assertThatObject(store.read(view -> view.jobs().rejectedRows(job.id(), 0, 10)))
                .isEqualTo(List.of(new RejectedRow(17, "kic1: odd")));
        assertThatObject(store.read(view -> view.jobs().listUnfinished().size()))
                .isEqualTo(1);
    }

    @Test
    void theLastRunOfADigestIsFoundAndAFinishedJobIsNotUnfinished() {
        Job first = write(tx -> tx.jobs().insert("cd".repeat(32), 1, SampleJob.definition(), NOW));
        Job second = write(tx -> tx.jobs().insert("cd".repeat(32), 2, SampleJob.definition(), NOW));
        write(tx -> {
            tx.jobs().setFinished(first.id(), NOW);
            return 0;
        });

        assertThatObject(store.read(view -> view.jobs().findLastRun("cd".repeat(32))))
                .isEqualTo(second);
        assertThatObject(store.read(view -> view.jobs().listUnfinished())).isEqualTo(List.of(second));
        assertThatObject(store.read(view ->
                        Objects.requireNonNull(view.jobs().find(first.id())).state()))
                .isEqualTo(JobState.FINISHED);
        assertThat(kindOf(store.submit(tx -> tx.jobs().insert("cd".repeat(32), 2, SampleJob.definition(), NOW))))
                .isEqualTo(StoreException.Kind.CONFLICT);
    }

    @Test
    void aSecondRowOfOneCardIsSeenInAJobAndInAnImport() {
        long id = card("8901").id();
        write(tx -> tx.deliveries().plan(5, 12, id, NOW, "{}", null));

        assertThatObject(store.read(view -> view.deliveries().rowOf(5, id))).isEqualTo(12L);
        assertThatObject(store.read(view -> view.deliveries().rowOf(6, id))).isEqualTo(0L);
        assertThatObject(write(tx -> tx.cards().seenInImport(id, 3))).isEqualTo(0L);
        assertThatObject(write(tx -> tx.cards().seenInImport(id, 9))).isEqualTo(3L);
        assertThatObject(write(tx -> {
                    tx.cards().beginImport();
                    return tx.cards().seenInImport(id, 4);
                }))
                .isEqualTo(0L);
    }

    @Test
    void factsAreReplaced() {
        Octets value = write(tx -> {
            tx.facts().put("one", Octets.hex("01"));
            tx.facts().put("one", Octets.hex("02"));
            return Objects.requireNonNull(tx.facts().find("one"));
        });

        assertThat(value).isEqualTo(Octets.hex("02"));
    }
}
