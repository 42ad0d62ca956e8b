// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

/** A domain that was never placed is placed by a probe first. */
class ProbesTest {
    private final Story story = new Story();

    ProbesTest() {
        story.policy = Story.policy(2, Counting.HIGHER, PorAsked.ALWAYS, true, false, Set.of());
        story.placed = null;
    }

    @Test
    void aDomainNeverPlacedIsPlacedByAProbeFirst() {
        story.due();
        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.PROBE, false));
        story.accepted().delivered().por(0);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(story.actions).contains(new Action.Place(11));

        story.due();

        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.SCRIPT, false));
        assertThat(story.delivery.packets()).isEqualTo(1);
    }

    @Test
    void aPlacedDomainNeedsNone() {
        story.placed = 3L;
        story.due();

        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.SCRIPT, false));
    }

    @Test
    void unansweredItEndsTheDeliveryAndTheScriptIsNeverSent() {
        story.sent().delivered();
        story.due().accepted().delivered().due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).isEqualTo("probe unanswered; the script was never sent");
        assertThat(story.delivery.packets()).isZero();
    }

    @Test
    void aReplayRefusalOfTheProbeLeapsAndProbesOnceMore() {
        story.sent().delivered().por(2).due().due();

        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.PROBE, true));
        story.accepted().delivered().por(0).due();
        assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.SCRIPT, false));
    }

    @Test
    void aRefusedProbeRefusesTheDelivery() {
        story.sent().delivered().por(9).due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void cancelledAfterTheProbeItIsNotCalledCancelled() {
        story.sent().delivered().por(0).cancel();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).contains("operator");
    }
}
