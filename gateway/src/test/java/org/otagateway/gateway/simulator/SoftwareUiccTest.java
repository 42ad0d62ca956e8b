// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.gateway.simulator.CardApplication.Format;
import org.otagateway.gateway.simulator.CardBehaviour.CounterDomain;
import org.otagateway.gateway.simulator.CardBehaviour.ReplayAnswer;
import org.otagateway.gateway.simulator.CardBehaviour.ResponsePadding;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.ResponsePacket;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

class SoftwareUiccTest {
    private static final String USIM = "b00011";
    private static final String WRITE_NAME = "00a40004026f4600d6000003014142";
    private static final String FOUR_RECORDS = "aa27220700a40004026f06" + "220500b2010428".repeat(4) + "8200";
    private static final String READ_NAME = "00a40004026f4600b0000003";

    private static int status(TestCards cards, CommandHeader header, UiccAnswer answer) {
        return cards.report(header, answer).status().code();
    }

    @ParameterizedTest
    @CsvSource({
        // setting, stored, sent, status, stored afterwards
        "06, 10, 10, 00, 10",
        "06, 10, 3, 00, 10",
        "06, 10, 99, 00, 10",
        "0e, 10, 3, 00, 10",
        "0e, 10, 99, 00, 10",
        "16, 10, 11, 00, 11",
        "16, 10, 99, 00, 99",
        "16, 10, 10, 02, 10",
        "16, 10, 9, 02, 10",
        "16, 0, 0, 02, 0",
        "1e, 10, 11, 00, 11",
        "1e, 10, 12, 03, 10",
        "1e, 10, 10, 02, 10",
        "16, 1099511627775, 1099511627775, 04, 1099511627775",
        "16, 1099511627775, 5, 04, 1099511627775",
        "1e, 1099511627774, 1099511627775, 00, 1099511627775",
    })
    void eachCounterSettingTakesAndStoresWhatItShould(
            String setting, long stored, long sent, String expected, long after) {
        TestCards cards = new TestCards(
                CardProfile.generic(CardBehaviour.STANDARD, MinimumSecurity.NONE), TestCards.card(stored));
        CommandHeader header = TestCards.header(setting + "19", USIM);
        ResponsePacket report = cards.report(header, cards.send(header, sent, WRITE_NAME));
        assertThat(report.status().toHex()).isEqualTo(expected);
        assertThat(report.counter().value()).isEqualTo(sent);
        assertThat(report.verified()).isTrue();
        assertThat(cards.counter()).isEqualTo(after);
        assertThat(cards.events(CardEvent.Execution.class)).hasSize(expected.equals("00") ? 1 : 0);
    }

    @Test
    void someCardsSetTheirCounterFromAnUncheckedOneDownwardsToo() {
        CardBehaviour sets = new CardBehaviour(
                ReplayAnswer.COUNTER_LOW, ResponsePadding.ZEROS, CounterDomain.KEY_VERSION, true, true, 140, false);
        TestCards cards = new TestCards(CardProfile.generic(sets, MinimumSecurity.NONE), TestCards.card(10));
        CommandHeader header = TestCards.header("0e19", USIM);
        cards.send(header, 3, READ_NAME);
        assertThat(cards.counter()).isEqualTo(3);
    }

    @Test
    void aReplayIsRefusedAndRunsNothing() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("1619", USIM);
        UiccAnswer first = cards.send(header, 1, WRITE_NAME);
        UiccAnswer second = cards.send(header, 1, WRITE_NAME);
        assertThat(status(cards, header, first)).isZero();
        assertThat(status(cards, header, second)).isEqualTo(2);
        assertThat(cards.events(CardEvent.Execution.class)).hasSize(1);
        assertThat(cards.events(CardEvent.Received.class))
                .extracting(event -> event.packet().sha256())
                .hasSize(2)
                .containsOnly(
                        cards.events(CardEvent.Execution.class).get(0).packet().sha256());
    }

    @Test
    void aReplayMayBeAnswered06WithoutSecurity() {
        TestCards cards = new TestCards(
                TestCards.behaviour(ReplayAnswer.UNIDENTIFIED_UNPROTECTED, CounterDomain.KEY_VERSION),
                MinimumSecurity.NONE);
        CommandHeader header = TestCards.header("1639", "b00010");
        cards.send(header, 1, "00a40004023f00");
        UiccAnswer answer = cards.send(header, 1, "00a40004023f00");
        assertThat(answer.report().toHex()).isEqualTo("027100000b0ab0001000000000000006");
        assertThat(answer.submits()).isEmpty();
    }

    @Test
    void aReplayMayBeAnsweredBySilence() {
        TestCards cards = new TestCards(
                TestCards.behaviour(ReplayAnswer.SILENT, CounterDomain.KEY_VERSION), MinimumSecurity.NONE);
        CommandHeader header = TestCards.header("1619", USIM);
        cards.send(header, 1, READ_NAME);
        assertThat(cards.send(header, 1, READ_NAME)).isEqualTo(UiccAnswer.NOTHING);
    }

    @Test
    void aCardMayCountByTar() {
        TestCards cards =
                new TestCards(TestCards.behaviour(ReplayAnswer.COUNTER_LOW, CounterDomain.TAR), MinimumSecurity.NONE);
        CommandHeader usim = TestCards.header("1619", USIM);
        CommandHeader shared = TestCards.header("1619", "b00000");
        assertThat(status(cards, usim, cards.send(usim, 5, READ_NAME))).isZero();
        assertThat(status(cards, shared, cards.send(shared, 1, "00a40004022fe2")))
                .isZero();
        assertThat(status(cards, usim, cards.send(usim, 5, READ_NAME))).isEqualTo(2);
    }

    @Test
    void aWrongChecksumIsAnsweredWithoutSecurityAndLeavesTheCounter() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("1219", USIM);
        byte[] packet = cards.packet(header, 7, WRITE_NAME).toByteArray();
        packet[packet.length - 1] ^= 1;
        UiccAnswer answer = cards.receive(Octets.concat(Octets.hex("027000"), Octets.copyOf(packet)));
        assertThat(answer.report().toHex()).isEqualTo("027100000b0ab0001100000000000001");
        assertThat(cards.counter()).isZero();
        assertThat(cards.events(CardEvent.Execution.class)).isEmpty();
    }

    @Test
    void aKeyThatTheCardLacksIs06() {
        TestCards cards = TestCards.standard();
        CommandHeader header = CommandHeader.of(Spi.hex("1219"), new Kic(0x22), new Kid(0x22), Tar.hex(USIM));
        byte[] packet =
                cards.packet(TestCards.header("1219", USIM), 1, READ_NAME).toByteArray();
        packet[5] = 0x22;
        packet[6] = 0x22;
        UiccAnswer answer = cards.receive(Octets.concat(Octets.hex("027000"), Octets.copyOf(packet)));
        assertThat(header.kid().keyVersion()).isEqualTo(2);
        assertThat(answer.report().toHex()).endsWith("06");
    }

    @Test
    void anUnknownTarIs09() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("1619", "b20100");
        assertThat(status(cards, header, cards.send(header, 1, READ_NAME))).isEqualTo(9);
        assertThat(cards.counter()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "12, 0219, 0a",
        "12, 1219, 00",
        "12, 1619, 00",
        "16, 1219, 0a",
        "16, 1619, 00",
        "1a, 1219, 0a",
        "1a, 1a19, 00",
        "01, 0019, 0a",
        "00, 0019, 00",
    })
    void aPacketBelowTheMinimumSecurityIs0A(String minimum, String spi, String expected) {
        TestCards cards = new TestCards(CardBehaviour.STANDARD, MinimumSecurity.hex(minimum));
        CommandHeader header = TestCards.header(spi, USIM);
        assertThat(cards.report(header, cards.send(header, 1, READ_NAME))
                        .status()
                        .toHex())
                .isEqualTo(expected);
    }

    @Test
    void noProofIsGivenWhereNoneIsAskedFor() {
        TestCards cards = TestCards.standard();
        UiccAnswer answer = cards.send(TestCards.header("1600", USIM), 1, WRITE_NAME);
        assertThat(answer).isEqualTo(UiccAnswer.NOTHING);
        assertThat(cards.events(CardEvent.Execution.class)).hasSize(1);
    }

    @Test
    void proofOnErrorComesOnlyWithAnError() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("161a", USIM);
        assertThat(cards.send(header, 1, WRITE_NAME)).isEqualTo(UiccAnswer.NOTHING);
        assertThat(status(cards, header, cards.send(header, 1, WRITE_NAME))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1601", "1605", "1609", "1611", "1615", "1619"})
    void everyResponseSecurityIsMade(String spi) {
        TestCards cards = TestCards.standard();
        // For an RC the coding of KID must be one of RC; none here, so the card answers without security.
        CommandHeader header = TestCards.header(spi, USIM);
        UiccAnswer answer = cards.send(header, 1, READ_NAME);
        if (spi.endsWith("5")) {
            assertThat(answer.report().toHex()).startsWith("0271000011");
        } else {
            assertThat(cards.report(header, answer).data().toHex()).isEqualTo("029000ffffff");
        }
    }

    @Test
    void aLongProofComesBySubmitInParts() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("1639", USIM);
        UiccAnswer answer = cards.send(header, 1, "aa12220700a40004026f60220500b00000288200");
        assertThat(status(cards, header, answer)).isEqualTo(0x0B);
        assertThat(answer.submits()).hasSize(1);

        UiccAnswer longer = cards.send(header, 2, FOUR_RECORDS);
        assertThat(longer.submits()).hasSize(2);
        Octets packet = Octets.concat(
                longer.submits().get(0).from(8), longer.submits().get(1).from(6));
        assertThat(longer.submits().get(0).length()).isEqualTo(140);
        assertThat(longer.submits().get(0).slice(0, 8).toHex()).isEqualTo("0700030202017100");
        assertThat(longer.submits().get(1).slice(0, 6).toHex()).isEqualTo("050003020202");
        ResponsePacket response = cards.open(header, Octets.concat(Octets.hex("027100"), packet));
        assertThat(response.verified()).isTrue();
        assertThat(response.data().toHex()).startsWith("ab81b78001062302611b").contains("232a8001019000");
    }

    @Test
    void anAnswerTooLongForTheReportGoesBySubmit() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("1619", USIM);
        UiccAnswer answer = cards.send(header, 1, FOUR_RECORDS);
        assertThat(status(cards, header, answer)).isEqualTo(0x0B);
        assertThat(answer.submits()).hasSize(2);
    }

    @Test
    void theCounterIsStoredBeforePowerIsLost() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("1619", USIM);
        cards.powerCut = true;
        assertThat(cards.send(header, 1, WRITE_NAME)).isEqualTo(UiccAnswer.POWER_LOST);
        cards.powerCut = false;
        assertThat(cards.counter()).isEqualTo(1);
        assertThat(cards.events(CardEvent.Execution.class)).singleElement().matches(event -> !event.executed());
        assertThat(status(cards, header, cards.send(header, 1, WRITE_NAME))).isEqualTo(2);
        ResponsePacket read = cards.report(header, cards.send(header, 2, READ_NAME));
        assertThat(read.data().toHex()).as("nothing was written").isEqualTo("029000ffffff");
    }

    @Test
    void aCardMayReportAnErrorAlthoughTheScriptRan() {
        CardBehaviour reports = new CardBehaviour(
                ReplayAnswer.COUNTER_LOW, ResponsePadding.ZEROS, CounterDomain.KEY_VERSION, false, true, 140, true);
        TestCards cards = new TestCards(reports, MinimumSecurity.NONE);
        UiccAnswer answer = cards.send(TestCards.header("1619", USIM), 1, WRITE_NAME);
        assertThat(answer.kind()).isEqualTo(UiccAnswer.Kind.ERROR);
        assertThat(cards.events(CardEvent.Execution.class)).hasSize(1);
    }

    @Test
    void anExpandedScriptStopsAtTheFirstError() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("1619", USIM);
        ResponsePacket definite = cards.report(
                header, cards.send(header, 1, "aa1b220700a40004027f99220700a40004026f46220700a40004026f07"));
        assertThat(definite.data().toHex()).isEqualTo("ab0780010123026a82");
        ResponsePacket indefinite =
                cards.report(header, cards.send(header, 2, "ae80220700a40004026f46220500b00000030000"));
        assertThat(indefinite.data().toHex()).isEqualTo("af80230261182305ffffff90000000");
    }

    @Test
    void aBrokenExpandedScriptIsToldAsSuch() {
        TestCards cards = TestCards.standard();
        CommandHeader header = TestCards.header("1619", USIM);
        ResponsePacket unknown = cards.report(header, cards.send(header, 1, "aa03240100"));
        assertThat(unknown.data().toHex()).isEqualTo("ab06800100900101");
        ResponsePacket length = cards.report(header, cards.send(header, 2, "aa09220700a4"));
        assertThat(length.data().toHex()).isEqualTo("ab06800100900102");
        ResponsePacket behind = cards.report(header, cards.send(header, 3, "aa0c220700a40004026f46240100"));
        assertThat(behind.data().toHex())
                .as("what stands before the fault was run")
                .isEqualTo("ab0a80010123026118900101");
    }

    @Test
    void anApplicationOfOneFormatTakesNoOther() {
        FileTree tree = FileTree.standard();
        TestCards cards = new TestCards(
                TestCards.profile(tree, tree.root(), CardBehaviour.STANDARD, Format.EXPANDED), TestCards.card(0));
        CommandHeader header = TestCards.header("1619", USIM);
        assertThat(cards.report(header, cards.send(header, 1, READ_NAME)).data().toHex())
                .isEqualTo("ab06800100900101");
    }

    @Test
    void hostileOctetsNeverThrow() {
        TestCards cards = TestCards.standard();
        SplittableRandom random = new SplittableRandom(3);
        CommandHeader header = TestCards.header("0019", USIM);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (i % 2 == 0) {
                cards.receive(Octets.copyOf(noise));
            } else {
                // Random scripts in packets without security: they reach the file system.
                byte[] script = noise.clone();
                if (script.length > 6) {
                    script[0] = (byte) (i % 3 == 0 ? 0xA0 : 0x00);
                    script[1] = (byte) new int[] {0xA4, 0xB0, 0xD6, 0xB2, 0xDC, 0xA2, 0x32, 0x20}[i / 2 % 8];
                    script[4] = (byte) Math.min(script.length - 5, 8);
                }
                cards.send(header, i, Octets.copyOf(script).toHex());
            }
        }
        assertThat(cards.events(CardEvent.Execution.class)).isNotEmpty();
    }
}
