// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

/** A sign of life brings the next send forward where the SMSC has given the last one up, and nothing else. */
class SeenTest {
    private final Story story = new Story();

    SeenTest() {
        story.policy = Story.policy(4, Counting.HIGHER, PorAsked.ALWAYS, false, false, Set.of());
    }

    private Story seen() {
        return story.on(new DeliveryEvent.Seen(story.now));
    }

    @Test
    void whatTheSmscGaveUpGoesAtOnceOnceTheCardIsSeen() {
        story.sent().pass(Duration.ofHours(1)).undelivered();
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.RETRY);
        story.pass(Duration.ofMinutes(1));
        seen();

        assertThat(story.dueAfter(story.now)).isZero();
        assertThat(story.actions).isEmpty();
        story.due();
        assertThat(story.actions).containsExactly(new Action.Send());
        assertThat(story.packet().sends()).isEqualTo(2);
    }

    @Test
    void howeverOftenItIsSeenSendsStayApart() {
        story.sent().undelivered();
        seen();
        assertThat(story.dueAfter(story.now)).isEqualTo(Duration.ofMinutes(5));
        story.due().accepted().undelivered();
        seen();
        assertThat(story.dueAfter(story.now)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void itNeverPutsASendOff() {
        story.policy = new SendPolicy(
                4,
                Story.VALIDITY,
                Story.RESPONSE,
                Duration.ofSeconds(30),
                Story.START.plus(Duration.ofDays(14)),
                2,
                false,
                false,
                Counting.HIGHER,
                PorAsked.ALWAYS,
                true,
                Set.of(),
                Set.of(2));
        story.sent().undelivered();
        seen();

        assertThat(story.dueAfter(story.now)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aSignFromBeforeTheFailureSaysNothing() {
        story.sent().pass(Duration.ofHours(1)).undelivered();
        story.on(new DeliveryEvent.Seen(story.now.minusSeconds(1)));

        assertThat(story.dueAfter(story.now)).isEqualTo(Story.RETRY);
    }

    @Test
    void whatTheSmscStillTriesIsLeftToIt() {
        story.sent();
        Duration due = story.dueAfter(story.now);
        seen();

        assertThat(story.dueAfter(story.now)).isEqualTo(due);
    }

    @Test
    void noAttemptIsAdded() {
        story.policy = Story.policy(1, Counting.HIGHER, PorAsked.ALWAYS, false, false, Set.of());
        story.sent().undelivered();
        Duration due = story.dueAfter(story.now);
        seen();

        assertThat(story.dueAfter(story.now)).isEqualTo(due);
    }

    @Test
    void whatHasItsOutcomeIsNotSentAgain() {
        story.sent().delivered().por(0);
        seen();

        assertThat(story.delivery.dueAt()).isNull();
    }
}
