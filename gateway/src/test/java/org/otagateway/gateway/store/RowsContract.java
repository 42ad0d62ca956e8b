// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.Progress;
import org.otagateway.gateway.outcome.StepVisit;
import org.otagateway.gateway.outcome.WaitCause;
import org.otagateway.gateway.store.CardQueries.KeyChain;
import org.otagateway.gateway.store.Correlations.ParkedReceipt;
import org.otagateway.gateway.store.Correlations.Reference;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;

/** What every store keeps of cards, counters and jobs, whatever database it is in. */
abstract class RowsContract extends StoreFixture {
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
    void aReplacedKeyVersionLeadsToTheOneInUseUntilItIsPutBack() {
        long id = card("8901").id();
        write(tx -> {
            tx.cards().putKeySet(id, new SealedKeySet("", 1, "aes", Octets.hex("01")));
            tx.cards().putKeySet(id, new SealedKeySet("", 2, "aes", Octets.hex("02")));
            tx.cards().switchKeys(id, "", 1, 2);
            tx.cards().dropKeys(id, "", 1);
            // what an import finds unchanged or replaces leaves the switch as it is
            tx.cards().putKeySet(id, new SealedKeySet("", 1, "aes", Octets.hex("03")));
            return 0;
        });

        assertThatObject(store.read(view -> view.cards().keyChain(id, "", 1)))
                .isEqualTo(new KeyChain(List.of(1, 2), false));
        assertThatObject(store.read(view -> view.cards().keyChain(id, "", 3)))
                .isEqualTo(new KeyChain(List.of(3), false));

        write(tx -> {
            tx.cards().dropKeys(id, "", 2);
            return 0;
        });
        assertThatObject(store.read(view -> view.cards().keyChain(id, "", 1)))
                .isEqualTo(new KeyChain(List.of(1, 2), true));

        write(tx -> {
            tx.cards().switchKeys(id, "", 2, 1);
            return 0;
        });
        assertThatObject(store.read(view -> view.cards().keyChain(id, "", 1)))
                .isEqualTo(new KeyChain(List.of(1), false));
        assertThatObject(store.read(view -> view.cards().keyChain(id, "", 2)))
                .isEqualTo(new KeyChain(List.of(2, 1), false));
    }

    @Test
    void onlyOneDeliveryHoldsASecurityDomainOfACard() {
        long id = card("8901").id();
        long first = write(tx -> tx.deliveries().plan(5, 1, id, NOW, "{}", null));
        long second = write(tx -> tx.deliveries().plan(6, 1, id, NOW, "{}", null));
        write(tx -> hold(tx, first, ""));
        write(tx -> hold(tx, second, "bank"));

        assertThatObject(write(tx -> tx.deliveryStates().holder(id, ""))).isEqualTo(first);
        assertThatObject(write(tx -> tx.deliveryStates().holder(id, "bank"))).isEqualTo(second);
        assertThatObject(write(tx -> tx.deliveryStates().dueHolding(5, NOW, 10).size()))
                .isEqualTo(1);
        assertThat(kindOf(store.submit(tx -> hold(tx, second, "")))).isEqualTo(StoreException.Kind.CONFLICT);

        write(tx -> hold(tx, first, null));
        assertThatObject(write(tx -> tx.deliveryStates().holder(id, ""))).isEqualTo(0L);
    }

    private static int hold(Transaction tx, long deliveryId, @Nullable String securityDomain) {
        DeliveryRow row = Objects.requireNonNull(tx.deliveryStates().find(deliveryId));
        DeliveryState state = row.state();
        Progress progress = new Progress(new StepVisit(2, 5, 17), 3, securityDomain);
        tx.deliveryStates()
                .update(
                        row,
                        row.with(
                                new DeliveryState(
                                        state.phase(),
                                        state.outcome(),
                                        state.dueAt(),
                                        state.packets(),
                                        state.marks(),
                                        state.evidence(),
                                        progress),
                                null));
        assertThat(Objects.requireNonNull(tx.deliveryStates().find(deliveryId))
                        .state()
                        .progress())
                .isEqualTo(progress);
        return 0;
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
                .isEqualTo(JobState.DONE);
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
    void outcomesAreCountedByWaveAndAResumeLetsThemPass() {
        write(tx -> {
            tx.jobCounts().add(5, 1, 1, 1);
            tx.jobCounts().add(5, 1, 1, 0);
            tx.jobCounts().add(5, 2, 1, 1);
            tx.jobCounts().letPass(5);
            tx.jobCounts().add(5, 2, 1, 1);
            return 0;
        });

        reopen();

        assertThatObject(store.read(view -> view.jobCounts().since(5))).isEqualTo(new JobCountQueries.Count(1, 1));
        assertThatObject(store.read(view -> view.jobCounts().since(5, 1))).isEqualTo(new JobCountQueries.Count(0, 0));
        assertThatObject(store.read(view -> view.jobCounts().all(5, 1))).isEqualTo(new JobCountQueries.Count(2, 1));
        assertThatObject(store.read(view -> view.jobCounts().all(5, 2))).isEqualTo(new JobCountQueries.Count(2, 2));
    }

    @Test
    void cardsAreLetGoByWaveAndWhatTheyWaitForIsTold() {
        write(tx -> {
            for (long row = 1; row <= 4; row++) {
                tx.deliveries().plan(5, row, 100 + row, NOW, Waves.NOT_BEGUN, "{}", null);
            }
            Waves.Card second = tx.waves().waiting(5, 1, 10).get(0);
            tx.waves().begin(5, 1, NOW, 1);
            tx.waves().let(second.deliveryId(), 1, NOW);
            tx.waves().update(5, new WaveQueries.Begun(1, NOW, 1, 1, second.row(), null));
            assertThat(tx.waves().waiting(5, 0, 10)).extracting(Waves.Card::row).containsExactly(1L, 3L, 4L);
            assertThat(Objects.requireNonNull(tx.waves().firstWaiting(5, 3)).row())
                    .isEqualTo(4);
            assertThat(tx.deliveryStates().wake(101, NOW.plusSeconds(9))).isZero();
            return 0;
        });

        reopen();

        assertThatObject(store.read(view -> view.waves().list(5)))
                .isEqualTo(List.of(new WaveQueries.Begun(1, NOW, 1, 1, 2, null)));
        Job five = new Job(5, "ab", 1, JobState.RUNNING, null, SampleJob.definition(), NOW, null, null, 4, true, 0);
        Map<WaitCause, Long> causes = store.read(view -> view.waits().causes(five, NOW, 100));
        assertThat(causes).containsEntry(WaitCause.WAVE, 3L).containsEntry(WaitCause.QUEUED, 1L);
        assertThatObject(store.read(view -> view.waits().holding(5))).isEqualTo(0L);
        assertThatObject(write(tx -> tx.waves().release(5, NOW, 2))).isEqualTo(2);
        assertThatObject(write(tx -> tx.waves().release(5, NOW, 2))).isEqualTo(1);
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

    /** What stands in the text of a receipt is the peer's own affair. */
    @Test
    void aReceiptIsKeptWhateverItsTextSays() {
        String id = "a\0" + "9".repeat(5_000);
        List<ParkedReceipt> parked = write(tx -> {
            tx.correlations().park("a", id, new ParkedReceipt("DELIVRD", "e\0" + "x".repeat(500), "491"), NOW);
            return tx.correlations().takeParked("a", id, NOW);
        });
        assertThat(parked).hasSize(1);
        assertThat(parked.get(0).error()).hasSize(20).endsWith("xxx");

        Reference reference = new Reference(7, 1, 1);
        write(tx -> {
            tx.correlations().put("a", id, reference, NOW);
            return 0;
        });
        assertThatObject(write(tx -> Objects.requireNonNull(tx.correlations().find("a", id, NOW))))
                .isEqualTo(reference);
    }
}
