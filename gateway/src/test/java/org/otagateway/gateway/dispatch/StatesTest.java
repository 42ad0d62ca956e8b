// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Campaign;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobAct;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;

class StatesTest {
    @TempDir
    Path directory;

    private Store store;
    private Fleet fleet;
    private JobDefinition plain;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        fleet = new Fleet(store, 10);
        plain = fleet.definition(Fleet.policy(OptionalDouble.empty()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void set(long job, JobState state) {
        store.submit(tx -> {
                    tx.jobs().setState(job, state, null);
                    return 0;
                })
                .join();
    }

    private JobDefinition starting(Instant start) {
        return plain.with(Campaign.of(new Schedule(start, null, List.of(), ZoneOffset.UTC)));
    }

    @Test
    void aDraftSendsNothingUntilItIsStarted() {
        long job = fleet.job(plain, 0, 10);
        set(job, JobState.DRAFT);
        fleet.look();
        fleet.control().pause(job);
        fleet.control().resume(job);
        fleet.look();
        assertThat(fleet.onTheWire()).isEmpty();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.DRAFT);

        assertThat(Objects.requireNonNull(fleet.control().start(job)).state()).isEqualTo(JobState.RUNNING);
        fleet.look();
        assertThat(fleet.onTheWire()).hasSize(10);
        assertThat(Objects.requireNonNull(fleet.control().start(job)).state())
                .as("a second start changes nothing")
                .isEqualTo(JobState.RUNNING);
    }

    @Test
    void whatIsDoneToAJobIsKeptWithWhoDidItAndWhatChangesNothingIsNot() {
        long job = fleet.job(plain, 0, 10);
        fleet.control().start(job);
        fleet.control().resume(job);
        fleet.control(new Asked("user anna", "wrong text")).pause(job);
        fleet.control().pause(job);
        assertThat(fleet.find(job).reason()).isEqualTo("paused by an operator: wrong text");
        fleet.control().resume(job);
        fleet.control().cancel(job);
        fleet.control().cancel(job);
        fleet.control().abort(job);

        assertThat(fleet.acts(job))
                .containsExactly(
                        new JobAct(fleet.now, JobAct.Kind.CANCELLED, "test", null),
                        new JobAct(fleet.now, JobAct.Kind.RESUMED, "test", null),
                        new JobAct(fleet.now, JobAct.Kind.PAUSED, "user anna", "wrong text"));
    }

    @Test
    void aJobWaitsForItsStartAndRunsFromThen() {
        Instant start = fleet.now.plus(Duration.ofHours(3));
        long job = fleet.job(starting(start), 0, 10);
        fleet.look();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.SCHEDULED);
        fleet.control().pause(job);
        assertThat(Objects.requireNonNull(fleet.control().resume(job)).state()).isEqualTo(JobState.SCHEDULED);
        assertThat(fleet.onTheWire()).isEmpty();

        fleet.now = start;
        fleet.look();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.RUNNING);
        assertThat(fleet.onTheWire()).hasSize(10);
        fleet.answerAll();
        fleet.look();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.DONE);
        assertThat(fleet.find(job).started()).isAfterOrEqualTo(start);
    }

    @Test
    void aDraftThatIsStartedBeforeItsTimeIsScheduled() {
        long job = fleet.job(starting(fleet.now.plusSeconds(3600)), 0, 10);
        set(job, JobState.DRAFT);
        assertThat(Objects.requireNonNull(fleet.control().start(job)).state()).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void anAbortedJobWaitsForNoAnswerAndALateOneStillCounts() {
        fleet.room(4);
        long job = fleet.job(plain, 0, 10);
        fleet.look();
        fleet.answer(1);

        Job aborted = Objects.requireNonNull(fleet.control().abort(job));

        assertThat(aborted.state()).isEqualTo(JobState.ABORTED);
        assertThat(aborted.reason()).isEqualTo("aborted by an operator");
        assertThat(aborted.finished()).isNotNull();
        assertThat(fleet.count(job, Outcome.CONFIRMED)).isEqualTo(1);
        assertThat(fleet.count(job, Outcome.UNCONFIRMED)).isEqualTo(3);
        assertThat(fleet.count(job, Outcome.CANCELLED)).isEqualTo(6);
        List<String> details = store.read(view -> view.reports().page(job, 0, 10)).stream()
                .filter(row -> row.outcome() == Outcome.UNCONFIRMED)
                .map(row -> row.evidence().detail())
                .toList();
        assertThat(details).allMatch(detail -> String.valueOf(detail).startsWith("aborted by an operator; sent once"));

        fleet.answerAll();
        fleet.look();
        assertThat(fleet.onTheWire()).isEmpty();
        assertThat(fleet.count(job, Outcome.CONFIRMED)).isEqualTo(4);
        assertThat(fleet.find(job).state()).isEqualTo(JobState.ABORTED);
    }

    @Test
    void anAbortThatACrashCutShortGoesOn() {
        fleet.room(4);
        long job = fleet.job(plain, 0, 10);
        fleet.look();
        fleet.takeAll();
        set(job, JobState.ABORTED);
        fleet.start();
        fleet.now = fleet.now.plus(Duration.ofHours(3));
        fleet.look();

        assertThat(fleet.onTheWire()).isEmpty();
        assertThat(fleet.find(job).finished()).isNotNull();
        assertThat(fleet.count(job, Outcome.PENDING)).isZero();
    }

    @Test
    void aCancelledJobMayBeAbortedAndNotTheOtherWayRound() {
        fleet.room(4);
        long job = fleet.job(plain, 0, 10);
        fleet.look();
        fleet.takeAll();
        assertThat(Objects.requireNonNull(fleet.control().cancel(job)).finished())
                .as("answers are waited for")
                .isNull();
        assertThat(Objects.requireNonNull(fleet.control().abort(job)).state()).isEqualTo(JobState.ABORTED);
        assertThat(Objects.requireNonNull(fleet.control().cancel(job)).state()).isEqualTo(JobState.ABORTED);
        assertThat(fleet.count(job, Outcome.UNCONFIRMED)).isEqualTo(4);
    }
}
