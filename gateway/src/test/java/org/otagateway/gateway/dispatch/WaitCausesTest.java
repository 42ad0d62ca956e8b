// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.job.Campaign;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.Priority;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.job.Wave;
import org.otagateway.gateway.outcome.WaitCause;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;

/** Why cards wait, told from what lies in the store. */
class WaitCausesTest {
    @TempDir
    Path directory;

    private Store store;
    private Fleet fleet;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        fleet = new Fleet(store, 10);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private JobDefinition definition(int attempts) {
        return fleet.definition(Fleet.policy(attempts));
    }

    /** Without the zeros. */
    private Map<WaitCause, Long> causes(long job) {
        Map<WaitCause, Long> found = store.read(view -> view.waits().causes(fleet.find(job), fleet.now, 1000));
        Map<WaitCause, Long> counts = new EnumMap<>(found);
        assertThat(counts).hasSize(WaitCause.values().length);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    @Test
    void cardsBeforeTheirWaveAndThoseOnTheWireAreToldApart() {
        Campaign campaign = new Campaign(
                Schedule.ALWAYS,
                Priority.NORMAL,
                OptionalInt.empty(),
                List.of(new Wave(Wave.Size.CARDS, 4, false, null, 100, Duration.ZERO), Wave.REST));
        fleet.room(3);
        long job = fleet.job(definition(1).with(campaign), 0, 10);
        fleet.look();

        assertThat(causes(job)).isEqualTo(Map.of(WaitCause.WAVE, 6L, WaitCause.SENDING, 3L, WaitCause.QUEUED, 1L));
    }

    @Test
    void whatTheSmscSaidIsTheCause() {
        long job = fleet.job(definition(5), 0, 6);
        fleet.look();
        fleet.refuseForNow(1);
        fleet.receipt(1, "UNDELIV", "001");
        fleet.receipt(1, "UNDELIV", "022");
        fleet.receipt(1, "DELIVRD", "000");
        fleet.refuse(1);
        fleet.takeAll();

        assertThat(causes(job))
                .isEqualTo(Map.of(
                        WaitCause.THROTTLED,
                        1L,
                        WaitCause.UNREACHABLE,
                        2L,
                        WaitCause.MEMORY_FULL,
                        1L,
                        WaitCause.NO_POR,
                        1L,
                        WaitCause.AT_SMSC,
                        1L));
    }

    @Test
    void aCardThatAnotherJobIsAtIsHeld() {
        fleet.job(definition(1), 0, 2);
        fleet.look();
        long second = fleet.job(definition(1), 0, 3);
        fleet.look();

        assertThat(causes(second)).isEqualTo(Map.of(WaitCause.CARD_HELD, 2L, WaitCause.SENDING, 1L));
    }

    @Test
    void aClosedWindowIsTheCause() {
        Schedule night =
                new Schedule(null, null, List.of(Schedule.Window.parse("22:00-05:00")), ZoneId.of("UTC"), true);
        long job = fleet.job(definition(1).with(Campaign.of(night)), 0, 2);
        fleet.look();

        assertThat(causes(job)).isEqualTo(Map.of(WaitCause.WINDOW, 2L));
    }

    @Test
    void aCounterThatTheCardHasGonePastIsTheCause() {
        long job = fleet.job(fleet.definition(Fleet.policy(OptionalDouble.empty())), 0, 1);
        fleet.counterAhead(0);
        fleet.look();
        fleet.answerAll();

        assertThat(causes(job)).isEqualTo(Map.of(WaitCause.COUNTER_LOW, 1L));
    }
}
