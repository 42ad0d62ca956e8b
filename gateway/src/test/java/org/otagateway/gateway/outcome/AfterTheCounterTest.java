// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

/** A refusal that the card gives after it stored the counter allows another counter, once. */
class AfterTheCounterTest {
    private final Story story = new Story();

    AfterTheCounterTest() {
        story.policy = Story.policy(3, Counting.HIGHER, PorAsked.ALWAYS, false, false, Set.of(0x07));
    }

    @Test
    void aRefusalAfterTheCounterWasStoredAllowsAnotherCounterOnce() {
        story.sent().delivered().por(0x07).due();
        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.SCRIPT, false));
        assertThat(story.packet().counter()).isEqualTo(12);

        story.accepted().delivered().por(0x07);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void anOkForTheOlderCounterStillWins() {
        story.sent().delivered().por(0x07).due().accepted();
        story.porOfOlder(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void lateItTurnsAcceptedIntoRefused() {
        story.sent().delivered().por(2).due();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.ACCEPTED);

        story.por(0x07);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.REFUSED);
    }
}
