// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

/** Counter setting 11: older packets of the domain go first. */
class SettingNextTest {
    private final Story story = new Story();

    SettingNextTest() {
        story.policy = Story.policy(2, Counting.NEXT, PorAsked.ALWAYS, false, false, Set.of());
    }

    @Test
    void olderUnresolvedPacketsGoFirst() {
        story.olderUnresolved = true;
        story.due();

        assertThat(story.actions).containsExactly(new Action.ChaseOlder());
    }

    @Test
    void beforeAResendTheDomainIsHandedToTheOlderOnes() {
        story.sent().delivered();
        story.olderUnresolved = true;
        story.due();

        assertThat(story.delivery.phase()).isEqualTo(Phase.WAITING);
        assertThat(story.packet().underWay()).isFalse();

        story.olderUnresolved = false;
        story.due();

        assertThat(story.actions).containsExactly(new Action.Send());
        assertThat(story.packet().counter()).isEqualTo(11);
        assertThat(story.packet().sends()).isEqualTo(2);
        assertThat(story.packet().underWay()).isTrue();
    }

    @Test
    void aChasedPacketGoesOutOnceMoreAndKeepsItsOutcomeInSilence() {
        story.policy = Story.policy(1, Counting.NEXT, PorAsked.ALWAYS, false, false, Set.of());
        story.sent().delivered().due();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);

        story.on(new DeliveryEvent.Chased());
        assertThat(story.actions).containsExactly(new Action.Send());
        assertThat(story.packet().underWay()).isTrue();
        story.accepted().delivered().due();

        assertThat(story.delivery.phase()).isEqualTo(Phase.FINAL);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.packet().underWay()).isFalse();
    }

    @Test
    void aChasedPacketThatRunsConfirmsItsOwnDelivery() {
        story.policy = Story.policy(1, Counting.NEXT, PorAsked.ALWAYS, false, false, Set.of());
        story.sent().delivered().due();
        story.on(new DeliveryEvent.Chased()).accepted().delivered().por(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(story.delivery.phase()).isEqualTo(Phase.FINAL);
    }

    @Test
    void aRefusalOfAChasedPacketEndsTheChase() {
        story.policy = Story.policy(1, Counting.NEXT, PorAsked.ALWAYS, false, false, Set.of());
        story.sent().delivered().due();
        story.on(new DeliveryEvent.Chased()).accepted().delivered().por(1);

        assertThat(story.delivery.phase()).isEqualTo(Phase.FINAL);
        assertThat(story.packet().underWay()).isFalse();
    }

    @Test
    void aCounterTooHighResolvesNothing() {
        story.sent().delivered().por(3);

        assertThat(story.actions).isEmpty();
        assertThat(story.packet().resolved()).isFalse();
    }
}
