// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

/** When a packet goes out, goes out again, and after which pause. */
class SendingTest {
    private final Story story = new Story();

    @Test
    void aDueDeliveryOfAFreeDomainSpendsTheNextCounter() {
        story.due();

        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.SCRIPT, false));
        assertThat(story.packet().counter()).isEqualTo(11);
        assertThat(story.delivery.phase()).isEqualTo(Phase.SENDING);
        assertThat(story.packet().endsAt()).isEqualTo(Story.START.plus(Story.VALIDITY));
    }

    @Test
    void aDeliveryOfATakenDomainWaitsUntilItsCopiesAreDead() {
        story.takenUntil = Story.START.plusSeconds(77);
        story.due();

        assertThat(story.actions).isEmpty();
        assertThat(story.delivery.dueAt()).isEqualTo(Story.START.plusSeconds(77));
        assertThat(story.delivery.phase()).isEqualTo(Phase.WAITING);
    }

    @Test
    void anExhaustedSourceEndsTheDeliveryAndNeverWraps() {
        story.spent = 0xFF_FFFF_FFFEL;
        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).contains("FFFFFFFFFF").contains("nothing was sent");
        assertThat(story.sent).isZero();
    }

    @Test
    void whileHeldNothingIsSent() {
        story.holding = true;
        story.due();

        assertThat(story.actions).isEmpty();
        assertThat(story.delivery.phase()).isEqualTo(Phase.WAITING);
    }

    @Test
    void aSegmentRefusedForNowGoesOutAgainAloneAndIsNoFurtherSend() {
        story.segments = 2;
        story.due();
        story.on(new DeliveryEvent.SegmentAccepted(1, 1)).refused(2, true);
        assertThat(story.dueAfter(story.now)).isEqualTo(Duration.ofSeconds(1));

        story.due();

        assertThat(story.actions).containsExactly(new Action.SendParts(java.util.List.of(2)));
        assertThat(story.packet().sends()).isEqualTo(1);
        assertThat(story.packet().rounds()).isEqualTo(1);
    }

    @Test
    void aSegmentRefusedForNowUntilTheValidityIsOverCountsAsRefused() {
        story.due().refused(1, true);
        while (story.delivery.phase() == Phase.SENDING) {
            story.due();
            if (story.actions.contains(new Action.SendParts(java.util.List.of(1)))) {
                story.refused(1, true);
            }
        }

        assertThat(story.now).isEqualTo(Story.START.plus(Story.VALIDITY));
        assertThat(story.packet().submissions().get(0).state()).isEqualTo(SubmissionState.REFUSED);
        assertThat(story.delivery.phase()).isEqualTo(Phase.AWAITING);
    }

    @Test
    void aSegmentThatWasCertainlyNotWrittenGoesOutAgainAsTheSameSend() {
        story.due().unknown(1, false);
        story.due();

        assertThat(story.actions).containsExactly(new Action.SendParts(java.util.List.of(1)));
        assertThat(story.packet().submitted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUnknownOrRefusedSegmentBringsTheNextSendAfterAPause(boolean unknown) {
        story.due();
        if (unknown) {
            story.unknown(1, true);
        } else {
            story.refused(1, false);
        }
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.RETRY);

        story.due();

        assertThat(story.actions).containsExactly(new Action.Send());
        assertThat(story.packet().counter()).isEqualTo(11);
        assertThat(story.packet().sends()).isEqualTo(2);
    }

    @Test
    void thePauseDoublesWithEachSend() {
        story.sent().undelivered();
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.RETRY);
        story.due().accepted().undelivered();
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.RETRY.multipliedBy(2));
    }

    @Test
    void thePauseVariesByTenPerCent() {
        story.jitter = 0;
        story.sent().undelivered();
        assertThat(story.dueAfter(story.now)).isEqualTo(Duration.ofMinutes(9));

        Story other = new Story();
        other.jitter = 0.999999;
        other.sent().undelivered();
        assertThat(other.dueAfter(other.now)).isBetween(Duration.ofSeconds(659), Duration.ofSeconds(660));
    }

    @Test
    void afterDeliveryThePorIsWaitedForAndThenTheSameOctetsGoOutAgain() {
        story.sent().pass(Duration.ofMinutes(8)).delivered();
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.RESPONSE);

        story.due();

        assertThat(story.actions).containsExactly(new Action.Send());
        assertThat(story.packet().counter()).isEqualTo(11);
    }

    @Test
    void withoutFinalReceiptsThePorIsWaitedForUntilAfterTheValidity() {
        story.sent();

        assertThat(story.dueAfter(Story.START)).isEqualTo(Story.VALIDITY.plus(Story.RESPONSE));
    }

    @Test
    void anIntermediateReceiptEndsNothing() {
        story.sent().receipt(1, 1, DeliveryEvent.ReceiptKind.INTERMEDIATE, "ENROUTE");

        assertThat(story.dueAfter(Story.START)).isEqualTo(Story.VALIDITY.plus(Story.RESPONSE));
        assertThat(story.delivery.evidence().smscState()).isEqualTo("ENROUTE");
    }

    @Test
    void underCountersThatAreNotCheckedOnlyARepeatableJobSendsAgain() {
        story.policy = Story.policy(3, Counting.UNCHECKED, PorAsked.ALWAYS, false, false, Set.of());
        story.sent().delivered().due();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);

        Story repeatable = new Story();
        repeatable.policy = Story.policy(3, Counting.UNCHECKED, PorAsked.ALWAYS, false, true, Set.of());
        repeatable.sent().delivered().due();
        assertThat(repeatable.actions).containsExactly(new Action.Send());
    }

    @Test
    void aPacketThatCannotBeRebuiltIsNeverSentAgain() {
        story.sent().delivered();
        story.on(new DeliveryEvent.Unrepeatable("the packet cannot be rebuilt"));

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).contains("cannot be rebuilt");
    }

    @Test
    void aSendThatACrashCutOffGoesOutWholeAgainAndDoesNotCount() {
        story.segments = 2;
        story.due().on(new DeliveryEvent.SegmentAccepted(1, 1));
        story.on(new DeliveryEvent.Interrupted());

        assertThat(story.actions).containsExactly(new Action.Send());
        assertThat(story.packet().sends()).isEqualTo(1);
        assertThat(story.packet().rounds()).isEqualTo(2);
        assertThat(story.packet().submissions()).hasSize(4);
        assertThat(story.packet().submissions().get(1).state()).isEqualTo(SubmissionState.UNKNOWN);
    }

    @Test
    void aCrashAfterTheLastAnswerSendsNothing() {
        story.sent().on(new DeliveryEvent.Interrupted());

        assertThat(story.actions).isEmpty();
        assertThat(story.delivery.phase()).isEqualTo(Phase.AWAITING);
    }
}
