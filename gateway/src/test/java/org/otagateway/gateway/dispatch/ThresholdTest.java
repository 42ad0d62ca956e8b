// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.JobAct;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;

class ThresholdTest {
    @TempDir
    Path directory;

    private Store store;
    private Fleet fleet;
    private long job;

    @BeforeEach
    void plan() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        fleet = new Fleet(store, 80);
        fleet.room(10);
        job = fleet.job(fleet.definition(Fleet.policy(OptionalDouble.of(20))), 0, 80);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** One look of ten cards, of which so many fail. */
    private void ten(int failures) {
        fleet.look();
        fleet.refuse(failures);
        fleet.answerAll();
        fleet.now = fleet.now.plusSeconds(400);
    }

    @Test
    void failuresBeforeARestartCount() {
        ten(3);
        fleet.start();
        ten(2);
        fleet.start();
        fleet.look();

        assertThat(fleet.find(job).state()).isEqualTo(JobState.PAUSED);
        String why = "5 of 20 cards failed: stop-after-failures";
        assertThat(fleet.find(job).reason()).isEqualTo(why);
        assertThat(fleet.acts(job))
                .extracting(JobAct::kind, JobAct::by, JobAct::reason)
                .containsExactly(tuple(JobAct.Kind.PAUSED, Asked.GATEWAY, why));
    }

    @Test
    void aResumedJobIsNotPausedByTheSameFailures() {
        ten(3);
        ten(2);
        fleet.look();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.PAUSED);
        fleet.answerAll();

        fleet.control().resume(job);
        fleet.start();
        ten(0);
        ten(4);
        assertThat(fleet.find(job).state()).isEqualTo(JobState.RUNNING);
        fleet.look();
        assertThat(fleet.find(job).state()).isEqualTo(JobState.RUNNING);
        ten(4);
        fleet.look();

        assertThat(fleet.find(job).state()).isEqualTo(JobState.PAUSED);
        assertThat(fleet.find(job).reason()).isEqualTo("8 of 30 cards failed: stop-after-failures");
    }

    @Test
    void aJobThatStaysBelowEndsByItself() {
        for (int i = 0; i < 8; i++) {
            ten(1);
        }
        fleet.look();

        assertThat(fleet.find(job).state()).isEqualTo(JobState.DONE);
        assertThat(fleet.count(job, Outcome.CONFIRMED)).isEqualTo(72);
        assertThat(fleet.count(job, Outcome.UNDELIVERED)).isEqualTo(8);
    }
}
