// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDigest;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.job.Targets;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.Evidence;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.Progress;
import org.otagateway.gateway.store.DeliveryRow;

/** Jobs for cards of the store. */
class TargetPlannerTest extends PlanFixture {
    private static final String PLAIN =
            "name: again\napplication: usim-rfm\nscript:\n  - 00A40004026F46\n  - 00D600000${iccid}\n";

    private static String withTargets(String yaml, String targets) {
        return yaml.replace("name: names\n", "name: retry\n") + "targets: " + targets + "\n";
    }

    private TargetPlanner targets() {
        return new TargetPlanner(planner(), store, vault, profiles, InstantSource.fixed(NOW));
    }

    private record Order(Job job, TargetPlanner.Resolved resolved) {}

    private Order order(String yaml, boolean again) throws IOException {
        JobFile file = JobFile.read(file("job.yaml", yaml), profiles, Optional.empty());
        Targets asked = Objects.requireNonNull(file.targets());
        TargetPlanner.Resolved resolved = targets().resolve(asked, file);
        Job job = targets()
                .open(
                        JobDigest.of(directory.resolve("job.yaml")),
                        file.definition().withMaxParts(7),
                        resolved,
                        TargetPlanner.options(OptionalLong.empty(), false, 7),
                        again,
                        false);
        return new Order(job, resolved);
    }

    private void importCards(String csv) throws IOException {
        try (CardRows rows = CardRows.open(file("import.csv", csv), number -> number.replace("+", ""))) {
            CardImport.Result unused = new CardImport(store, vault, profiles, InstantSource.fixed(NOW))
                    .run(rows, false, bad -> {
                        throw new AssertionError(bad.reason());
                    });
        }
    }

    private List<String> planned(Job job) {
        return store.read(view -> view.reports().page(job.id(), 0, 10_000).stream()
                .map(row -> row.rowNo() + " " + row.iccid())
                .toList());
    }

    private void turn(Job job, int row, Outcome outcome) {
        int unused = store.submit(tx -> {
                    DeliveryRow before = tx.deliveryStates().pending(job.id(), 0, 100).stream()
                            .filter(delivery -> delivery.rowNo() == row)
                            .findFirst()
                            .orElseThrow();
                    DeliveryState state =
                            new DeliveryState(Phase.FINAL, outcome, null, 1, 0, Evidence.NONE, Progress.START);
                    tx.deliveryStates().update(before, before.with(state, null));
                    return 0;
                })
                .join();
    }

    private Job ended(String csv, Outcome... outcomes) throws IOException {
        Job job = job("cc".repeat(32), JOB);
        assertThat(plan(job, csv, options())).isTrue();
        for (int row = 1; row <= outcomes.length; row++) {
            turn(job, row, outcomes[row - 1]);
        }
        return job;
    }

    private static String iccid(int number) {
        return row(number).substring(0, row(number).indexOf(','));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{iccid: '8988211000000000002-8988211000000000003'} | 2",
                "{iccid: '898821100000000000'}                      | 4",
                "{msisdn: '49170001'}                               | 0",
                "{msisdn: '4917'}                                   | 4",
                "{profile: generic}                                 | 4",
                "{profile: silent}                                  | 0",
                "{never-reached: true}                              | 4"
            })
    void aFilterMeansCardsOfTheStore(String filter, int cards) throws IOException {
        importCards(HEADER + rows(1, 4));
        Job job = order(withTargets(PLAIN.replace("00D600000${iccid}", "00D6000001ff"), filter), false).job;

        assertThat(targets().plan(job, count -> {})).isTrue();

        assertThat(planned(job)).hasSize(cards);
        assertThat(reread(job).planningDone()).isTrue();
        assertThat(refused(job)).isEmpty();
    }

    @Test
    void theFailedOnesOfAnotherJobComeWithItsColumnsInItsOrder() throws IOException {
        Job first = ended(
                HEADER + rows(1, 5),
                Outcome.CONFIRMED,
                Outcome.FAILED,
                Outcome.UNCONFIRMED,
                Outcome.ACCEPTED,
                Outcome.REFUSED);

        Job retry = order(withTargets(JOB, "{job: names}"), false).job;
        assertThat(targets().plan(retry, count -> {})).isTrue();
        assertThat(planned(retry)).containsExactly("1 " + iccid(2), "2 " + iccid(3), "3 " + iccid(5));

        Job one = order(withTargets(JOB, "{job: " + first.id() + ", outcomes: [accepted]}"), false).job;
        assertThat(targets().plan(one, count -> {})).isTrue();
        assertThat(planned(one)).containsExactly("1 " + iccid(4));
        String columns = store.submit(tx -> {
                    long delivery =
                            tx.deliveryStates().pending(one.id(), 0, 1).get(0).id();
                    return Objects.requireNonNull(tx.deliveryStates().input(delivery))
                            .columns();
                })
                .join();
        assertThat(columns).contains("\"spn\":\"" + SPN + "\"");
    }

    @Test
    void aPlanningThatWasCutOffGoesOnWithoutDoubling() throws IOException {
        importCards(HEADER + rows(1, 1_200));
        String yaml = withTargets(PLAIN.replace("00D600000${iccid}", "00D6000001ff"), "{iccid: '8988'}");
        Job job = order(yaml, false).job;
        AtomicInteger commits = new AtomicInteger();
        assertThatThrownBy(() -> targets().plan(job, count -> {
                    if (commits.incrementAndGet() == 2) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        assertThat(planned(job)).hasSize(1_000);
        importCards(HEADER + rows(1_201, 1_202));

        Job same = order(yaml, false).job;
        assertThat(same.id()).as("the same file and targets are the same job").isEqualTo(job.id());
        assertThat(targets().plan(same, count -> {})).isTrue();

        assertThat(planned(job)).hasSize(1_200).doesNotHaveDuplicates();
        assertThat(reread(job).plannedRows())
                .as("cards that came later are not in it")
                .isEqualTo(1_200);
        int unused = store.submit(tx -> {
                    tx.jobs().setFinished(job.id(), NOW);
                    return 0;
                })
                .join();
        Job again = order(yaml, true).job;
        assertThat(again.run()).isEqualTo(2);
        assertThat(targets().plan(again, count -> {})).isTrue();
        assertThat(planned(again)).as("asked for again they are").hasSize(1_202);
    }

    @Test
    void cardsThatAreNotWhatTheyWereAreTold() throws IOException {
        ended(HEADER + rows(1, 3), Outcome.FAILED, Outcome.FAILED, Outcome.FAILED);
        int unused = store.submit(tx -> {
                    tx.cards().setStanding(1, Standing.BLOCKED, NOW, "stolen");
                    tx.cards().setStanding(2, Standing.REMOVED, NOW, null);
                    return 0;
                })
                .join();
        importCards(HEADER + row(4).replace(",+4917000004", ",+4917000003"));

        Job retry = order(withTargets(JOB, "{job: names}"), false).job;
        assertThat(targets().plan(retry, count -> {})).isTrue();

        assertThat(planned(retry)).isEmpty();
        assertThat(refused(retry))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .startsWith("1 iccid: expected a card that is not blocked (since ")
                                .contains("stolen")
                                .contains(iccid(1)),
                        row -> assertThat(row).startsWith("2 iccid: expected a card that was not removed (since "),
                        row -> assertThat(row)
                                .startsWith("3 msisdn: expected a number that is still the card's (card " + iccid(4)));
        Job all = order(withTargets(JOB.replace("  - 00D6000011${spn}\n", ""), "{iccid: '89'}"), false).job;
        assertThat(targets().plan(all, count -> {})).isTrue();
        assertThat(planned(all)).containsExactly("3 " + iccid(4));
        assertThat(refused(all)).as("a removed card is none of the store").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{job: nobody}                  | job.yaml:6: targets.job: expected the number or name of a job of the store, got 'nobody'",
                "{job: 77}                      | job.yaml:6: targets.job: expected the number or name of a job of the store, got '77'",
                "{outcomes: [failed]}           | job.yaml:6: targets.outcomes: expected a job that they are of",
                "{job: names, outcomes: [lost]} | job.yaml:6: targets.outcomes[1]: expected some of pending, confirmed",
                "{iccid: 9-1}                   | job.yaml:6: targets.iccid: expected first digits, or a range of them",
                "{msisdn: abc}                  | job.yaml:6: targets.msisdn: expected the first digits of numbers, got 'abc'",
                "{cards: all}                   | job.yaml:6: targets.cards: expected no such key, but one of",
                "{iccid: 89}                    | job.yaml:5: script[2]: expected columns of the store: iccid, msisdn, imsi, eid and secrets (spn is none)"
            })
    void aWrongWordIsToldWithItsPlace(String targets, String fault) throws IOException {
        ended(HEADER + rows(1, 1), Outcome.FAILED);

        assertThatThrownBy(() -> order(withTargets(JOB, targets), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(fault);
    }
}
