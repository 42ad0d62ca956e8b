// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

/** What a replay refusal (02) proves, and what it does not. */
class ReplayTest {
    private final Story story = new Story();

    @Test
    void aReplayRefusalInAPlacedDomainOfOursAcceptsAfterAGracePeriod() {
        story.sent().delivered().por(2);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.GRACE);

        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void theDetailSaysWhereItIsTheOperatorsWord() {
        story.operatorsWord = true;
        story.sent().delivered().por(2).due();

        assertThat(story.detail()).contains("on the word of the operator");
    }

    @Test
    void inASharedDomainItSaysNothing() {
        story.shared = true;
        story.sent().delivered().por(2).due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.delivery.evidence().responseStatus()).isEqualTo(2);
    }

    @Test
    void inADomainNeverPlacedItSaysNothingAndTheNextPacketLeaps() {
        story.placed = null;
        story.sent().delivered().por(2);
        assertThat(story.actions).contains(new Action.Behind());
        story.due();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);

        story.delivery = DeliveryState.PLANNED;
        story.packet = null;
        story.due();

        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.SCRIPT, true));
    }

    @Test
    void onceAHigherCounterIsSpentItSaysNothing() {
        story.sent().delivered();
        story.spent++;
        story.por(2).due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
    }

    @Test
    void placedAtThisValueAlreadyItSaysNothing() {
        story.sent().delivered();
        story.placed = 11L;
        story.por(2).due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
    }

    @Test
    void anOkThatItOvertookConfirms() {
        story.sent().delivered().por(2).pass(Duration.ofSeconds(29)).por(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void afterUnconfirmedItStillAccepts() {
        story.policy = Story.policy(1, Counting.HIGHER, PorAsked.ALWAYS, false, false, Set.of());
        story.sent().delivered().due();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);

        story.por(2);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void anUnverifiedOneNeverAccepts() {
        story.sent().delivered().on(new DeliveryEvent.Responded(2, false, null)).due();

        assertThat(story.delivery.outcome()).isNotEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aRepeatableJobGetsOneMoreCounterWhereItProvesNothing() {
        story.policy = Story.policy(3, Counting.HIGHER, PorAsked.ALWAYS, false, true, Set.of());
        story.placed = null;
        story.sent().delivered().por(2).due().due();

        assertThat(story.packet().counter()).isEqualTo(1011);
        story.accepted().delivered().por(0);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(story.delivery.packets()).isEqualTo(2);
    }
}
