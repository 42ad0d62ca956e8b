// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.card.Card;

/** How every store commits, reads, fails and closes, whatever database it is in. */
abstract class StoreContract extends StoreFixture {
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
        CountDownLatch queued = new CountDownLatch(1);
        CompletableFuture<Integer> first = holdWriter(queued);
        List<CompletableFuture<Card>> all = IntStream.range(0, 500)
                .mapToObj(i -> store.submit(tx -> tx.cards().insert("89" + i, "49" + i, null, null, "generic", NOW)))
                .toList();
        queued.countDown();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

        assertThat(first).isCompleted();
        assertThat(commits).hasValue(2);
    }

    /** A work that is running, and runs until the latch falls. */
    private CompletableFuture<Integer> holdWriter(CountDownLatch until) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Integer> work = store.submit(tx -> {
            running.countDown();
            await(until);
            return 0;
        });
        running.await();
        return work;
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
        CountDownLatch queued = new CountDownLatch(1);
        CompletableFuture<Integer> first = holdWriter(queued);
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
}
