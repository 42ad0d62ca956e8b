// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.jsmpp.LinkFixture.LONG;
import static org.otagateway.smpp.jsmpp.LinkFixture.link;
import static org.otagateway.smpp.jsmpp.LinkFixture.packet;
import static org.otagateway.smpp.jsmpp.LinkFixture.settings;
import static org.otagateway.smpp.jsmpp.LinkFixture.timers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.jsmpp.PeerServer.Peer;
import org.otagateway.smpp.jsmpp.Seen.Results;
import org.otagateway.smpp.link.Acknowledgement;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.MessageIdForm;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.ProofOfReceiptWay;
import org.otagateway.smpp.link.Quirks;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitResult.Accepted;
import org.otagateway.smpp.pdu.Address;
import org.otagateway.smpp.pdu.DataSm;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.DeliverSmResp;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.GenericNack;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;
import org.otagateway.smpp.pdu.Unbind;
import org.otagateway.smpp.pdu.UnbindResp;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

/** What comes from the SMSC, over a real connection to a peer that is not jsmpp. */
@Timeout(30)
class IncomingTest {
    private static final Pace PACE = new Pace(5, 10_000);
    private static final Address CARD = Address.international("436641234567");
    private static final Address US = new Address(0, 1, "12345");
    private static final String TEXT =
            "id:id-1 sub:001 dlvrd:001 submit date:2611240700 done date:2611240701 " + "stat:DELIVRD err:000 text:";

    private PeerServer server;
    private SmscLink link;
    private final Seen seen = new Seen();

    @BeforeEach
    void listen() throws Exception {
        server = PeerServer.welcoming();
        link = link(settings(server.port(), PACE));
    }

    @AfterEach
    void closeAll() throws Exception {
        server.close();
        link.close();
    }

    private Peer bound() throws Exception {
        link.open(seen);
        return server.next();
    }

    private Peer bound(Duration response, Duration enquireLink) throws Exception {
        link = link(settings(server.port(), PACE).with(timers(response, enquireLink)));
        return bound();
    }

    private static DeliverSm delivery(int sequence, int esmClass, Octets body, Tlv... tlvs) {
        return new DeliverSm(
                sequence, MessageFields.of(CARD, US, esmClass, 0x7F, 0xF6, body).withTlvs(List.of(tlvs)));
    }

    private static DeliverSm receipt(int sequence, String text, Tlv... tlvs) {
        return delivery(sequence, 0x04, Octets.copyOf(text.getBytes(StandardCharsets.ISO_8859_1)), tlvs);
    }

    @Test
    void deliverSmIsAnsweredOnlyAfterItIsDurable() throws Exception {
        Peer peer = bound();
        peer.send(delivery(77, 0x40, Octets.hex("027100000102")));
        Seen.Event<IncomingMessage> event = Seen.next(seen.messages);
        peer.send(new EnquireLink(78));
        assertThat(peer.next(EnquireLinkResp.class).sequence()).isEqualTo(78);
        assertThat(peer.waiting()).isZero();
        event.acknowledgement().durable();
        DeliverSmResp answer = peer.next(DeliverSmResp.class);
        assertThat(answer.sequence()).isEqualTo(77);
        assertThat(answer.commandStatus()).isZero();
        event.acknowledgement().durable();
        event.acknowledgement().refuse();
        peer.send(new EnquireLink(79));
        assertThat(peer.next(EnquireLinkResp.class).sequence()).isEqualTo(79);
    }

    @Test
    void refusedDeliverSmIsAnsweredWithATemporaryError() throws Exception {
        Peer peer = bound();
        peer.send(delivery(7, 0x40, Octets.hex("027100000102")));
        Seen.next(seen.messages).acknowledgement().refuse();
        assertThat(peer.next(DeliverSmResp.class).commandStatus()).isEqualTo(0x64);
    }

    @Test
    void messageCarriesAllThatTheSmscSaid() throws Exception {
        Peer peer = bound();
        peer.send(delivery(7, 0x40, Octets.hex("027100000102")));
        IncomingMessage message = Seen.next(seen.messages).what();
        assertThat(message.source().number()).isEqualTo("436641234567");
        assertThat(message.destination().number()).isEqualTo("12345");
        assertThat(message.hasUserDataHeader()).isTrue();
        assertThat(message.protocolId()).isEqualTo(0x7F);
        assertThat(message.dataCoding()).isEqualTo(0xF6);
        assertThat(message.userData()).isEqualTo(Octets.hex("027100000102"));
    }

    @Test
    void messagePayloadTakesThePlaceOfShortMessage() throws Exception {
        Peer peer = bound();
        peer.send(delivery(7, 0x40, Octets.EMPTY, new Tlv(Tlv.MESSAGE_PAYLOAD, Octets.hex("0271001234"))));
        assertThat(Seen.next(seen.messages).what().userData()).isEqualTo(Octets.hex("0271001234"));
    }

    @Test
    void receiptMayComeBeforeTheAnswerToItsSubmitAndTwice() throws Exception {
        Peer peer = bound();
        Results results = new Results();
        link.submit(packet("436641234567", 1), results);
        SubmitSm submit = peer.next(SubmitSm.class);
        peer.send(receipt(1, TEXT));
        peer.send(receipt(2, TEXT));
        peer.send(SubmitSmResp.accepted(submit.sequence(), "id-1"));
        for (int sequence = 1; sequence <= 2; sequence++) {
            Seen.Event<DeliveryReceipt> event = Seen.next(seen.receipts);
            assertThat(event.what().messageId()).isEqualTo("id-1");
            assertThat(event.what().state()).isEqualTo(MessageState.DELIVERED);
            event.acknowledgement().durable();
            assertThat(peer.next(DeliverSmResp.class).sequence()).isEqualTo(sequence);
        }
        assertThat(Seen.next(results.results).what()).isEqualTo(new Accepted("id-1", "id-1"));
    }

    @Test
    void receiptIsReadFromItsParameters() throws Exception {
        Peer peer = bound();
        peer.send(receipt(
                1,
                "",
                new Tlv(Tlv.RECEIPTED_MESSAGE_ID, Octets.hex("414200")),
                new Tlv(Tlv.MESSAGE_STATE, Octets.of(5)),
                new Tlv(Tlv.NETWORK_ERROR_CODE, Octets.of(3, 0, 27))));
        DeliveryReceipt receipt = Seen.next(seen.receipts).what();
        assertThat(receipt.messageId()).isEqualTo("AB");
        assertThat(receipt.state()).isEqualTo(MessageState.UNDELIVERABLE);
        assertThat(receipt.error()).isEqualTo("3/27");
    }

    @Test
    void userDataWithElement71IsAMessageWhateverItsEsmClassSays() throws Exception {
        Peer peer = bound();
        peer.send(delivery(1, 0x44, Octets.hex("027100000102")));
        assertThat(Seen.next(seen.messages).what().userData()).isEqualTo(Octets.hex("027100000102"));
        assertThat(seen.receipts).isEmpty();
    }

    @Test
    void dataSmIsTakenAsAMessageOrReceiptAndAnsweredAsItIs() throws Exception {
        Peer peer = bound();
        MessageFields fields = MessageFields.of(CARD, US, 0x40, 0, 0xF6, Octets.EMPTY)
                .withTlvs(List.of(new Tlv(Tlv.MESSAGE_PAYLOAD, Octets.hex("0271001234"))));
        peer.send(new DataSm(7, fields));
        Seen.Event<IncomingMessage> event = Seen.next(seen.messages);
        assertThat(event.what().userData()).isEqualTo(Octets.hex("0271001234"));
        assertThat(event.what().source().number()).isEqualTo("436641234567");
        event.acknowledgement().durable();
        OtherPdu answer = peer.next(OtherPdu.class);
        assertThat(answer.commandId()).isEqualTo(0x80000103);
        assertThat(answer.sequence()).isEqualTo(7);
        assertThat(answer.commandStatus()).isZero();
        peer.send(new DataSm(
                8,
                MessageFields.of(CARD, US, 0x04, 0, 0, Octets.EMPTY)
                        .withTlvs(List.of(
                                new Tlv(Tlv.RECEIPTED_MESSAGE_ID, Octets.hex("414200")),
                                new Tlv(Tlv.MESSAGE_STATE, Octets.of(2))))));
        assertThat(Seen.next(seen.receipts).what().messageId()).isEqualTo("AB");
    }

    @Test
    void answerOfTheCardInAParameterOfTheLinkComesWithTheReceiptOrAsAMessage() throws Exception {
        link.close();
        link = LinkFixture.link(LinkFixture.settings(server.port(), PACE)
                .with(new Quirks(MessageIdForm.AS_IS, MessageIdForm.AS_IS, ProofOfReceiptWay.REPORT, 0x1401)));
        link.open(seen);
        Peer peer = server.next();
        Octets packet = Octets.hex("000b0ab000100000000000000006");
        Octets withHeader = Octets.concat(Octets.hex("027100"), packet);
        peer.send(receipt(1, TEXT, new Tlv(0x1401, packet)));
        assertThat(Seen.next(seen.receipts).what().reportedUserData()).hasValue(withHeader);
        peer.send(delivery(2, 0, Octets.EMPTY, new Tlv(0x1401, withHeader)));
        IncomingMessage message = Seen.next(seen.messages).what();
        assertThat(message.userData()).isEqualTo(withHeader);
        assertThat(message.hasUserDataHeader()).isTrue();
    }

    @Test
    void eventsBeyondTheBoundAreRefusedForNow() throws Exception {
        Peer peer = bound();
        for (int i = 1; i <= 1001; i++) {
            peer.send(delivery(i, 0x40, Octets.hex("0271000102")));
        }
        DeliverSmResp refused = peer.next(DeliverSmResp.class);
        assertThat(refused.sequence()).isEqualTo(1001);
        assertThat(refused.commandStatus()).isEqualTo(0x14);
        assertThat(seen.messages).hasSize(1000);
        Seen.next(seen.messages).acknowledgement().durable();
        assertThat(peer.next(DeliverSmResp.class).sequence()).isEqualTo(1);
        peer.send(delivery(2000, 0x40, Octets.hex("0271000102")));
        await().until(() -> seen.messages.size() == 1000);
    }

    @Test
    void eventThatWaitsTooLongForItsAcknowledgementIsRefusedForNow() throws Exception {
        Peer peer = bound(Duration.ofMillis(300), LONG);
        long start = System.nanoTime();
        peer.send(delivery(7, 0x40, Octets.hex("027100000102")));
        Seen.Event<IncomingMessage> event = Seen.next(seen.messages);
        DeliverSmResp answer = peer.next(DeliverSmResp.class);
        assertThat(answer.commandStatus()).isEqualTo(0x58);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
        event.acknowledgement().durable();
        peer.send(new EnquireLink(8));
        peer.next(EnquireLinkResp.class);
        assertThat(peer.waiting()).isZero();
    }

    @Test
    void eventThatTheOwnerHasNoRoomForIsAnsweredWithAFullQueue() throws Exception {
        Peer peer = bound();
        peer.send(delivery(7, 0x40, Octets.hex("027100000102")));
        Seen.next(seen.messages).acknowledgement().later();
        assertThat(peer.next(DeliverSmResp.class).commandStatus()).isEqualTo(0x14);
    }

    @Test
    void deliverSmThatCannotBeReadIsKeptRawAndAnsweredAfterItIsDurable() throws Exception {
        Peer peer = bound();
        byte[] whole = delivery(9, 0x40, Octets.hex("0271000102")).encode();
        byte[] cut = Arrays.copyOf(whole, whole.length - 3);
        cut[3] = (byte) cut.length;
        peer.send(cut);
        Seen.Event<?> event = Seen.next(seen.unreadable);
        assertThat(event.what().toString()).contains("short_message");
        event.acknowledgement().durable();
        DeliverSmResp answer = peer.next(DeliverSmResp.class);
        assertThat(answer.sequence()).isEqualTo(9);
        assertThat(answer.commandStatus()).isZero();
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
    }

    @Test
    void unknownCommandIsNackedAndKeptRaw() throws Exception {
        Peer peer = bound();
        peer.send(new OtherPdu(0x12345678, 0, 5, Octets.of(1, 2, 3)));
        GenericNack nack = peer.next(GenericNack.class);
        assertThat(nack.sequence()).isEqualTo(5);
        assertThat(nack.commandStatus()).isEqualTo(0x03);
        assertThat(Seen.next(seen.unreadable).what().octets().length()).isEqualTo(19);
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
    }

    @Test
    void commandLengthOfTwoGigabytesCostsTheConnectionAndNothingElse() throws Exception {
        Peer peer = bound();
        peer.send(Octets.hex("7fffffff000000050000000000000001").toByteArray());
        assertThat(Seen.next(seen.unreadable).what().why()).contains("command_length");
        await().until(peer::ended);
        server.next();
        await().until(() -> link.state() == LinkState.BOUND);
    }

    @Test
    void whatWasReadBeforeTheStreamBrokeIsStillAnswered() throws Exception {
        Peer peer = bound();
        Results results = new Results();
        peer.send(delivery(7, 0x40, Octets.hex("0271000102")));
        Acknowledgement acknowledgement = Seen.next(seen.messages).acknowledgement();
        peer.send(Octets.hex("7fffffff000000050000000000000001").toByteArray());
        Seen.next(seen.unreadable);
        await().until(() -> link.headroom() == 0);
        link.submit(packet("436641234567", 1), results);
        acknowledgement.durable();
        assertThat(peer.next(DeliverSmResp.class).sequence()).isEqualTo(7);
        await().until(peer::ended);
        // Its answer could not have been read: it waited for the next session.
        Peer second = server.next();
        second.send(SubmitSmResp.accepted(second.next(SubmitSm.class).sequence(), "id"));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Accepted("id", "id"));
    }

    @Test
    void brokenStreamDoesNotWaitLongForAnswersThatDoNotCome() throws Exception {
        Peer peer = bound();
        peer.send(delivery(7, 0x40, Octets.hex("0271000102")));
        Seen.next(seen.messages);
        peer.send(Octets.hex("7fffffff000000050000000000000001").toByteArray());
        await().atMost(Duration.ofSeconds(5)).until(peer::ended);
    }

    @Test
    void partOfAPduIsKeptOverAReadTimeOut() throws Exception {
        Peer peer = bound(LONG, Duration.ofMillis(100));
        peer.ignoreEnquireLink();
        byte[] pdu = delivery(9, 0x40, Octets.hex("0271000102")).encode();
        peer.send(Arrays.copyOf(pdu, 20));
        EnquireLink enquire = peer.next(EnquireLink.class);
        peer.send(Arrays.copyOfRange(pdu, 20, pdu.length));
        assertThat(Seen.next(seen.messages).what().userData()).isEqualTo(Octets.hex("0271000102"));
        peer.send(new EnquireLinkResp(0, enquire.sequence()));
        assertThat(server.connected()).isEqualTo(1);
    }

    @Test
    void silenceIsProbedAndAProbeWithoutAnswerEndsTheConnection() throws Exception {
        Peer peer = bound(Duration.ofMillis(900), Duration.ofMillis(100));
        peer.ignoreEnquireLink();
        EnquireLink first = peer.next(EnquireLink.class);
        peer.send(new EnquireLinkResp(0, first.sequence()));
        peer.next(EnquireLink.class);
        await().until(peer::ended);
        server.next();
        await().until(() -> link.state() == LinkState.BOUND);
    }

    @Test
    void nackToAProbeShowsThatTheSmscLives() throws Exception {
        Peer peer = bound(Duration.ofMillis(900), Duration.ofMillis(100));
        peer.ignoreEnquireLink();
        for (int i = 0; i < 4; i++) {
            peer.send(new GenericNack(0x03, peer.next(EnquireLink.class).sequence()));
        }
        assertThat(peer.ended()).isFalse();
        assertThat(server.connected()).isEqualTo(1);
    }

    @Test
    void unbindOfTheSmscIsAnsweredAndTheLinkBindsAgain() throws Exception {
        Peer peer = bound();
        Results results = new Results();
        link.submit(packet("1", 1), results);
        peer.next(SubmitSm.class);
        peer.send(new Unbind(3));
        assertThat(peer.next(UnbindResp.class).sequence()).isEqualTo(3);
        Seen.next(results.results);
        await().until(peer::ended);
        server.next();
        await().until(() -> link.state() == LinkState.BOUND);
    }

    @Test
    void acknowledgementAfterTheConnectionIsLostDoesNothing() throws Exception {
        Peer peer = bound();
        peer.send(delivery(7, 0x40, Octets.hex("0271000102")));
        Seen.Event<IncomingMessage> event = Seen.next(seen.messages);
        peer.close();
        Peer second = server.next();
        await().until(() -> link.state() == LinkState.BOUND);
        event.acknowledgement().durable();
        second.send(new EnquireLink(78));
        second.next(EnquireLinkResp.class);
        assertThat(second.waiting()).isZero();
    }
}
