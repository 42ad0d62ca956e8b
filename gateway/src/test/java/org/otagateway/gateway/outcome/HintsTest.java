// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

/** An unverified error PoR is a hint and proves nothing. */
class HintsTest {
    private final Story story = new Story();

    @Test
    void aHintHoldsBackTheNextSendOnceForOnePauseAtMost() {
        story.sent().undelivered().pass(Duration.ofMinutes(9)).on(new DeliveryEvent.Hinted(6));
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.RETRY);
        Instant due = story.delivery.dueAt();

        story.pass(Duration.ofMinutes(5)).on(new DeliveryEvent.Hinted(6));

        assertThat(story.delivery.dueAt()).isEqualTo(due);
        story.due();
        assertThat(story.actions).containsExactly(new Action.Send());
    }

    @Test
    void aHintProvesNothing() {
        story.policy = Story.policy(1, Counting.HIGHER, PorAsked.ALWAYS, false, false, Set.of());
        story.sent().delivered().on(new DeliveryEvent.Hinted(6));
        assertThat(story.actions).isEmpty();
        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.delivery.evidence().porVerified()).isFalse();
        assertThat(story.delivery.evidence().responseStatus()).isEqualTo(6);
    }
}
