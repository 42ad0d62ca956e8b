// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

/** How a delivery ends without a PoR that decides. */
class EndsTest {
    private final Story story = new Story();

    @Test
    void silenceAfterAllAttemptsIsUnconfirmed() {
        story.sent().delivered();
        story.due().accepted().delivered();
        story.due().accepted().delivered();
        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).isEqualTo("sent 3 times; no PoR");
        assertThat(story.packet().underWay()).isFalse();
    }

    @Test
    void whenTheSmscSaysNotDeliveredOfTheLastSendItIsUndelivered() {
        story.sent().undelivered();
        story.due().accepted().undelivered();
        story.due().accepted().undelivered();
        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNDELIVERED);
    }

    @Test
    void whenTheSmscRefusesEverySendItIsUndeliveredAtOnce() {
        story.due().refused(1, false);
        story.due().refused(1, false);
        story.due().refused(1, false);
        assertThat(story.dueAfter(story.now)).isZero();
        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNDELIVERED);
        assertThat(story.delivery.evidence().smscState()).isEqualTo("refused");
    }

    @Test
    void withoutPorAskedForFinalReceiptsOfAllSegmentsEndIt() {
        story.policy = Story.policy(3, Counting.HIGHER, PorAsked.NONE, false, false, Set.of());
        story.segments = 2;
        story.sent().receipt(1, 1, DeliveryEvent.ReceiptKind.DELIVERED, "DELIVRD");
        assertThat(story.delivery.phase()).isEqualTo(Phase.AWAITING);
        story.receipt(1, 2, DeliveryEvent.ReceiptKind.DELIVERED, "DELIVRD");

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(DeliveryRules.failure(story.delivery)).isFalse();
        assertThat(story.packet().underWay()).isFalse();
    }

    @Test
    void withoutPorAskedForAReceiptBeforeTheAnswerToTheSubmitEndsItToo() {
        story.policy = Story.policy(3, Counting.HIGHER, PorAsked.NONE, false, false, Set.of());
        story.sent();
        story.delivered();

        assertThat(DeliveryRules.failure(story.delivery)).isFalse();
    }

    @Test
    void aPorAskedForOnErrorAloneIsNotWaitedForAgainAfterDelivery() {
        story.policy = Story.policy(3, Counting.HIGHER, PorAsked.ON_ERROR, false, false, Set.of());
        story.sent().delivered().due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).contains("on error only");
        assertThat(story.sent).isEqualTo(1);
    }

    @Test
    void theDomainOfAFinishedDeliveryIsTakenUntilItsLastCopyIsDead() {
        story.policy = Story.policy(1, Counting.HIGHER, PorAsked.ALWAYS, false, false, Set.of());
        story.sent().por(0);

        assertThat(story.packet().underWay()).isTrue();
        assertThat(story.packet().needed()).isFalse();
        assertThat(story.packet().endsAt()).isEqualTo(Story.START.plus(Story.VALIDITY));
    }

    @Test
    void aDeliveryThatWasNeverSentExpires() {
        story.takenUntil = Story.START.plus(Duration.ofDays(20));
        story.due();
        assertThat(story.delivery.dueAt()).isEqualTo(story.policy.expiresAt());
        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(story.sent).isZero();
    }

    @Test
    void aDeliveryWithSendsLeftExpires() {
        story.sent().undelivered().pass(Duration.ofDays(15)).due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(story.detail()).contains("sends left");
    }

    @Test
    void afterTheLastSendTheJobsTimeDoesNotCutTheWait() {
        story.policy = Story.policy(1, Counting.HIGHER, PorAsked.ALWAYS, false, false, Set.of());
        story.now = Story.START.plus(Duration.ofDays(14)).minusSeconds(1);
        story.sent().delivered().due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
    }

    @Test
    void aCounterNearItsEndIsToldWithWhateverBecameOfTheCard() {
        story.nearEnd = true;
        story.sent().delivered().por(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(story.detail()).isEqualTo("the counter is near its end");
    }
}
