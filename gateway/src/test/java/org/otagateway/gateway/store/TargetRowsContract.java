// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.Targets;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.Evidence;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.Progress;
import org.otagateway.gateway.store.JobSources.JobSource;
import org.otagateway.gateway.store.JobSources.TargetPage;
import org.otagateway.packet.bytes.Octets;

/** What every store keeps of cards that are told apart, of jobs for cards of the store, of histories and of archives. */
abstract class TargetRowsContract extends StoreFixture {
    private Job job(String digest) {
        return write(tx -> tx.jobs().insert(digest.repeat(32), 1, SampleJob.definition(), NOW));
    }

    private long planned(Job job, long row, Card card, Outcome outcome) {
        return write(tx -> {
            long id = tx.deliveries().plan(job.id(), row, card.id(), NOW, "{\"spn\":\"00\"}", null);
            DeliveryRow planned = Objects.requireNonNull(tx.deliveryStates().find(id));
            DeliveryState state = new DeliveryState(Phase.FINAL, outcome, null, 1, 0, Evidence.NONE, Progress.START);
            tx.deliveryStates().update(planned, planned.with(state, null));
            tx.jobs().addPlanned(job.id(), 1, 0);
            return id;
        });
    }

    private List<String> iccids(CardFilter filter) {
        return store.read(view -> view.cards().page(filter, 0, Long.MAX_VALUE, 100).stream()
                .map(Card::iccid)
                .toList());
    }

    private void move(Card card, Standing standing, Instant at) {
        write(tx -> {
            tx.cards().setStanding(card.id(), standing, at, "why");
            return 0;
        });
    }

    @Test
    void filtersMeanCardsAndTellStandingsApart() {
        Card first = card("89882101");
        Card second = card("89882102");
        Card third = card("89882103");
        move(second, Standing.BLOCKED, NOW);
        move(third, Standing.REMOVED, NOW);

        assertThat(iccids(CardFilter.ALL)).containsExactly(first.iccid(), second.iccid());
        assertThat(iccids(new CardFilter(null, null, null, Standing.REMOVED, false)))
                .containsExactly(third.iccid());
        CardFilter range = new CardFilter("generic", CardFilter.Iccids.parse("89882102-8988211"), "49170", null, true);
        assertThat(iccids(range)).containsExactly(second.iccid());
        assertThatObject(store.read(view -> view.history().acts(second.id(), 5)))
                .isEqualTo(List.of(new HistoryQueries.Act(NOW, "blocked", "why")));
        assertThatObject(store.read(view -> Objects.requireNonNull(view.cards().standingNote(second.id()))))
                .isEqualTo(new CardQueries.StandingNote(NOW, "why"));
    }

    @Test
    void aNumberIsTheCardsThatWasGivenItLast() {
        Card first = write(tx -> tx.cards().insert("8901", "491", null, null, "generic", NOW));
        Card second = write(tx -> tx.cards().insert("8902", "491", null, null, "generic", NOW.plusSeconds(1)));
        assertThatObject(store.read(view -> Objects.requireNonNull(view.cards().successor(first))))
                .isEqualTo(second);
        write(tx -> {
            tx.cards().setNumbered(first.id(), NOW.plusSeconds(2));
            return 0;
        });
        assertThatObject(store.read(view -> Objects.requireNonNull(view.cards().successor(second))))
                .isEqualTo(first);
    }

    @Test
    void cardsOfTheStoreAndOfAnotherJobComePageByPage() {
        List<Card> cards = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            cards.add(card("890" + i));
        }
        Job other = job("ab");
        planned(other, 1, cards.get(0), Outcome.FAILED);
        planned(other, 2, cards.get(1), Outcome.CONFIRMED);
        planned(other, 3, cards.get(2), Outcome.REFUSED);
        Job ofStore = job("cd");
        Job ofJob = job("ef");
        write(tx -> {
            tx.jobSources().insert(ofStore.id(), new Targets(CardFilter.ALL, null, Set.of(), "targets"), null);
            Set<Outcome> outcomes = Set.of(Outcome.FAILED, Outcome.REFUSED);
            tx.jobSources().insert(ofJob.id(), new Targets(CardFilter.ALL, "x", outcomes, "targets"), other.id());
            tx.jobSources().setOptions(ofJob.id(), OptionalLong.of(7), true);
            return 0;
        });
        Card late = card("8909");

        JobSource source = write(tx -> Objects.requireNonNull(tx.jobSources().find(ofStore.id())));
        TargetPage page = write(tx -> tx.jobSources().page(source, 3));
        assertThat(page.rows()).hasSize(3);
        write(tx -> {
            tx.jobSources().advance(ofStore.id(), page.position());
            return 0;
        });
        JobSource further = write(tx -> Objects.requireNonNull(tx.jobSources().find(ofStore.id())));
        TargetPage rest = write(tx -> tx.jobSources().page(further, 3));
        assertThat(rest.rows())
                .extracting(row -> row.card().id())
                .doesNotContain(late.id())
                .hasSize(2);

        JobSource second = write(tx -> Objects.requireNonNull(tx.jobSources().find(ofJob.id())));
        assertThat(second.most()).hasValue(7);
        assertThat(second.strict()).isTrue();
        List<JobSources.TargetRow> rows =
                write(tx -> tx.jobSources().page(second, 10)).rows();
        assertThat(rows).extracting(row -> row.card().iccid()).containsExactly("8901", "8903");
        assertThat(rows.get(0).columns()).isEqualTo("{\"spn\":\"00\"}");
        assertThatObject(store.read(view -> view.jobSources().unplanned()))
                .isEqualTo(List.of(ofStore.id(), ofJob.id()));
    }

    @Test
    void detailsGoAndWhatTheyCameToStays() {
        Job job = job("ab");
        Card card = card("8901");
        long delivery = planned(job, 1, card, Outcome.FAILED);
        Octets octets = Octets.hex("0271");
        write(tx -> {
            tx.events().append(NOW, delivery, null, "por", "00 0190", octets);
            tx.jobs().setFinished(job.id(), NOW);
            return 0;
        });
        assertThatObject(store.read(view -> view.history().past(delivery, 5)))
                .isEqualTo(List.of(new HistoryQueries.Past(NOW, null, "por", "00 0190", octets)));
        assertThatObject(store.read(
                        view -> Objects.requireNonNull(view.history().delivery(card.id(), job.id()))
                                .outcome()))
                .isEqualTo(Outcome.FAILED);

        Instant later = NOW.plus(Duration.ofDays(1));
        assertThatObject(write(tx -> tx.jobArchive().next(later, later))).isEqualTo(job.id());
        assertThatObject(write(tx -> tx.jobArchive().drop(job.id(), 10))).isEqualTo(true);
        assertThatObject(write(tx -> tx.jobArchive().drop(job.id(), 10))).isEqualTo(false);
        assertThatObject(write(tx -> tx.jobArchive().next(later, later))).isEqualTo(0L);
        ArchiveQueries.Archived archived =
                store.read(view -> Objects.requireNonNull(view.archive().find(job.id())));
        assertThat(archived.outcomes()).containsEntry(Outcome.FAILED, 1L);
        assertThatObject(store.read(view -> view.history().past(delivery, 5))).isEqualTo(List.of());
        assertThatObject(store.read(view -> view.deliveries().count(job.id()))).isEqualTo(0L);
        write(tx -> {
            tx.events().append(NOW, 7L, null, "hint", "06");
            return 0;
        });
        assertThatObject(write(tx -> tx.jobArchive().dropEvents(later, 1))).isEqualTo(true);
        assertThatObject(write(tx -> tx.jobArchive().dropEvents(later, 1))).isEqualTo(false);
    }
}
