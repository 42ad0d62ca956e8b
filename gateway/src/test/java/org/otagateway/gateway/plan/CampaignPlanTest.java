// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Waves;

/** When the cards of a planned job fall due. */
class CampaignPlanTest extends PlanFixture {
    private static final String ZONED = "iccid,msisdn,profile,kic1,kid1,alg1,cntr1,adm1,spn,time_zone\n";

    private static String row(long number, String zone) {
        return row(number).strip() + "," + zone + "\n";
    }

    private List<Instant> dues(Job job) {
        List<DeliveryRow> rows = store.submit(tx -> tx.deliveryStates().pending(job.id(), 0, 100))
                .join();
        List<Instant> dues = new ArrayList<>();
        rows.stream().map(DeliveryRow::state).map(DeliveryState::dueAt).forEach(dues::add);
        return dues;
    }

    @Test
    void aCardWaitsForTheOpeningOfItsWindowAndABadZoneIsRefused() throws IOException {
        Job job = job("z", JOB + "schedule: {windows: 08:00-20:00, time-zone: card, default-time-zone: +05:00}\n");
        String cards = ZONED + row(1, "Asia/Tokyo") + row(2, "Mars/Olympus") + row(3, "") + row(4, "-08:00");
        assertThat(plan(job, cards, options())).isTrue();

        assertThat(refused(job))
                .containsExactly(
                        "3 time_zone: expected a time zone such as Europe/Berlin or +02:00, got 'Mars/Olympus'");
        Schedule schedule = job.definition().schedule();
        assertThat(dues(job))
                .containsExactly(
                        schedule.opening(ZoneId.of("Asia/Tokyo"), NOW),
                        schedule.opening(ZoneId.of("+05:00"), NOW),
                        schedule.opening(ZoneId.of("-08:00"), NOW));
        DeliveryRow first = store.submit(
                        tx -> tx.deliveryStates().pending(job.id(), 0, 1).get(0))
                .join();
        assertThat(Objects.requireNonNull(store.submit(tx -> Objects.requireNonNull(
                                        tx.deliveryStates().input(first.id())))
                                .join())
                        .columns())
                .contains("\"time_zone\":\"Asia/Tokyo\"");
    }

    @Test
    void whereWindowsAreTheOperatorsTheColumnIsAsAnyOther() throws IOException {
        Job job = job("o", JOB);
        assertThat(plan(job, ZONED + row(1, "Mars/Olympus"), options())).isTrue();
        assertThat(refused(job)).isEmpty();
        assertThat(dues(job)).containsExactly(NOW);
    }

    @Test
    void cardsOfAJobWithWavesWaitForTheirWave() throws IOException {
        Job job = job("w", JOB + "waves: [{cards: 1}, {rest: true}]\n");
        assertThat(plan(job, HEADER + rows(1, 3), options())).isTrue();
        assertThat(dues(job)).hasSize(3).containsOnly(Waves.NOT_BEGUN);
    }

    @Test
    void aDraftStaysOneWhenItsFilesAreOpenedAgain() throws IOException {
        Job job = job("d", JOB);
        Job draft = planner().open("e", job.definition(), false, true);
        assertThat(draft.state()).isEqualTo(JobState.DRAFT);
        assertThat(plan(draft, HEADER + rows(1, 3), options())).isTrue();
        assertThat(planner().open("e", job.definition(), true, false).id()).isEqualTo(draft.id());
        assertThat(reread(draft).state()).isEqualTo(JobState.DRAFT);
    }
}
