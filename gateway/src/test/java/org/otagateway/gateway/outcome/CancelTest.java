// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A cancel before and after a counter was spent. */
class CancelTest {
    private final Story story = new Story();

    @Test
    void beforeACounterIsSpentItIsCancelled() {
        story.cancel();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void afterwardsItOnlyStopsResending() {
        story.sent().undelivered().cancel();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.PENDING);
        story.due();

        assertThat(story.sent).isEqualTo(1);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNDELIVERED);
    }

    @Test
    void whileTheSubmitIsUnderWayItIsNotCancelled() {
        story.due().cancel().accepted().delivered().por(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void aFinishedDeliveryStaysAsItIs() {
        story.sent().delivered().por(0).cancel();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void anInterruptedSendOfAStoppedDeliveryIsNotRepeated() {
        story.due().cancel().on(new DeliveryEvent.Interrupted());

        assertThat(story.actions).isEmpty();
        assertThat(story.delivery.phase()).isEqualTo(Phase.AWAITING);
    }

    @Test
    void aBlockedCardStopsAsACancelledDeliveryDoesAndTheDetailSaysIt() {
        story.on(new DeliveryEvent.Blocked());
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(story.detail()).isEqualTo(DeliveryRules.BLOCKED);

        Story sent = new Story().sent().undelivered();
        sent.on(new DeliveryEvent.Blocked()).due();
        assertThat(sent.sent).isEqualTo(1);
        assertThat(sent.delivery.outcome()).isEqualTo(Outcome.UNDELIVERED);
        assertThat(sent.detail()).startsWith(DeliveryRules.BLOCKED + "; ");

        sent.por(0);
        assertThat(sent.delivery.outcome())
                .as("a verified 00 wins whenever it comes")
                .isEqualTo(Outcome.CONFIRMED);
        assertThat(sent.detail()).doesNotContain("blocked");
    }
}
