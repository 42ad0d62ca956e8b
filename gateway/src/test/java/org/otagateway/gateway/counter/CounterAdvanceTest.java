// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.store.CounterFilter;
import org.otagateway.gateway.store.MarkState;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreException;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.packet.keys.Counter;

/** Counters are moved on once, all or some, and never beyond their end. */
class CounterAdvanceTest {
    private static final int CARDS = CounterAdvance.PAGE + 20;

    @TempDir
    Path directory;

    private StoreSettings settings;

    @BeforeEach
    void make() {
        settings = StoreSettings.sqlite(directory.resolve("ota.db")).notSynced();
        try (Store store = Store.open(settings)) {
            List<Long> cards = new ArrayList<>();
            for (int i = 0; i < CARDS; i++) {
                int number = i;
                var unused = store.submit(tx -> {
                    String profile = number < 3 ? "few" : "generic";
                    long card = tx.cards()
                            .insert("89" + number, "49" + number, null, null, profile, Instant.EPOCH)
                            .id();
                    spend(tx.counterDomains().findOrCreate(card, "", 1, ""), 10, tx);
                    return cards.add(card);
                });
            }
        }
    }

    private static CounterDomain spend(CounterDomain domain, long values, org.otagateway.gateway.store.Transaction tx) {
        return tx.counterDomains().spend(domain, new Counter(domain.spent().value() + values));
    }

    private static long run(Store store, Advance advance, CounterFilter filter) {
        return new CounterAdvance(store, InstantSource.fixed(Instant.EPOCH)).run(advance, filter);
    }

    private static long spent(Store store, String iccid) {
        return store.read(view -> {
            long card = Objects.requireNonNull(view.cards().findByIccid(iccid)).id();
            return Objects.requireNonNull(view.counterDomains().find(card, "", 1, ""))
                    .spent()
                    .value();
        });
    }

    @Test
    void afterARestoreNoValueIsSpentThatWasSpentBefore() throws IOException {
        Path backup = directory.resolve("backup");
        Files.copy(settings.database(), backup);
        long lost;
        try (Store store = Store.open(settings)) {
            for (int i = 0; i < 7; i++) {
                String iccid = "89" + i;
                store.submit(tx -> spend(
                                tx.counterDomains()
                                        .findOrCreate(
                                                Objects.requireNonNull(
                                                                tx.cards().findByIccid(iccid))
                                                        .id(),
                                                "",
                                                1,
                                                ""),
                                3,
                                tx))
                        .join();
            }
            // A card that the backup does not have was in use as well.
            store.submit(tx -> spend(
                            tx.counterDomains()
                                    .findOrCreate(
                                            tx.cards()
                                                    .insert("88", "48", null, null, "generic", Instant.EPOCH)
                                                    .id(),
                                            "",
                                            1,
                                            ""),
                            2,
                            tx))
                    .join();
        }
        Files.copy(backup, settings.database(), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> Store.open(settings)).isInstanceOf(StoreException.class);

        try (Store store = Store.openRestored(settings)) {
            lost = store.mark().join().lost();
            assertThat(lost).isEqualTo(7 * 3 + 2);
            assertThat(run(store, new Advance.By(lost), CounterFilter.ALL)).isEqualTo(CARDS);
        }

        try (Store store = Store.open(settings)) {
            assertThat(spent(store, "890")).isEqualTo(10 + lost).isGreaterThanOrEqualTo(13);
            assertThat(spent(store, "89" + (CARDS - 1))).isEqualTo(10 + lost);
            CounterDomain again = store.submit(tx -> tx.counterDomains()
                            .findOrCreate(
                                    tx.cards()
                                            .insert("88", "48", null, null, "generic", Instant.EPOCH)
                                            .id(),
                                    "",
                                    1,
                                    ""))
                    .join();
            assertThat(again.spent().value()).isEqualTo(lost).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aPartOfTheCardsOpensNoRestoredStore() throws IOException {
        Files.delete(directory.resolve("ota.db.mark"));
        try (Store store = Store.openRestored(settings)) {
            assertThat(run(store, new Advance.By(5), new CounterFilter("few", null)))
                    .isEqualTo(3);
            assertThat(spent(store, "890")).isEqualTo(15);
            assertThat(spent(store, "893")).isEqualTo(10);
            assertThat(store.mark().join().kind()).isEqualTo(MarkState.Kind.UNMARKED);

            long card = store.read(view ->
                    Objects.requireNonNull(view.cards().findByIccid("893")).id());
            assertThat(run(store, new Advance.To(new Counter(12)), new CounterFilter(null, card)))
                    .isEqualTo(1);
            assertThat(spent(store, "893")).isEqualTo(12);

            assertThat(run(store, new Advance.To(new Counter(14)), CounterFilter.ALL))
                    .isEqualTo(CARDS - 3);
            assertThat(spent(store, "890")).isEqualTo(15);
            assertThat(store.mark().join().kind()).isEqualTo(MarkState.Kind.CURRENT);
        }
        Store.open(settings).close();
    }

    @Test
    void whatWasCutShortGoesOnWhereItStoppedAndNothingElseDoes() {
        try (Store store = Store.open(settings)) {
            // As a kill after the first page leaves it.
            store.submit(tx -> {
                        long last = tx.counterDomains()
                                .advanceBy(0, CounterAdvance.PAGE, CounterFilter.ALL, 100)
                                .last();
                        tx.facts()
                                .put(
                                        "counters.advance",
                                        org.otagateway.packet.bytes.Octets.copyOf(
                                                ("--by 100\n" + last + "\n" + CounterAdvance.PAGE)
                                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                        return last;
                    })
                    .join();

            assertThatThrownBy(() -> run(store, new Advance.By(7), CounterFilter.ALL))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "counters advance: expected '--by 100' once more, since it was cut short, got '--by 7'");
            assertThat(run(store, new Advance.By(100), CounterFilter.ALL)).isEqualTo(CARDS);
            assertThat(spent(store, "890")).isEqualTo(110);
            assertThat(spent(store, "89" + (CARDS - 1))).isEqualTo(110);
            assertThat(run(store, new Advance.By(1), CounterFilter.ALL)).isEqualTo(CARDS);
        }
    }

    @Test
    void noCounterIsMovedBeyondItsEnd() {
        try (Store store = Store.open(settings)) {
            run(store, new Advance.To(new Counter(Advance.LAST.value() - 5)), new CounterFilter("few", null));

            assertThatThrownBy(() -> run(store, new Advance.By(6), CounterFilter.ALL))
                    .isInstanceOf(UserError.class)
                    .hasMessage("--by: expected at most 5, since the counter of card 890, key version 1, stands at"
                            + " 1099511627768, got 6");
            assertThat(spent(store, "893")).isEqualTo(10);
            run(store, new Advance.By(5), CounterFilter.ALL);
            assertThat(spent(store, "890")).isEqualTo(Advance.LAST.value());
        }
        assertThatThrownBy(() -> new Advance.By(Counter.MAX.value())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countersNearTheirEndAreCountedAndListed() {
        try (Store store = Store.open(settings)) {
            assertThat(near(store)).isZero();
            run(store, new Advance.To(new Counter(Advance.LAST.value() - 5)), new CounterFilter("few", null));

            assertThat(near(store)).isEqualTo(3);
            var page = CounterPage.of(store, CounterDomain.NEAR_END, 0, 2);
            assertThat(page.path("counters")).hasSize(2);
            assertThat(page.path("counters").get(0).path("iccid").asText()).isEqualTo("890");
            assertThat(page.path("counters").get(0).path("left").asLong()).isEqualTo(6);
            assertThat(page.path("counters").get(0).path("placed").isNull()).isTrue();
            var last = CounterPage.of(
                    store, CounterDomain.NEAR_END, page.path("next").asLong(), 2);
            assertThat(last.path("counters")).hasSize(1);
            assertThat(last.path("next").isNull()).isTrue();
            assertThat(CounterPage.of(store, 6, 0, 10).path("counters")).isEmpty();
            assertThat(CounterPage.of(store, 7, 0, 10).path("counters")).hasSize(3);
            assertThat(CounterPage.of(store, 0, 0, 10).path("counters")).hasSize(10);
        }
    }

    private static long near(Store store) {
        return store.read(view -> view.counterDomains().countNearEnd(CounterDomain.NEAR_END));
    }
}
