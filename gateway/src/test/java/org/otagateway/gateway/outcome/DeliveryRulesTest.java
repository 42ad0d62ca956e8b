// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.gateway.outcome.SendPolicy.Counting;
import org.otagateway.gateway.outcome.SendPolicy.PorAsked;

class DeliveryRulesTest {
    private final Story story = new Story();

    @Nested
    class Sending {
        @Test
        void aDueDeliveryOfAFreeDomainSpendsTheNextCounter() {
            story.due();

            assertThat(story.actions).containsExactly(new Action.Spend(AttemptKind.SCRIPT, false));
            assertThat(story.packet().counter()).isEqualTo(11);
            assertThat(story.delivery.phase()).isEqualTo(Phase.SENDING);
            assertThat(story.packet().endsAt()).isEqualTo(Story.START.plus(Story.VALIDITY));
        }

        @Test
        void aDeliveryOfATakenDomainWaitsUntilItsCopiesAreDead() {
            story.takenUntil = Story.START.plusSeconds(77);
            story.due();

            assertThat(story.actions).isEmpty();
            assertThat(story.delivery.dueAt()).isEqualTo(Story.START.plusSeconds(77));
            assertThat(story.delivery.phase()).isEqualTo(Phase.WAITING);
        }

        @Test
        void anExhaustedSourceEndsTheDeliveryAndNeverWraps() {
            story.spent = 0xFF_FFFF_FFFEL;
            story.due();

            assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
            assertThat(story.detail()).contains("FFFFFFFFFF").contains("nothing was sent");
            assertThat(story.sent).isZero();
        }

        @Test
        void whileHeldNothingIsSent() {
            story.holding = true;
            story.due();

            assertThat(story.actions).isEmpty();
            assertThat(story.delivery.phase()).isEqualTo(Phase.WAITING);
        }

        @Test
        void aSegmentRefusedForNowGoesOutAgainAloneAndIsNoFurtherSend() {
            story.segments = 2;
            story.due();
            story.on(new DeliveryEvent.SegmentAccepted(1, 1)).refused(2, true);
            assertThat(story.dueAfter(story.now)).isEqualTo(Duration.ofSeconds(1));

            story.due();

            assertThat(story.actions).containsExactly(new Action.SendParts(java.util.List.of(2)));
            assertThat(story.packet().sends()).isEqualTo(1);
            assertThat(story.packet().rounds()).isEqualTo(1);
        }

        @Test
        void aSegmentRefusedForNowUntilTheValidityIsOverCountsAsRefused() {
            story.due().refused(1, true);
            while (story.delivery.phase() == Phase.SENDING) {
                story.due();
                if (story.actions.contains(new Action.SendParts(java.util.List.of(1)))) {
                    story.refused(1, true);
                }
            }

            assertThat(story.now).isEqualTo(Story.START.plus(Story.VALIDITY));
            assertThat(story.packet().submissions().get(0).state()).isEqualTo(SubmissionState.REFUSED);
            assertThat(story.delivery.phase()).isEqualTo(Phase.AWAITING);
        }

        @Test
        void aSegmentThatWasCertainlyNotWrittenGoesOutAgainAsTheSameSend() {
            story.due().unknown(1, false);
            story.due();

            assertThat(story.actions).containsExactly(new Action.SendParts(java.util.List.of(1)));
            assertThat(story.packet().submitted()).isZero();
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void anUnknownOrRefusedSegmentBringsTheNextSendAfterAPause(boolean unknown) {
            story.due();
            if (unknown) {
                story.unknown(1, true);
            } else {
                story.refused(1, false);
            }
            assertThat(story.dueAfter(story.now)).isEqualTo(Story.RETRY);

            story.due();

            assertThat(story.actions).containsExactly(new Action.Send());
            assertThat(story.packet().counter()).isEqualTo(11);
            assertThat(story.packet().sends()).isEqualTo(2);
        }

        @Test
        void thePauseDoublesWithEachSend() {
            story.sent().undelivered();
            assertThat(story.dueAfter(story.now)).isEqualTo(Story.RETRY);
            story.due().accepted().undelivered();
            assertThat(story.dueAfter(story.now)).isEqualTo(Story.RETRY.multipliedBy(2));
        }

        @Test
        void thePauseVariesByTenPerCent() {
            story.jitter = 0;
            story.sent().undelivered();
            assertThat(story.dueAfter(story.now)).isEqualTo(Duration.ofMinutes(9));

            Story other = new Story();
            other.jitter = 0.999999;
            other.sent().undelivered();
            assertThat(other.dueAfter(other.now)).isBetween(Duration.ofSeconds(659), Duration.ofSeconds(660));
        }

        @Test
        void afterDeliveryThePorIsWaitedForAndThenTheSameOctetsGoOutAgain() {
            story.sent().pass(Duration.ofMinutes(8)).delivered();
            assertThat(story.dueAfter(story.now)).isEqualTo(Story.RESPONSE);

            story.due();

            assertThat(story.actions).containsExactly(new Action.Send());
            assertThat(story.packet().counter()).isEqualTo(11);
        }

        @Test
        void withoutFinalReceiptsThePorIsWaitedForUntilAfterTheValidity() {
            story.sent();

            assertThat(story.dueAfter(Story.START)).isEqualTo(Story.VALIDITY.plus(Story.RESPONSE));
        }

        @Test
        void anIntermediateReceiptEndsNothing() {
            story.sent().receipt(1, 1, DeliveryEvent.ReceiptKind.INTERMEDIATE, "ENROUTE");

            assertThat(story.dueAfter(Story.START)).isEqualTo(Story.VALIDITY.plus(Story.RESPONSE));
            assertThat(story.delivery.evidence().smscState()).isEqualTo("ENROUTE");
        }

        @Test
        void underCountersThatAreNotCheckedOnlyARepeatableJobSendsAgain() {
            story.policy = Story.policy(3, Counting.UNCHECKED, PorAsked.ALWAYS, false, false, Set.of());
            story.sent().delivered().due();
            assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);

            Story repeatable = new Story();
            repeatable.policy = Story.policy(3, Counting.UNCHECKED, PorAsked.ALWAYS, false, true, Set.of());
            repeatable.sent().delivered().due();
            assertThat(repeatable.actions).containsExactly(new Action.Send());
        }

        @Test
        void aPacketThatCannotBeRebuiltIsNeverSentAgain() {
            story.sent().delivered();
            story.on(new DeliveryEvent.Unrepeatable("the packet cannot be rebuilt"));

            assertThat(story.delivery.outcome()).isEqualTo(Outcome.UNCONFIRMED);
            assertThat(story.detail()).contains("cannot be rebuilt");
        }

        @Test
        void aSendThatACrashCutOffGoesOutWholeAgainAndDoesNotCount() {
            story.segments = 2;
            story.due().on(new DeliveryEvent.SegmentAccepted(1, 1));
            story.on(new DeliveryEvent.Interrupted());

            assertThat(story.actions).containsExactly(new Action.Send());
            assertThat(story.packet().sends()).isEqualTo(1);
            assertThat(story.packet().rounds()).isEqualTo(2);
            assertThat(story.packet().submissions()).hasSize(4);
            assertThat(story.packet().submissions().get(1).state()).isEqualTo(SubmissionState.UNKNOWN);
        }

        @Test
        void aCrashAfterTheLastAnswerSendsNothing() {
            story.sent().on(new DeliveryEvent.Interrupted());

            assertThat(story.actions).isEmpty();
            assertThat(story.delivery.phase()).isEqualTo(Phase.AWAITING);
        }
    }

    @Nested
    class Answers {
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

    @Nested
    class Replay {
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
            story.sent()
                    .delivered()
                    .on(new DeliveryEvent.Responded(2, false, null))
                    .due();

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

    @Nested
    class AfterTheCounter {
        AfterTheCounter() {
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

    @Nested
    class Hints {
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

    @Nested
    class Ends {
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
            assertThat(DeliveryRules.wellUnconfirmed(story.delivery)).isTrue();
            assertThat(story.packet().underWay()).isFalse();
        }

        @Test
        void withoutPorAskedForAReceiptBeforeTheAnswerToTheSubmitEndsItToo() {
            story.policy = Story.policy(3, Counting.HIGHER, PorAsked.NONE, false, false, Set.of());
            story.sent();
            story.delivered();

            assertThat(DeliveryRules.wellUnconfirmed(story.delivery)).isTrue();
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
    }

    @Nested
    class Cancel {
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
    }

    @Nested
    class Probes {
        Probes() {
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

    @Nested
    class SettingNext {
        SettingNext() {
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
}
