// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a plan goes on from step to step. */
class PlansTest {
    private static final int INSTALL = 0;
    private static final int LOAD = 1;
    private static final int PROOF = 2;
    private static final int DELETE = 3;
    private static final int CLEAN = 4;
    private static final int ABSENT = 5;

    private final Story story = new Story();

    /** A load: what is lost is begun again, what fails is cleaned up. */
    private record Load(List<StepRule> rules) implements PlanView {
        Load() {
            this(List.of(
                    StepRule.then(LOAD).asSelfProving().withRecovery(DELETE).withCleanup(CLEAN),
                    StepRule.then(PROOF).asSelfProving().withRecovery(DELETE).withCleanup(CLEAN),
                    StepRule.LAST.asRepeatable().withRecovery(DELETE).withCleanup(CLEAN),
                    StepRule.then(INSTALL).asRepeatable().withCleanup(CLEAN),
                    StepRule.then(ABSENT).asRepeatable().asEndsFailed(),
                    StepRule.LAST.asRepeatable().asEndsFailed()));
        }

        @Override
        public int steps() {
            return rules.size();
        }

        @Override
        public String name(int step) {
            return List.of("INSTALL", "LOAD", "GET STATUS", "DELETE", "clean up", "absent")
                    .get(step);
        }

        @Override
        public StepRule rule(int step) {
            return rules.get(step);
        }
    }

    private Story load() {
        story.plan = new Load();
        return story;
    }

    private Story answered(Verdict verdict) {
        return story.on(new DeliveryEvent.Responded(0, true, Story.answer(verdict, 0x9000)));
    }

    private Story reached() {
        return answered(new Verdict.Reached(null));
    }

    /** The PoR got lost: the same octets again, and the card says that it has had them. */
    private Story lost() {
        story.delivered().due().accepted();
        story.por(2);
        return story.due();
    }

    private int step() {
        return story.delivery.progress().step();
    }

    @Test
    void eachStepIsSpentAfterTheProofOfTheOneBefore() {
        load().sent();
        assertThat(step()).isEqualTo(INSTALL);
        assertThat(story.packet().counter()).isEqualTo(11);

        reached();
        assertThat(step()).isEqualTo(LOAD);
        assertThat(story.delivery.phase()).isEqualTo(Phase.WAITING);
        assertThat(story.dueAfter(story.now)).as("no pause").isZero();
        assertThat(story.actions).contains(new Action.Proven(INSTALL), new Action.Place(11));

        story.sent();
        assertThat(story.packet().counter()).isEqualTo(12);
        reached();
        story.sent();
        answered(new Verdict.Reached("registered"));

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(story.delivery.packets()).isEqualTo(3);
        assertThat(story.detail()).isEqualTo("registered");
    }

    @Test
    void notesOfAllStepsAreInTheDetail() {
        load().sent();
        answered(new Verdict.Reached("one"));
        story.sent();
        reached();
        story.sent();
        answered(new Verdict.Reached("two"));

        assertThat(story.detail()).isEqualTo("one; two");
    }

    @Test
    void thePlanHoldsTheCardFromItsFirstPacketToItsEnd() {
        load();
        assertThat(story.delivery.progress().holds()).isNull();

        story.sent();
        assertThat(story.delivery.progress().holds()).isEmpty();
        reached();
        assertThat(story.delivery.progress().holds()).isEmpty();

        story.sent();
        reached();
        story.sent();
        reached();
        assertThat(story.delivery.progress().holds()).isNull();
    }

    @Test
    void aPlanOfOneStepHoldsNothing() {
        story.sent();

        assertThat(story.delivery.progress().holds()).isNull();
    }

    @Test
    void anAnswerThatIsLostIsToldByTheNextStepWhereThatTells() {
        load().sent();
        lost();

        assertThat(step()).isEqualTo(LOAD);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(story.delivery.progress().restarts()).isZero();
        assertThat(story.sent().packet().counter()).isEqualTo(12);
    }

    @Test
    void aRepeatableStepWhoseAnswerIsLostGetsAnotherCounter() {
        toProof();
        lost();

        assertThat(step()).isEqualTo(PROOF);
        assertThat(story.delivery.progress().restarts()).isEqualTo(1);
        assertThat(story.sent().packet().counter()).isEqualTo(14);
        reached();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(story.detail()).isEqualTo("1 restart");
    }

    @Test
    void withNoRestartLeftAnAnswerThatIsLostEndsAsAccepted() {
        toProof();
        lost();
        story.sent();
        lost();
        story.sent();
        lost();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(story.detail()).contains("step 3 of 6 (GET STATUS): ", "2 restarts", "the clean-up was not sent");
    }

    private void toProof() {
        load().sent();
        reached();
        story.sent();
        reached();
        story.sent();
        assertThat(step()).isEqualTo(PROOF);
    }

    @Test
    void aVerdictThatAsksForItTakesTheOtherWay() {
        load().sent();
        reached();
        story.sent();
        answered(new Verdict.Again("status word 6985"));

        assertThat(step()).isEqualTo(DELETE);
        assertThat(story.delivery.progress().restarts()).isEqualTo(1);
        story.sent();
        reached();
        assertThat(step()).isEqualTo(INSTALL);
        assertThat(story.delivery.progress().holds()).isEmpty();
    }

    @Test
    void withNoRestartLeftItIsCleanedUpAndTheFirstCauseIsTold() {
        load().sent();
        for (int i = 0; i < 2; i++) {
            answered(new Verdict.Again("reset"));
            story.sent();
            reached();
            story.sent();
        }
        answered(new Verdict.Again("reset"));
        assertThat(step()).isEqualTo(CLEAN);
        story.sent();
        reached();
        assertThat(step()).isEqualTo(ABSENT);
        story.sent();
        reached();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(story.detail())
                .isEqualTo("step 1 of 6 (INSTALL): reset; no restart is left;"
                        + " step 6 of 6 (absent): cleaned up; 2 restarts");
    }

    @Test
    void aStepThatMissesIsCleanedUpAfter() {
        load().sent();
        answered(new Verdict.Missed("status word 6a84"));

        assertThat(step()).isEqualTo(CLEAN);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.PENDING);
    }

    @Test
    void aCleanUpThatMissesEndsFailedWithBothCauses() {
        load().sent();
        answered(new Verdict.Missed("status word 6a84"));
        story.sent();
        answered(new Verdict.Missed("status word 6985"));

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(story.detail())
                .isEqualTo("step 1 of 6 (INSTALL): status word 6a84; step 5 of 6 (clean up): status word 6985");
    }

    @Test
    void anotherLengthRepeatsTheStepOnce() {
        load().sent();
        answered(new Verdict.Length(17));

        assertThat(step()).isEqualTo(INSTALL);
        assertThat(story.delivery.progress().visit().variant()).isEqualTo(17);
        assertThat(story.delivery.progress().restarts()).isZero();
        story.sent();
        answered(new Verdict.Length(18));
        assertThat(step()).as("missed").isEqualTo(CLEAN);
    }

    @Test
    void aLateProofOfAnEarlierStepChangesNothing() {
        load().sent();
        lost();
        story.sent();
        DeliveryState before = story.delivery;

        story.porOfOlder(0);

        assertThat(story.delivery).isEqualTo(before);
        assertThat(story.actions).contains(new Action.Place(11), new Action.Resolve(11));
        assertThat(story.actions).noneMatch(a -> a instanceof Action.Spend || a instanceof Action.Proven);
    }

    @Test
    void aLateProofOfTheLastStepWins() {
        toProof();
        lost();
        story.sent();

        story.olderTo(2).porOfOlder(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void aLateProofOfAMiddleStepAfterTheEndDoesNotOpenItAgain() {
        load().sent().delivered();
        silence();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).isEqualTo("step 1 of 6 (INSTALL): sent 3 times; no PoR; the clean-up was not sent");

        reached();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).startsWith("step 1 of 6 (INSTALL): done, as came to be known after the end");
        assertThat(story.delivery.dueAt()).isNull();
    }

    private void silence() {
        while (story.delivery.outcome() == Outcome.PENDING) {
            story.due();
            if (story.delivery.phase() == Phase.SENDING) {
                story.accepted().delivered();
            }
        }
    }

    @Test
    void theEndBetweenTwoStepsSaysWhichWasNotSent() {
        load().sent();
        reached();
        story.cancel();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).isEqualTo("step 2 of 6 (LOAD): stopped by an operator; the clean-up was not sent");
        assertThat(story.delivery.progress().holds()).isNull();
    }

    @Test
    void theJobsTimeEndsAPlanBetweenTwoSteps() {
        load().sent();
        reached();
        story.pass(Duration.ofDays(15)).due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(story.detail()).startsWith("step 2 of 6 (LOAD): the job's time ran out");
    }

    @Test
    void afterTheJobsTimeNothingIsBegunAgain() {
        load().sent();
        story.pass(Duration.ofDays(15));
        answered(new Verdict.Again("reset"));

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void silenceGoesOnWhereTheStepSaysSoAfterItsOwnLimitOfSends() {
        story.plan = new Load(List.of(
                StepRule.then(1).asRepeatable(),
                StepRule.then(StepRule.END).withSilent(2, 1),
                StepRule.then(3).asRepeatable(),
                StepRule.then(StepRule.END).withSilent(StepRule.NONE, 1)));
        story.sent();
        reached();
        story.sent().delivered();

        story.due();

        assertThat(story.packet().sends()).isEqualTo(1);
        assertThat(step()).isEqualTo(2);
        story.sent();
        reached();
        story.sent().delivered().due();
        assertThat(story.packet().sends()).isEqualTo(1);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).startsWith("step 4 of 4 (DELETE): sent once; no PoR");
    }

    @Test
    void aRefusalAfterTheCounterRepeatsTheStep() {
        story.policy = Story.policy(
                3, SendPolicy.Counting.HIGHER, SendPolicy.PorAsked.ALWAYS, false, false, java.util.Set.of(7));
        load().sent();
        reached();
        story.sent().por(7);

        assertThat(step()).isEqualTo(LOAD);
        assertThat(story.delivery.phase()).isEqualTo(Phase.WAITING);
        assertThat(story.sent().packet().counter()).isEqualTo(13);
    }

    @Test
    void rulesThatLeadNowhereAreRefused() {
        assertThatThrownBy(() -> StepRule.then(-2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StepRule.LAST.asSelfProving()).hasMessageContaining("self-proving");
        assertThatThrownBy(() -> new StepRule(1, -1, -1, 2, 0, false, false, false))
                .hasMessageContaining("silent");
    }
}
