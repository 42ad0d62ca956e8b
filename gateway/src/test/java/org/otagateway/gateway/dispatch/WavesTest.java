// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.job.Campaign;
import org.otagateway.gateway.job.FailureLimit;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.Priority;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.job.Wave;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;

class WavesTest {
    private static final int CARDS = 40;

    @TempDir
    Path directory;

    private Store store;
    private Fleet fleet;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        fleet = new Fleet(store, CARDS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Wave cards(int cards, @Nullable String stop) {
        return new Wave(
                Wave.Size.CARDS, cards, false, stop == null ? null : FailureLimit.parse(stop), 100, Duration.ZERO);
    }

    private long job(Wave... waves) {
        Campaign campaign = new Campaign(Schedule.ALWAYS, Priority.NORMAL, OptionalInt.empty(), List.of(waves));
        return fleet.job(fleet.definition(Fleet.policy(OptionalDouble.empty())).with(campaign), 0, CARDS);
    }

    @Test
    void aWaveBeginsWhenAllCardsOfTheLastHaveAnOutcome() {
        long job = job(cards(3, null), cards(5, null), Wave.REST);

        fleet.look();
        assertThat(fleet.cardsOnTheWire()).containsExactly(0, 1, 2);
        fleet.answer(2);
        fleet.look();
        assertThat(fleet.cardsOnTheWire()).containsExactly(2);
        fleet.answerAll();
        fleet.look();
        assertThat(fleet.cardsOnTheWire()).containsExactly(3, 4, 5, 6, 7);
        fleet.answerAll();
        fleet.look();
        assertThat(fleet.onTheWire()).hasSize(CARDS - 8);
        fleet.answerAll();
        fleet.look();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.DONE);
        assertThat(fleet.count(job, Outcome.CONFIRMED)).isEqualTo(CARDS);
    }

    @Test
    void aFailureInACanaryWavePausesTheJobAndSaysWhy() {
        long job = job(cards(3, "1"), Wave.REST);

        fleet.look();
        fleet.refuse(1);
        fleet.answerAll();
        fleet.look();

        assertThat(fleet.find(job).state()).isEqualTo(JobState.PAUSED);
        assertThat(fleet.find(job).reason()).isEqualTo("wave 1 of 2: 1 of 3 cards failed: stop-after-failures 1");
        assertThat(fleet.onTheWire()).isEmpty();

        fleet.control().resume(job);
        fleet.look();

        assertThat(fleet.find(job).state()).isEqualTo(JobState.RUNNING);
        assertThat(fleet.onTheWire()).hasSize(CARDS - 3);
    }

    @Test
    void aShareOfFewFailuresIsWeighedAtTheEndOfTheWave() {
        long job = job(cards(10, "20%"), Wave.REST);

        fleet.look();
        fleet.refuse(3);
        fleet.answer(6);
        fleet.look();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.RUNNING);
        fleet.answerAll();
        fleet.look();

        assertThat(fleet.find(job).reason()).isEqualTo("wave 1 of 2: 3 of 10 cards failed: stop-after-failures 20%");
    }

    @Test
    void aWaveAndItsFailuresSurviveARestart() {
        long job = job(cards(4, "2"), Wave.REST);
        fleet.look();
        fleet.refuse(1);
        fleet.start();
        fleet.look();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.RUNNING);
        assertThat(fleet.cardsOnTheWire())
                .as("sent again what the crash cut off")
                .containsExactly(1, 2, 3);
        fleet.refuse(1);
        fleet.answerAll();
        fleet.start();
        fleet.now = fleet.now.plus(Duration.ofHours(2));
        fleet.look();

        assertThat(fleet.onTheWire()).isEmpty();
        assertThat(fleet.find(job).reason()).isEqualTo("wave 1 of 2: 2 of 4 cards failed: stop-after-failures 2");
    }

    @Test
    void theNextWaveDoesNotWaitForTheLastCardsWhereAShareIsEnough() {
        job(new Wave(Wave.Size.SHARE, 25, false, null, 80, Duration.ofHours(1)), Wave.REST);

        fleet.look();
        assertThat(fleet.onTheWire()).hasSize(10);
        fleet.answer(8);
        fleet.look();
        assertThat(fleet.onTheWire()).as("the pause is not over").hasSize(2);
        fleet.now = fleet.now.plus(Duration.ofMinutes(58));
        fleet.look();
        assertThat(fleet.onTheWire()).hasSize(2);
        fleet.now = fleet.now.plus(Duration.ofMinutes(2));
        fleet.look();
        assertThat(fleet.onTheWire().size()).isGreaterThanOrEqualTo(CARDS - 10);
    }

    @Test
    void aWaveSpreadOverTheFileTakesCardsFromAllOfIt() {
        job(cards(2, null), new Wave(Wave.Size.CARDS, 8, true, null, 100, Duration.ZERO), Wave.REST);

        fleet.look();
        fleet.answerAll();
        fleet.look();

        assertThat(fleet.cardsOnTheWire()).hasSize(8).doesNotHaveDuplicates().doesNotContain(0, 1);
        assertThat(fleet.cardsOnTheWire())
                .containsAll(IntStream.range(1, 8).map(i -> i * 5).boxed().toList());
        fleet.answerAll();
        fleet.look();
        assertThat(fleet.onTheWire()).hasSize(CARDS - 10);
    }

    @Test
    void aSignOfLifeDoesNotBringAWaveForward() {
        job(cards(3, null), Wave.REST);
        fleet.look();

        store.submit(tx -> tx.deliveryStates().wake(fleet.cardId(20), fleet.now))
                .join();
        fleet.look();

        assertThat(fleet.cardsOnTheWire()).containsExactly(0, 1, 2);
    }

    @Test
    void cardsOfWavesToComeExpireWithTheJob() {
        long job = job(cards(3, null), Wave.REST);
        fleet.look();
        fleet.answer(2);
        fleet.now = fleet.now.plus(Duration.ofDays(4));
        fleet.look();
        fleet.look();

        assertThat(fleet.find(job).state()).isEqualTo(JobState.DONE);
        assertThat(fleet.count(job, Outcome.CONFIRMED)).isEqualTo(2);
        assertThat(fleet.count(job, Outcome.EXPIRED)).isEqualTo(CARDS - 3);
    }

    @Test
    void aCancelledJobLeavesNoCardOfAWaveToCome() {
        long job = job(cards(3, null), Wave.REST);
        fleet.look();
        fleet.control().cancel(job);
        fleet.answerAll();
        fleet.look();

        assertThat(fleet.find(job).finished()).isNotNull();
        assertThat(fleet.count(job, Outcome.CANCELLED)).isEqualTo(CARDS - 3);
        assertThat(fleet.count(job, Outcome.CONFIRMED)).isEqualTo(3);
    }
}
