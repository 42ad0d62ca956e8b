// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

/** A counter that a verified 02 says to be low where nothing says the contrary is looked for, as the profile says. */
class ResyncTest {
    private final Story story = new Story();

    ResyncTest() {
        story.placed = null;
    }

    private void repeatable() {
        story.policy = Story.policy(2, Counting.HIGHER, PorAsked.ALWAYS, false, true, Set.of());
    }

    @Test
    void harmlessPacketsLeapUntilTheCardTakesOneThenTheScriptGoes() {
        repeatable();
        story.probes = true;
        story.sent().delivered().por(2).due().due();
        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.PROBE, true));
        story.accepted().delivered().por(2).due().due();
        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.PROBE, true));
        story.accepted().delivered().por(2).due().due();
        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.PROBE, true));
        story.accepted().delivered().por(0).due();
        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.SCRIPT, false));
        story.accepted().delivered().por(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(story.detail()).isEqualTo("counter moved on to find the card's");
        assertThat(story.delivery.packets()).isEqualTo(2);
    }

    @Test
    void aScriptThatMayNotRunTwiceIsNotSentAgainAndTheNextJobLooksFirst() {
        story.probes = true;
        story.sent().delivered().por(2).due();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.behind).isTrue();

        story.delivery = DeliveryState.PLANNED;
        story.packet = null;
        story.due();
        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.PROBE, true));
    }

    @Test
    void whereNoLeapIsLeftNothingIsSentAndTheDetailSaysWhatHelps() {
        story.probes = true;
        story.behind = true;
        story.mayLeap = false;
        story.due();

        assertThat(story.actions).isEmpty();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail())
                .isEqualTo(
                        "the card's counter was not found, 02 to each leap; tell it by cntrN; the script was never sent");
    }

    @Test
    void aCounterThatAnotherSystemSpendsIsLookedForToo() {
        story.placed = 10L;
        story.shared = true;
        story.sent().delivered().por(2);
        assertThat(story.actions).contains(new Action.Behind());
        story.due();

        story.delivery = DeliveryState.PLANNED;
        story.packet = null;
        story.due();
        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.SCRIPT, true));
    }

    @Test
    void anOldAnswerStartsNoLeap() {
        story.sent().delivered();
        story.spent += 1; // another delivery spent since
        story.por(2);

        assertThat(story.actions).doesNotContain(new Action.Behind());
    }

    @Test
    void aPlacedCounterOfOurOwnNeverLeaps() {
        story.placed = 10L;
        story.sent().delivered().por(2);

        assertThat(story.actions).doesNotContain(new Action.Behind());
    }

    @Test
    void aProbeUnansweredBetweenTwoScriptsIsNoRefusalOfTheScript() {
        repeatable();
        story.probes = true;
        story.sent()
                .delivered()
                .por(2)
                .due()
                .due()
                .accepted()
                .delivered()
                .por(9)
                .due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).contains("the script was not sent again");
    }
}
