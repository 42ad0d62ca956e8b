// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.store.HistoryQueries;

/** Cards that are not what they were are told apart by planning, and come back by an import. */
class StandingTest extends PlanFixture {
    private static final Instant LATER = NOW.plusSeconds(60);

    private Card card(String iccid) {
        return store.read(view -> Objects.requireNonNull(view.cards().findByIccid(iccid)));
    }

    private void move(Card card, Standing to, String reason) {
        int unused = store.submit(tx -> {
                    tx.cards().setStanding(card.id(), to, NOW, reason);
                    return 0;
                })
                .join();
    }

    private CardImport.Result importCards(String csv, Instant at) throws IOException {
        try (CardRows rows = CardRows.open(file("import.csv", csv), number -> number.replace("+", ""))) {
            return new CardImport(store, vault, profiles, InstantSource.fixed(at)).run(rows, false, bad -> {
                throw new AssertionError(bad.reason());
            });
        }
    }

    private List<SealedKeySet> keySets(Card card) {
        return store.read(view -> view.cards().keySets(card.id()));
    }

    private static String iccid(int number) {
        return row(number).substring(0, row(number).indexOf(','));
    }

    private static String moved(int from, int to) {
        return row(to).replace(",+4917" + String.format("%06d", to), ",+4917" + String.format("%06d", from));
    }

    @Test
    void aRowOfABlockedOrRemovedCardIsRefusedWithTheReason() throws IOException {
        importCards(HEADER + rows(1, 3), NOW);
        move(card(iccid(1)), Standing.BLOCKED, "stolen");
        move(card(iccid(2)), Standing.REMOVED, "scrapped");
        Job job = job("aa".repeat(32), JOB);

        assertThat(plan(job, HEADER + rows(1, 3), options())).isTrue();

        assertThat(refused(job))
                .containsExactly(
                        "2 iccid: expected a card that is not blocked (since 2026-01-02T03:04:05Z: stolen), got '"
                                + iccid(1) + "'",
                        "3 iccid: expected a card that was not removed (since 2026-01-02T03:04:05Z: scrapped);"
                                + " cards import brings it back, got '" + iccid(2) + "'");
        assertThat(reread(job).plannedRows()).isEqualTo(3);
    }

    @Test
    void aRemovedCardHasNoKeysAndAnImportBringsItBackWithItsCounters() throws IOException {
        importCards(HEADER + rows(1, 1), NOW);
        Card card = card(iccid(1));
        move(card, Standing.REMOVED, "scrapped");
        assertThat(keySets(card)).isEmpty();

        assertThat(importCards(HEADER + rows(1, 1), LATER).updated()).isEqualTo(1);

        assertThat(card(iccid(1)).standing()).isEqualTo(Standing.ACTIVE);
        assertThat(card(iccid(1)).id()).isEqualTo(card.id());
        assertThat(keySets(card)).hasSize(1);
        assertThat(importCards(HEADER + rows(1, 1), LATER).unchanged()).isEqualTo(1);
        List<String> acts = store.read(view -> view.history().acts(card.id(), 10).stream()
                .map(HistoryQueries.Act::act)
                .toList());
        assertThat(acts).containsExactly("active", "removed");
    }

    @Test
    void anImportLeavesABlockedCardBlocked() throws IOException {
        importCards(HEADER + rows(1, 1), NOW);
        move(card(iccid(1)), Standing.BLOCKED, "stolen");

        assertThat(importCards(HEADER + rows(1, 1), LATER).unchanged()).isEqualTo(1);

        assertThat(card(iccid(1)).standing()).isEqualTo(Standing.BLOCKED);
    }

    @Test
    void aNumberThatMovedToAnotherCardIsToldAndAnImportTakesItBack() throws IOException {
        importCards(HEADER + rows(1, 1), NOW);
        importCards(HEADER + moved(1, 2), LATER);
        Job job = job("aa".repeat(32), JOB);

        assertThat(plan(job, HEADER + rows(1, 1) + moved(1, 2), options())).isTrue();

        assertThat(refused(job))
                .containsExactly("2 msisdn: expected a number that is still the card's (card " + iccid(2)
                        + " has it since 2026-01-02T03:05:05Z; cards import of " + iccid(1)
                        + " takes it back), got '4917000001'");
        assertThat(importCards(HEADER + rows(1, 1), LATER.plusSeconds(1)).updated())
                .isEqualTo(1);
        Job again = job("bb".repeat(32), JOB);
        assertThat(plan(again, HEADER + rows(1, 1) + moved(1, 2), options())).isTrue();
        assertThat(refused(again)).singleElement().asString().startsWith("3 msisdn: expected a number that is still");
    }
}
