// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.job.Campaign;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;

/** Windows where each card is, at 12:00 in UTC, 21:00 in Tokyo and 07:00 in New York. */
class CardZoneTest {
    @TempDir
    Path directory;

    private Store store;
    private Fleet fleet;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        fleet = new Fleet(store, 3);
        fleet.columns(0, "{\"time_zone\":\"Asia/Tokyo\"}");
        fleet.columns(1, "{\"time_zone\":\"America/New_York\"}");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private long job(Schedule schedule) {
        return fleet.job(fleet.definition(Fleet.policy(OptionalDouble.empty())).with(Campaign.of(schedule)), 0, 3);
    }

    private static Schedule windows(boolean cardZone, String window) {
        return new Schedule(null, null, List.of(Schedule.Window.parse(window)), ZoneId.of("UTC"), cardZone);
    }

    private Instant due(long job, int place) {
        long delivery = store.submit(
                        tx -> tx.deliveryStates().pending(job, 0, 10).get(place).id())
                .join();
        return Objects.requireNonNull(
                store.submit(tx -> Objects.requireNonNull(tx.deliveryStates().find(delivery)))
                        .join()
                        .state()
                        .dueAt());
    }

    @Test
    void aCardIsSentToWhenItsWindowOpensAndIsNotLookedAtBefore() {
        long job = job(windows(true, "08:00-20:00"));
        fleet.look();
        assertThat(fleet.cardsOnTheWire())
                .as("it is day in UTC, which is for cards that say nothing")
                .containsExactly(2);
        assertThat(due(job, 0)).isEqualTo("2026-01-01T23:00:00Z");
        assertThat(due(job, 1)).isEqualTo("2026-01-01T13:00:00Z");

        fleet.now = Instant.parse("2026-01-01T13:00:00Z");
        fleet.look();
        assertThat(fleet.cardsOnTheWire()).containsExactly(2, 1);
        fleet.now = Instant.parse("2026-01-01T23:00:00Z");
        fleet.look();
        assertThat(fleet.cardsOnTheWire()).containsExactly(2, 1, 0);
        fleet.answerAll();
        fleet.look();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.DONE);
        assertThat(fleet.count(job, Outcome.CONFIRMED)).isEqualTo(3);
    }

    @Test
    void whatIsNotOpenBeforeTheEndExpiresThen() {
        Instant end = Instant.parse("2026-01-01T14:00:00Z");
        Schedule schedule =
                new Schedule(null, end, List.of(Schedule.Window.parse("08:00-20:00")), ZoneId.of("UTC"), true);
        long job = job(schedule);
        fleet.look();
        assertThat(due(job, 0)).isEqualTo(end);
        fleet.answerAll();
        fleet.now = end;
        fleet.look();

        assertThat(fleet.count(job, Outcome.EXPIRED)).isEqualTo(2);
        assertThat(fleet.find(job).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aSecondSendWaitsForTheWindowOfTheJobToo() {
        long job = fleet.job(fleet.definition(Fleet.policy(2)).with(Campaign.of(windows(false, "08:00-12:30"))), 2, 3);
        fleet.look();
        fleet.takeAll();
        fleet.now = fleet.now.plus(Duration.ofHours(3));
        fleet.look();

        assertThat(fleet.onTheWire()).isEmpty();
        assertThat(due(job, 0)).as("not minute by minute").isEqualTo("2026-01-02T08:00:00Z");
        fleet.now = Instant.parse("2026-01-02T08:00:00Z");
        fleet.look();
        assertThat(fleet.onTheWire()).hasSize(1);
    }
}
