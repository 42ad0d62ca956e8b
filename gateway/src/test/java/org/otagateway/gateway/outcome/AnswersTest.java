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

/** What a PoR decides. */
class AnswersTest {
    private final Story story = new Story();

    @Test
    void aVerifiedOkConfirms() {
        story.sent().delivered().por(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(story.delivery.evidence().porVerified()).isTrue();
        assertThat(story.actions).contains(new Action.Place(11), new Action.Resolve(11));
        assertThat(story.packet().underWay()).isFalse();
    }

    @Test
    void anotherStatusWordFails() {
        story.sent().on(new DeliveryEvent.Responded(0, true, Story.answer(false)));

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(story.detail()).contains("6a82");
    }

    @Test
    void anOkBeforeTheSubmitIsAnsweredEndsTheDeliveryAndTheDomainWaitsForTheCopy() {
        story.due().por(0);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(story.packet().underWay()).isTrue();

        story.accepted();
        assertThat(story.packet().underWay()).isTrue();

        story.delivered();
        assertThat(story.packet().underWay()).isFalse();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x0B, 0x0C})
    void statusesThatAnnounceAnotherAnswerAreNotFinal(int status) {
        story.sent().delivered().pass(Duration.ofMinutes(7)).por(status);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(story.delivery.evidence().responseStatus()).isEqualTo(status);
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.RESPONSE);
    }

    @Test
    void theSecondOkChangesNothing() {
        story.sent().delivered().por(0);
        DeliveryState once = story.delivery;
        story.pass(Duration.ofMinutes(1)).por(0);

        assertThat(story.delivery).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x03, 0x05, 0x06, 0x07})
    void aRefusalSpeaksForOneCopyAndTheSameOctetsGoOutAgain(int status) {
        story.sent().delivered().por(status);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.PENDING);

        story.due();

        assertThat(story.actions).containsExactly(new Action.Send());
        assertThat(story.packet().counter()).isEqualTo(11);
    }

    @Test
    void whenEveryCopyWasRefusedAndNoSendIsLeftItIsRefusedAfterAGracePeriod() {
        story.sent().delivered().por(1);
        story.due().accepted().delivered().por(1);
        story.due().accepted().delivered().por(1);
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.GRACE);

        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(story.detail()).contains("3 copies").contains("01");
    }

    @Test
    void whenOneCopyWasNotAnsweredTheRefusalsOfTheOthersProveNothing() {
        story.sent().delivered();
        story.due().accepted().delivered().por(1);
        story.due().accepted().delivered().por(1);
        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(story.detail()).contains("one copy only");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x09, 0x0A})
    void statusesThatComeBackEveryTimeRefuseAtOnce(int status) {
        story.sent().delivered().por(status);
        assertThat(story.dueAfter(story.now)).isEqualTo(Story.GRACE);

        story.due();

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(story.sent).isEqualTo(1);
    }

    @Test
    void anOkInTheGracePeriodWins() {
        story.sent().delivered().por(0x09).pass(Duration.ofSeconds(10)).por(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x09, 0x02})
    void anOkThatComesAfterTheEndWins(int status) {
        story.sent().delivered().por(status).due();
        assertThat(story.delivery.outcome()).isIn(Outcome.REFUSED, Outcome.ACCEPTED);

        story.pass(Duration.ofDays(1)).por(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void anOkAfterUndeliveredAndAfterExpiredWins() {
        story.policy = Story.policy(1, Counting.HIGHER, PorAsked.ALWAYS, false, false, Set.of());
        story.sent().undelivered().due();
        assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNDELIVERED);

        story.por(0);

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void anUnreadableAnswerFails() {
        story.sent().on(new DeliveryEvent.Responded(0, true, null));

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void withoutIntegrityAskedForTheStatusCountsAndIsNotVerified() {
        story.sent().on(new DeliveryEvent.Responded(0, false, Story.answer(true)));

        assertThat(story.delivery.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(story.delivery.evidence().porVerified()).isFalse();
        assertThat(story.detail()).contains("without integrity");
        assertThat(story.actions).isEmpty();
    }
}
