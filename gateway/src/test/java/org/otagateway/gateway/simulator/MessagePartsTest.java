// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.simulator.CardBehaviour.CounterDomain;
import org.otagateway.gateway.simulator.CardBehaviour.ReplayAnswer;
import org.otagateway.gateway.simulator.CardBehaviour.ResponsePadding;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.sms.PacketKind;
import org.otagateway.packet.sms.ReferenceWidth;
import org.otagateway.packet.sms.Segmenter;

/** What a card makes of short messages: parts, references, what is not for it. */
class MessagePartsTest {
    private static final String USIM = "b00011";
    private static final String WRITE_17 = "00d6000011" + "41".repeat(17);

    private static int status(TestCards cards, CommandHeader header, UiccAnswer answer) {
        return cards.report(header, answer).status().code();
    }

    private static List<Octets> parts(TestCards cards, long counter, int reference) {
        CommandHeader header = TestCards.header("1619", USIM);
        String longScript = "00a40004026f46" + WRITE_17.repeat(5);
        Octets packet = new CommandCodec().seal(header, new Counter(counter), Octets.hex(longScript), cards.keys());
        int first = 132;
        return List.of(
                Octets.concat(Octets.of(7, 0, 3, reference, 2, 1, 0x70, 0), packet.slice(0, first)),
                Octets.concat(Octets.of(5, 0, 3, reference, 2, 2), packet.from(first)));
    }

    @Test
    void partsComeInAnyOrderAndTwice() {
        TestCards cards = TestCards.standard();
        List<Octets> parts = parts(cards, 1, 9);
        assertThat(cards.receive(parts.get(1))).isEqualTo(UiccAnswer.NOTHING);
        assertThat(cards.receive(parts.get(1))).isEqualTo(UiccAnswer.NOTHING);
        UiccAnswer answer = cards.receive(parts.get(0));
        assertThat(status(cards, TestCards.header("1619", USIM), answer)).isZero();
        assertThat(cards.events(CardEvent.Execution.class))
                .singleElement()
                .matches(event -> event.commandsExecuted() == 6);
    }

    @Test
    void aNewReferenceWipesTheOneBuffer() {
        TestCards cards = TestCards.standard();
        List<Octets> first = parts(cards, 1, 9);
        List<Octets> second = parts(cards, 2, 10);
        cards.receive(first.get(0));
        cards.receive(second.get(0));
        assertThat(cards.receive(first.get(1))).isEqualTo(UiccAnswer.NOTHING);
        assertThat(cards.receive(second.get(1))).isEqualTo(UiccAnswer.NOTHING);
        assertThat(cards.events).isEmpty();
    }

    @Test
    void someCardsNeverAssembleReferenceZero() {
        CardBehaviour never = new CardBehaviour(
                ReplayAnswer.COUNTER_LOW, ResponsePadding.ZEROS, CounterDomain.KEY_VERSION, false, false, 140, false);
        for (CardBehaviour behaviour : List.of(CardBehaviour.STANDARD, never)) {
            TestCards cards = new TestCards(behaviour, MinimumSecurity.NONE);
            List<Octets> parts = parts(cards, 1, 0);
            cards.receive(parts.get(0));
            cards.receive(parts.get(1));
            assertThat(cards.events(CardEvent.Execution.class)).hasSize(behaviour.assemblesReferenceZero() ? 1 : 0);
        }
    }

    @Test
    void aMessageWithoutACommandPacketIsLeftAlone() {
        TestCards cards = TestCards.standard();
        for (String userData : List.of("", "05", "0500030101ff", "027100000b0a", "0003", "02700000", "027000ffff")) {
            assertThat(cards.receive(Octets.hex(userData))).isEqualTo(UiccAnswer.NOTHING);
        }
        assertThat(cards.events(CardEvent.Execution.class)).isEmpty();
    }

    @Test
    void whatTheSegmenterMakesTheCardPutsTogether() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("1619", USIM);
        String script = "00a40004026f46" + WRITE_17.repeat(12);
        Octets packet = cards.packet(header, 1, script);
        UiccAnswer answer = UiccAnswer.NOTHING;
        for (Octets part : segments(packet)) {
            answer = cards.receive(part);
        }
        assertThat(status(cards, header, answer)).isZero();
    }

    private static List<Octets> segments(Octets packet) {
        return Segmenter.segment(PacketKind.COMMAND, packet, ReferenceWidth.EIGHT_BITS, 77);
    }
}
