// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobState;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Counter;

/** Rows of cards become deliveries, counters, sealed keys and secrets. */
class PlannerTest extends PlanFixture {
    @Test
    void everyRowBecomesADeliveryInTheOrderOfTheFile() throws IOException {
        Job job = job("a", JOB);

        assertThat(plan(job, HEADER + rows(1, 1203), options())).isTrue();

        Job planned = reread(job);
        assertThat(planned.plannedRows()).isEqualTo(1203);
        assertThat(planned.planningDone()).isTrue();
        assertThat(planned.rejectedRows()).isZero();
        List<Card> cards = store.read(view -> view.cards().page(0, 2000));
        assertThat(cards).hasSize(1203);
        for (Card card : cards) {
            long number = Long.parseLong(card.iccid().substring(13));
            assertThatObject(store.read(view -> view.deliveries().rowOf(job.id(), card.id())))
                    .isEqualTo(number);
        }
    }

    @Test
    void planningGoesOnBehindWhatIsStoredWithoutDoubling() throws IOException {
        Job job = job("a", JOB);
        String csv = HEADER + rows(1, 700);
        Planner.Options limited = new Planner.Options(OptionalLong.of(10), false, false, 7, "cards.csv");

        assertThat(plan(job, csv, limited)).isFalse();
        assertThat(reread(job).plannedRows()).isEqualTo(10);
        assertThat(plan(reread(job), csv, limited)).isFalse();
        assertThat(reread(job).plannedRows()).isEqualTo(10);
        assertThat(plan(reread(job), csv, options())).isTrue();

        assertThat(reread(job).plannedRows()).isEqualTo(700);
        assertThatObject(store.read(view -> view.deliveries().count(job.id()))).isEqualTo(700L);
    }

    @Test
    void aRowOfACardPlacesItsCounterWhereTheOperatorSays() throws IOException {
        Job job = job("a", JOB);
        plan(job, HEADER + "898821100000000001,4917,," + KEY + "," + KEY + ",,41,," + SPN + "\n", options());

        CounterDomain domain =
                store.read(view -> Objects.requireNonNull(view.counterDomains().find(cardId(), "", 1, "")));
        assertThat(domain.spent()).isEqualTo(new Counter(41));
        assertThat(domain.placed()).isEqualTo(new Counter(41));
        assertThat(domain.placedBy()).isEqualTo(PlacedBy.OPERATOR);
    }

    @Test
    void aCounterBelowTheStoredOneChangesNothingAndAHigherOneRaisesIt() throws IOException {
        String row = HEADER + "898821100000000001,4917,," + KEY + "," + KEY + ",,%s,," + SPN + "\n";
        plan(job("a", JOB), String.format(row, "41"), options());
        plan(job("b", JOB), String.format(row, "7"), options());
        assertThat(spent()).isEqualTo(new Counter(41));

        plan(job("c", JOB), String.format(row, "50"), options());
        assertThat(spent()).isEqualTo(new Counter(50));
    }

    private Counter spent() {
        return store.read(view -> Objects.requireNonNull(view.counterDomains().find(cardId(), "", 1, ""))
                .spent());
    }

    @Test
    void aProfileThatCountsForEachTarGetsADomainOfItsTarThatKnowsTheOperatorsWord() throws IOException {
        plan(
                job("a", JOB),
                HEADER + "898821100000000001,4917,tars," + KEY + "," + KEY + ",,9,," + SPN + "\n",
                options());

        CounterDomain domain =
                store.read(view -> Objects.requireNonNull(view.counterDomains().find(cardId(), "", 1, "b00011")));
        assertThat(domain.placed()).isEqualTo(new Counter(9));
        assertThatObject(store.read(view -> view.counterDomains().list(cardId()).size()))
                .isEqualTo(2);
    }

    @Test
    void keysAreSealedAndOpenOnlyForTheirCard() throws IOException {
        plan(job("a", JOB), HEADER + row(1), options());

        var sealed = store.read(view -> Objects.requireNonNull(view.cards().keySet(cardId(), "", 1)));
        var keys = vault.openKeySet("8988211000000000001", "", 1, sealed.sealed());
        assertThat(keys.kic())
                .isNotNull()
                .extracting(key -> key.value().length())
                .isEqualTo(16);
        assertThat(sealed.sealed().toHex()).doesNotContain(KEY);
        assertThat(sealed.algorithm()).isEqualTo("aes");
    }

    @Test
    void aDifferentKeyIsRefusedUnlessKeysAreToBeReplaced() throws IOException {
        String other = "ff".repeat(16);
        plan(job("a", JOB), HEADER + row(1), options());
        String csv = HEADER + row(1).replaceFirst(KEY, other);

        Job refusing = job("b", JOB);
        plan(refusing, csv, options());
        assertThat(refused(refusing))
                .containsExactly(
                        "2 kic1: expected what the store has for this card, got another; --replace-keys takes it");

        Job replacing = job("c", JOB);
        plan(replacing, csv, new Planner.Options(OptionalLong.empty(), false, true, 7, "cards.csv"));
        assertThat(refused(replacing)).isEmpty();
    }

    @Test
    void aRowWithoutKeysTakesThoseOfTheStore() throws IOException {
        plan(job("a", JOB), HEADER + row(1), options());

        Job job = job("b", JOB);
        plan(job, "iccid,msisdn,spn\n8988211000000000001,4917000001," + SPN + "\n", options());

        assertThat(refused(job)).isEmpty();
        assertThatObject(store.read(view -> view.deliveries().count(job.id()))).isEqualTo(1L);
    }

    @Test
    void secretsOfTheRowAreStoredSealedAndCopiedForTheJob() throws IOException {
        Job job = job("a", JOB.replace("- 00A40004026F46", "- 0020000A08${adm1}"));
        plan(
                job,
                HEADER + "898821100000000001,4917,," + KEY + "," + KEY + ",,0,3132333435363738," + SPN + "\n",
                options());

        assertThat(refused(job)).isEmpty();
        var sealed = store.read(view -> Objects.requireNonNull(view.cards().secret(cardId(), "adm1")));
        assertThat(vault.openSecret("898821100000000001", "adm1", sealed))
                .isEqualTo(SecretOctets.hex("3132333435363738"));
        assertThat(sealed.toHex()).doesNotContain("3132333435363738");

        Job second = job("b", JOB.replace("- 00A40004026F46", "- 0020000A08${adm1}"));
        plan(second, "iccid,msisdn,spn\n898821100000000001,4917," + SPN + "\n", options());
        assertThat(refused(second)).isEmpty();
    }

    @Test
    void aJobIsGoneOnWithUntilItHasEndedAndOnlyThenMadeAgain() throws IOException {
        Job first = job("a", JOB);
        Planner planner = planner();

        assertThat(planner.open("a", first.definition(), true).id()).isEqualTo(first.id());
        store.submit(tx -> {
                    tx.jobs().setFinished(first.id(), NOW);
                    return true;
                })
                .join();
        assertThat(planner.open("a", first.definition(), false).id()).isEqualTo(first.id());
        Job again = planner.open("a", first.definition(), true);
        assertThat(again.run()).isEqualTo(2);
        assertThat(again.state()).isEqualTo(JobState.RUNNING);
    }
}
