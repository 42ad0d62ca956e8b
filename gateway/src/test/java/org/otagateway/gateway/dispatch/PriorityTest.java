// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.job.Campaign;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.Priority;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;

class PriorityTest {
    @TempDir
    Path directory;

    private Store store;
    private Fleet fleet;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        fleet = new Fleet(store, 60);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private long job(Priority priority, int from, int to) {
        return job(priority, OptionalInt.empty(), from, to);
    }

    private long job(Priority priority, OptionalInt maxUnderWay, int from, int to) {
        Campaign campaign = new Campaign(Schedule.ALWAYS, priority, maxUnderWay, List.of());
        return fleet.job(fleet.definition(Fleet.policy(OptionalDouble.empty())).with(campaign), from, to);
    }

    @Test
    void anInteractiveJobDoesNotWaitForRoomBehindACampaign() {
        job(Priority.NORMAL, 0, 50);
        fleet.room(10);
        fleet.look();
        assertThat(fleet.cardsOnTheWire()).hasSize(10);

        job(Priority.INTERACTIVE, 55, 56);
        fleet.look();

        assertThat(fleet.cardsOnTheWire()).hasSize(11).contains(55);
    }

    @Test
    void urgentPacketsAreToldToTheLink() {
        job(Priority.HIGH, 0, 2);
        job(Priority.INTERACTIVE, 55, 57);
        fleet.look();

        assertThat(fleet.urgentOnTheWire()).containsExactly(55, 56);
    }

    @Test
    void theHigherPriorityIsSentFirstAndTheLowerWhereThereIsRoom() {
        job(Priority.LOW, 0, 10);
        job(Priority.NORMAL, 10, 20);
        job(Priority.HIGH, 20, 30);
        fleet.room(15);
        fleet.look();

        assertThat(fleet.cardsOnTheWire()).containsExactly(20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 10, 11, 12, 13, 14);
    }

    @Test
    void oneLookInEightIsForThoseBelowEachInTurn() {
        job(Priority.LOW, 0, 10);
        job(Priority.NORMAL, 10, 20);
        job(Priority.HIGH, 20, 59);
        job(Priority.INTERACTIVE, 59, 60);
        fleet.room(2);
        List<Integer> order = new ArrayList<>();
        for (int look = 1; look <= 16; look++) {
            fleet.look();
            order.addAll(fleet.cardsOnTheWire());
            fleet.answerAll();
        }

        assertThat(order.get(0)).isEqualTo(59);
        assertThat(order.stream().filter(card -> card < 10)).hasSize(2);
        assertThat(order.stream().filter(card -> card >= 10 && card < 20)).hasSize(2);
        assertThat(order.stream().filter(card -> card >= 20 && card < 59).count())
                .isGreaterThan(24);
    }

    @Test
    void noMoreCardsThanToldAreUnderWayAlsoAfterARestart() {
        long job = job(Priority.NORMAL, OptionalInt.of(7), 0, 20);
        fleet.look();
        assertThat(fleet.onTheWire()).hasSize(7);
        fleet.answer(3);
        fleet.look();
        assertThat(fleet.onTheWire()).hasSize(7);
        fleet.takeAll();
        fleet.look();
        assertThat(fleet.onTheWire()).as("what the SMSC has taken is under way").isEmpty();

        fleet.start();
        fleet.look();
        assertThat(fleet.onTheWire()).isEmpty();
        fleet.now = fleet.now.plus(Duration.ofHours(2));
        for (int i = 0; i < 3; i++) {
            fleet.look();
            assertThat(fleet.onTheWire().size()).isLessThanOrEqualTo(7);
            fleet.answerAll();
        }
        fleet.look();

        assertThat(fleet.find(job).state()).isEqualTo(JobState.DONE);
        assertThat(fleet.count(job, Outcome.CONFIRMED)).isEqualTo(13);
    }
}
