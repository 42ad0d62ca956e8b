// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.packet.bytes.Octets;

/** New rows wait to be written together, and nobody can tell. */
abstract class AppendsContract extends StoreFixture {
    @Test
    void aWorkSeesTheRowsThatItAdded() {
        Card found = write(tx -> {
            Card card = tx.cards().insert("8901", "491", null, null, "generic", NOW);
            tx.cards().insertKeySet(card.id(), new SealedKeySet("", 1, "aes", Octets.hex("00")));
            assertThatObject(tx.cards().keySets(card.id()))
                    .satisfies(sets -> assertThat(sets).hasSize(1));
            assertThatObject(tx.cards().listByMsisdn("491", 2)).isEqualTo(List.of(card));
            return card;
        });

        assertThatObject(store.read(view -> view.cards().find(found.id()))).isEqualTo(found);
    }

    @Test
    void rowsOfAnyNumberAreThereAfterTheCommit() {
        int cards = 64 * 3 + 7;
        write(tx -> IntStream.range(0, cards)
                .mapToObj(i -> tx.cards().insert("89" + i, "49" + i, null, null, "generic", NOW))
                .toList());

        reopen();

        assertThatObject(store.read(view -> view.cards().count())).isEqualTo((long) cards);
        List<String> wanted =
                IntStream.range(0, cards + 5).mapToObj(i -> "89" + i).toList();
        assertThatObject(store.read(view -> view.cards().findAllByIccid(wanted).size()))
                .isEqualTo(cards);
        assertThatObject(store.read(view ->
                        view.cards().findAllByIccid(List.of("890", "none")).keySet()))
                .isEqualTo(java.util.Set.of("890"));
        assertThatObject(store.read(view -> view.cards().findAllByIccid(List.of())))
                .isEqualTo(java.util.Map.of());
    }

    @Test
    void rowsThatHaveValuesInCommonKeepTheirOwn() {
        List<Card> made = write(tx -> IntStream.range(0, 64 * 4)
                .mapToObj(i -> tx.cards()
                        .insert(
                                "89" + i,
                                i < 64 ? "49" : "49" + i,
                                i < 128 ? null : "9017" + i % 200,
                                i % 64 == 63 ? "8904" : null,
                                i < 192 ? "generic" : "p" + i,
                                NOW.plusMillis(i / 64)))
                .toList());

        reopen();

        assertThatObject(store.read(view -> view.cards().page(0, made.size()))).isEqualTo(made);
    }

    @Test
    void aRowThatDoesNotFitFailsItsOwnWorkAlone() throws InterruptedException {
        CountDownLatch queued = new CountDownLatch(1);
        CompletableFuture<Integer> first = store.submit(tx -> {
            try {
                queued.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        });
        CompletableFuture<Card> one = store.submit(tx -> tx.cards().insert("8901", "491", null, null, "generic", NOW));
        CompletableFuture<Card> doubled =
                store.submit(tx -> tx.cards().insert("8901", "492", null, null, "generic", NOW));
        CompletableFuture<Card> other =
                store.submit(tx -> tx.cards().insert("8903", "493", null, null, "generic", NOW));
        queued.countDown();

        assertThat(first.join()).isZero();
        assertThat(one.join().iccid()).isEqualTo("8901");
        assertThat(kindOf(doubled)).isEqualTo(StoreException.Kind.CONFLICT);
        assertThat(other.join().iccid()).isEqualTo("8903");
        assertThat(card("8904").id()).isPositive();
        assertThatObject(store.read(view -> view.cards().count())).isEqualTo(3L);
    }
}
