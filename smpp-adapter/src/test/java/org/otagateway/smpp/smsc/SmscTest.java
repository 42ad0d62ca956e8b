// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.BindResp;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.DeliverSmResp;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.GenericNack;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.SmppTime;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;
import org.otagateway.smpp.pdu.Unbind;
import org.otagateway.smpp.pdu.UnbindResp;
import org.otagateway.smpp.smsc.JournalEvent.Answered;
import org.otagateway.smpp.smsc.JournalEvent.Delivered;
import org.otagateway.smpp.smsc.JournalEvent.Dropped;
import org.otagateway.smpp.smsc.JournalEvent.MobileOriginated;
import org.otagateway.smpp.smsc.JournalEvent.Path;
import org.otagateway.smpp.smsc.JournalEvent.Reason;
import org.otagateway.smpp.smsc.JournalEvent.Receipt;
import org.otagateway.smpp.smsc.JournalEvent.Submitted;

final class SmscTest {
    private static final String CARD = "491700000001";
    private static final Octets POR = Octets.hex("02710000100a0000000000000000000000000000");
    private static final Handset ACKNOWLEDGES = (message, uplink) -> DeliverReport.ACKNOWLEDGED;

    @ParameterizedTest
    @CsvSource({"ota, secret, 0", "ota, wrong, 14", "other, secret, 15"})
    void aBindShowsTheRightAccountOrIsRefused(String systemId, String password, int status) throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme esme = new RawEsme(rig.smsc.port())) {
            esme.send(RawEsme.bind(BindKind.TRANSCEIVER, systemId, password));
            assertThat(esme.next(BindResp.class).commandStatus()).isEqualTo(status);
            if (status != 0) {
                esme.expectEnd();
            }
        }
    }

    @Test
    void aSecondBindOnASessionIsRefusedAndTheFirstStays() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.bind(BindKind.RECEIVER, "ota", "secret"));
            assertThat(esme.next(BindResp.class).commandStatus()).isEqualTo(5);
            esme.send(RawEsme.submit(2, CARD));
            assertThat(esme.next(SubmitSmResp.class).commandStatus()).isZero();
        }
    }

    @Test
    void anEsmeOfVersion33GetsNoOptionalParameters() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme old = new RawEsme(rig.smsc.port());
                RawEsme current = new RawEsme(rig.smsc.port())) {
            Bind bind = RawEsme.bind(BindKind.TRANSMITTER, "ota", "secret");
            old.send(new Bind(bind.kind(), 1, bind.systemId(), bind.password(), "", 0x33, 0, 0, ""));
            current.send(bind);
            assertThat(old.next(BindResp.class).tlvs()).isEmpty();
            assertThat(current.next(BindResp.class).tlvs())
                    .containsExactly(new Tlv(Tlv.SC_INTERFACE_VERSION, Octets.of(0x34)));
        }
    }

    @Test
    void aSubmitIsAnsweredDeliveredAndReceipted() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(7, CARD));
            SubmitSmResp resp = esme.next(SubmitSmResp.class);
            assertThat(resp.sequence()).isEqualTo(7);
            DeliverSm receipt = esme.nextDelivery();
            MessageFields fields = receipt.message();
            assertThat(fields.isReceipt()).isTrue();
            assertThat(fields.source().digits()).isEqualTo(CARD);
            assertThat(fields.destination().digits()).isEqualTo(RawEsme.SHORT_CODE);
            assertThat(RawEsme.text(receipt))
                    .matches("id:" + resp.messageId()
                            + " sub:001 dlvrd:001 submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000 text:");
            assertThat(Tlv.find(fields.tlvs(), Tlv.MESSAGE_STATE)).contains(Octets.of(2));
            assertThat(Tlv.find(fields.tlvs(), Tlv.RECEIPTED_MESSAGE_ID)
                            .orElseThrow()
                            .length())
                    .isEqualTo(String.valueOf(resp.messageId()).length() + 1);
            assertThat(rig.delivered).hasSize(1);
            ShortMessage sms = rig.delivered.get(0);
            assertThat(sms.userData()).isEqualTo(RawEsme.COMMAND);
            assertThat(sms.udhi()).isTrue();
            assertThat(sms.protocolId()).isEqualTo(0x7F);
            assertThat(sms.dataCoding()).isEqualTo(0xF6);
            await().until(() -> rig.smsc.counts().waiting() == 0);
            assertThat(rig.journal)
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly("Submitted", "Delivered", "Receipt", "Answered");
        }
    }

    @ParameterizedTest
    @EnumSource(MessageIdForm.class)
    void messageIdsHaveTheFormsOfTheSettings(MessageIdForm form) throws Exception {
        SmscSettings settings = SmscRig.SETTINGS.withMessageIds(new MessageIds(form, MessageIdForm.DECIMAL));
        try (SmscRig rig = SmscRig.running(settings, SmscFaults.NONE, ACKNOWLEDGES);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            String id = String.valueOf(esme.next(SubmitSmResp.class).messageId());
            String inReceipt = esme.nextReceipt().replaceAll("^id:(\\d+) .*$", "$1");
            switch (form) {
                case DECIMAL -> assertThat(id).isEqualTo(inReceipt);
                case DECIMAL_PADDED -> assertThat(id).hasSize(20).endsWith(inReceipt);
                case HEXADECIMAL -> assertThat(Long.parseLong(id, 16)).isEqualTo(Long.parseLong(inReceipt));
                case HEXADECIMAL_PADDED -> assertThat(id).matches("000[0-9A-F]{13}");
                case UUID -> assertThat(id).hasSize(36);
            }
        }
    }

    @Test
    void messageIdsNeverComeAgainAfterARestart() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                    RawEsme esme = rig.esme()) {
                esme.send(RawEsme.submit(1, CARD));
                ids.add(esme.next(SubmitSmResp.class).messageId());
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, DELIVRD", "2, ''"})
    void aReceiptComesOnlyWhereItIsAskedFor(int registered, String wanted) throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme esme = rig.esme()) {
            esme.send(new SubmitSm(1, RawEsme.fields(CARD).withRegisteredDelivery(registered)));
            esme.next(SubmitSmResp.class);
            await().until(() -> rig.events(Delivered.class).size() == 1);
            if (wanted.isEmpty()) {
                await().until(() -> rig.smsc.counts().waiting() == 0);
                assertThat(rig.events(Receipt.class)).isEmpty();
            } else {
                assertThat(esme.nextReceipt()).contains("stat:" + wanted);
            }
        }
    }

    @Test
    void anUnknownSubscriberAndARefusingHandsetGiveUndeliv() throws Exception {
        Handset refuses = (message, uplink) -> DeliverReport.error(0xD5, Octets.EMPTY);
        try (SmscRig rig = SmscRig.running(SmscRig.SETTINGS, SmscFaults.NONE, refuses);
                RawEsme esme = rig.esme()) {
            esme.send(new SubmitSm(1, RawEsme.fields("33100000001").withRegisteredDelivery(2)));
            esme.next(SubmitSmResp.class);
            assertThat(esme.nextReceipt()).contains("dlvrd:000").contains("stat:UNDELIV err:001");
            esme.send(RawEsme.submit(2, CARD));
            esme.next(SubmitSmResp.class);
            assertThat(esme.nextReceipt()).contains("stat:UNDELIV err:213");
            assertThat(rig.events(Dropped.class))
                    .extracting(Dropped::reason)
                    .containsExactly(Reason.UNKNOWN_SUBSCRIBER);
        }
    }

    @Test
    void aHandsetThatThrowsEndsItsMessageAlone() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Handset throwsOnce = (message, uplink) -> {
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException("broken on purpose by a test");
            }
            return DeliverReport.ACKNOWLEDGED;
        };
        try (SmscRig rig = SmscRig.running(SmscRig.SETTINGS, SmscFaults.NONE, throwsOnce);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            esme.next(SubmitSmResp.class);
            assertThat(esme.nextReceipt()).contains("UNDELIV");
            esme.send(RawEsme.submit(2, CARD));
            esme.next(SubmitSmResp.class);
            assertThat(esme.nextReceipt()).contains("DELIVRD");
        }
    }

    @Test
    void aMessageOfTheCardComesFromItsNumberWithUdhi() throws Exception {
        Handset answers = (message, uplink) -> {
            String card = message.destination();
            String gateway = message.source();
            uplink.submit(new MobileMessage(card, gateway, true, 0x7F, 0xF6, POR));
            return DeliverReport.ACKNOWLEDGED;
        };
        try (SmscRig rig = SmscRig.running(SmscRig.SETTINGS, SmscFaults.NONE, answers);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            esme.next(SubmitSmResp.class);
            MessageFields por = esme.nextDelivery().message();
            assertThat(por.esmClass()).isEqualTo(0x40);
            assertThat(por.source().digits()).isEqualTo(CARD);
            assertThat(por.destination().digits()).isEqualTo(RawEsme.SHORT_CODE);
            assertThat(por.userData()).isEqualTo(POR);
            assertThat(esme.nextReceipt()).contains("DELIVRD");
            assertThat(rig.events(MobileOriginated.class))
                    .extracting(MobileOriginated::path)
                    .containsExactly(Path.SMS_SUBMIT);
        }
    }

    @Test
    void theJournalNamesThePartOfAConcatenatedMessage() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme esme = rig.esme()) {
            Octets part = Octets.hex("0500032a0302aabb");
            MessageFields whole = RawEsme.fields(CARD);
            esme.send(new SubmitSm(1, MessageFields.of(whole.source(), whole.destination(), 0x40, 0x7F, 0xF6, part)));
            esme.next(SubmitSmResp.class);
            await().until(() -> rig.events(Delivered.class).size() == 1);
            assertThat(rig.events(Submitted.class))
                    .extracting(Submitted::concatenation)
                    .containsExactly(new Concatenation(0x2A, 3, 2));
        }
    }

    @Test
    void aPorInTheDeliverReportComesAsADeliverSmOfTheCard() throws Exception {
        try (SmscRig rig = reporting(ReportForm.DELIVER_SM);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            esme.next(SubmitSmResp.class);
            MessageFields por = esme.nextDelivery().message();
            assertThat(por.udhi()).isTrue();
            assertThat(por.userData()).isEqualTo(POR);
            assertThat(esme.nextReceipt()).endsWith("text:");
        }
    }

    @Test
    void aPorInTheDeliverReportComesInTheReceiptsTextWholeOrCut() throws Exception {
        for (ReportForm form : List.of(ReportForm.RECEIPT_TEXT, ReportForm.RECEIPT_TEXT_CUT)) {
            try (SmscRig rig = reporting(form);
                    RawEsme esme = rig.esme()) {
                esme.send(RawEsme.submit(1, CARD));
                esme.next(SubmitSmResp.class);
                String hex = POR.toHex();
                assertThat(esme.nextReceipt())
                        .endsWith("text:" + (form == ReportForm.RECEIPT_TEXT ? hex : hex.substring(0, 20)));
            }
        }
    }

    @Test
    void aPorThatTheSmscDropsStandsInTheJournal() throws Exception {
        try (SmscRig rig = reporting(ReportForm.DROPPED);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            esme.next(SubmitSmResp.class);
            assertThat(esme.nextReceipt()).endsWith("text:");
            assertThat(rig.events(Dropped.class)).extracting(Dropped::reason).containsExactly(Reason.NOT_FORWARDED);
        }
    }

    @Test
    void aReceiptLongerThanAShortMessageComesAsPayload() throws Exception {
        Octets longest = Octets.copyOf(new byte[131]);
        Handset reports = (message, uplink) -> DeliverReport.acknowledged(longest);
        try (SmscRig rig = SmscRig.running(
                        SmscRig.SETTINGS.withReport(ReportForm.RECEIPT_TEXT), SmscFaults.NONE, reports);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            esme.next(SubmitSmResp.class);
            DeliverSm receipt = esme.nextDelivery();
            assertThat(receipt.message().shortMessage().isEmpty()).isTrue();
            assertThat(RawEsme.text(receipt)).endsWith(longest.toHex());
        }
    }

    private static SmscRig reporting(ReportForm form) throws IOException {
        Handset reports = (message, uplink) -> DeliverReport.acknowledged(POR);
        return SmscRig.running(SmscRig.SETTINGS.withReport(form), SmscFaults.NONE, reports);
    }

    @Test
    void receiptsWaitForAReceiver() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme transmitter = RawEsme.bound(rig.smsc.port(), BindKind.TRANSMITTER)) {
            transmitter.send(RawEsme.submit(1, CARD));
            transmitter.next(SubmitSmResp.class);
            await().until(() -> rig.events(Receipt.class).size() == 1);
            try (RawEsme receiver = RawEsme.bound(rig.smsc.port(), BindKind.RECEIVER)) {
                assertThat(receiver.nextReceipt()).contains("DELIVRD");
                assertThat(transmitter.peek()).isNull();
                receiver.send(RawEsme.submit(9, CARD));
                assertThat(receiver.next(SubmitSmResp.class).commandStatus()).isEqualTo(4);
            }
        }
    }

    @Test
    void whatIsNotAcknowledgedComesAgainInOrderAfterAReconnect() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE)) {
            List<String> first = new ArrayList<>();
            try (RawEsme esme = rig.esme()) {
                for (int i = 0; i < 3; i++) {
                    esme.send(RawEsme.submit(i + 1, CARD));
                    esme.next(SubmitSmResp.class);
                    first.add(RawEsme.text(esme.next(DeliverSm.class)));
                }
            }
            try (RawEsme again = rig.esme()) {
                for (String text : first) {
                    assertThat(again.nextReceipt()).isEqualTo(text);
                }
                await().until(() -> rig.smsc.counts().waiting() == 0);
            }
        }
    }

    @Test
    void aTemporaryStatusBringsADeliverSmAgainAndAPermanentOneEndsIt() throws Exception {
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS, SmscFaults.NONE, ACKNOWLEDGES);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            esme.next(SubmitSmResp.class);
            DeliverSm receipt = esme.next(DeliverSm.class);
            esme.send(DeliverSmResp.of(0x64, receipt.sequence()));
            await().until(() -> rig.events(Answered.class).size() == 1);
            rig.advance(Duration.ofSeconds(1));
            DeliverSm again = esme.next(DeliverSm.class);
            assertThat(again.message()).isEqualTo(receipt.message());
            esme.send(DeliverSmResp.of(0x65, again.sequence()));
            await().until(() -> rig.smsc.counts().waiting() == 0);
            assertThat(rig.smsc.counts().acknowledged()).isZero();
        }
    }

    @Test
    void aDeliverSmWithoutAnAnswerComesAgainAfterTheResponseTime() throws Exception {
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS, SmscFaults.NONE, ACKNOWLEDGES);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            esme.next(SubmitSmResp.class);
            DeliverSm receipt = esme.next(DeliverSm.class);
            rig.advance(Duration.ofSeconds(29));
            rig.advance(Duration.ofSeconds(2));
            assertThat(esme.nextDelivery().message()).isEqualTo(receipt.message());
        }
    }

    @Test
    void atMostTheWindowIsSentWithoutAnAnswer() throws Exception {
        SmscSettings settings = SmscRig.SETTINGS.withLimits(new SmscLimits(1000, 2, 10, 1000));
        try (SmscRig rig = SmscRig.running(settings, SmscFaults.NONE, ACKNOWLEDGES);
                RawEsme sender = RawEsme.bound(rig.smsc.port(), BindKind.TRANSMITTER)) {
            for (int i = 1; i <= 5; i++) {
                sender.send(RawEsme.submit(i, CARD));
                sender.next(SubmitSmResp.class);
            }
            await().until(() -> rig.events(Receipt.class).size() == 5);
            try (RawEsme receiver = RawEsme.bound(rig.smsc.port(), BindKind.RECEIVER)) {
                DeliverSm first = receiver.next(DeliverSm.class);
                receiver.next(DeliverSm.class);
                receiver.send(new EnquireLink(77));
                assertThat(receiver.next(EnquireLinkResp.class).sequence()).isEqualTo(77);
                receiver.send(DeliverSmResp.of(0, first.sequence()));
                receiver.next(DeliverSm.class);
            }
        }
    }

    @Test
    void aMessagePastItsValidityIsNeverDelivered() throws Exception {
        SmscTiming slow = new SmscTiming(
                DelayRange.NONE,
                DelayRange.fixed(Duration.ofSeconds(60)),
                DelayRange.NONE,
                DelayRange.NONE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(300),
                Duration.ofDays(1));
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS.withTiming(slow), SmscFaults.NONE, ACKNOWLEDGES);
                RawEsme esme = rig.esme()) {
            Instant now = rig.now();
            String[] validity = {
                SmppTime.Absolute.of(now.plusSeconds(60)).format(),
                SmppTime.Relative.of(Duration.ofSeconds(59)).format(),
                SmppTime.Absolute.of(now.minusSeconds(1)).format(),
                SmppTime.Absolute.of(now.plusSeconds(61)).format()
            };
            for (int i = 0; i < validity.length; i++) {
                esme.send(new SubmitSm(i + 1, RawEsme.fields(CARD).withValidityPeriod(validity[i])));
                esme.next(SubmitSmResp.class);
            }
            rig.advance(Duration.ofSeconds(60));
            List<String> states = new ArrayList<>();
            for (int i = 0; i < validity.length; i++) {
                states.add(esme.nextReceipt().replaceAll("^.*stat:(\\w+) .*$", "$1"));
            }
            assertThat(states).containsExactly("EXPIRED", "EXPIRED", "EXPIRED", "DELIVRD");
            assertThat(rig.delivered).hasSize(1);
        }
    }

    @Test
    void anUnreachableHandsetIsTriedAgainUntilTheValidityEnds() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Handset off = (message, uplink) -> {
            calls.incrementAndGet();
            return DeliverReport.UNREACHABLE;
        };
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS, SmscFaults.NONE, off);
                RawEsme esme = rig.esme()) {
            String validity = SmppTime.Relative.of(Duration.ofSeconds(2)).format();
            esme.send(new SubmitSm(1, RawEsme.fields(CARD).withValidityPeriod(validity)));
            esme.next(SubmitSmResp.class);
            await().until(() -> calls.get() == 1);
            rig.advance(Duration.ofSeconds(1));
            await().until(() -> calls.get() == 2);
            rig.advance(Duration.ofSeconds(1));
            assertThat(esme.nextReceipt()).contains("stat:EXPIRED");
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void aSubmitThatCannotBeIsRefused() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, ""));
            assertThat(esme.next(SubmitSmResp.class).commandStatus()).isEqualTo(0x0B);
            esme.send(new SubmitSm(2, RawEsme.fields(CARD).withValidityPeriod("269924100000000+")));
            assertThat(esme.next(SubmitSmResp.class).commandStatus()).isEqualTo(0x62);
            MessageFields fields = RawEsme.fields(CARD);
            Octets tooLong = Octets.copyOf(new byte[141]);
            esme.send(new SubmitSm(3, MessageFields.of(fields.source(), fields.destination(), 0, 0, 4, tooLong)));
            assertThat(esme.next(SubmitSmResp.class).commandStatus()).isEqualTo(0x01);
            assertThat(rig.events(Submitted.class))
                    .extracting(Submitted::commandStatus)
                    .containsExactly(0x0B, 0x62, 0x01);
        }
    }

    @Test
    void userDataInMessagePayloadIsTaken() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme esme = rig.esme()) {
            MessageFields fields = RawEsme.fields(CARD);
            MessageFields payload = MessageFields.of(
                            fields.source(), fields.destination(), 0x40, 0x7F, 0xF6, Octets.EMPTY)
                    .withTlvs(List.of(new Tlv(Tlv.MESSAGE_PAYLOAD, RawEsme.COMMAND)));
            esme.send(new SubmitSm(1, payload));
            esme.next(SubmitSmResp.class);
            await().until(() -> rig.delivered.size() == 1);
            assertThat(rig.delivered.get(0).userData()).isEqualTo(RawEsme.COMMAND);
        }
    }

    @Test
    void aFullSmscSaysSo() throws Exception {
        SmscSettings settings = SmscRig.SETTINGS.withLimits(new SmscLimits(2, 10, 10, 1000));
        try (SmscRig rig = SmscRig.running(settings, SmscFaults.NONE, ACKNOWLEDGES);
                RawEsme sender = RawEsme.bound(rig.smsc.port(), BindKind.TRANSMITTER)) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                sender.send(RawEsme.submit(i, CARD));
                statuses.add(sender.next(SubmitSmResp.class).commandStatus());
            }
            assertThat(statuses).containsExactly(0, 0, 0x14);
        }
    }

    @Test
    void unbindIsAnsweredAndEndsTheConnection() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme esme = rig.esme()) {
            esme.send(new Unbind(3));
            assertThat(esme.next(UnbindResp.class).sequence()).isEqualTo(3);
            esme.expectEnd();
            await().until(() -> rig.smsc.counts().sessions() == 0);
        }
    }

    @Test
    void theSmscAsksWhetherASessionLivesAndCutsADeadOne() throws Exception {
        SmscSettings settings = SmscRig.SETTINGS.withEnquireLink(Duration.ofSeconds(10));
        try (SmscRig rig = SmscRig.standing(settings, SmscFaults.NONE, ACKNOWLEDGES);
                RawEsme esme = rig.esme()) {
            esme.send(new EnquireLink(5));
            esme.next(EnquireLinkResp.class);
            rig.advance(Duration.ofSeconds(10));
            EnquireLink asked = esme.next(EnquireLink.class);
            esme.send(new EnquireLinkResp(0, asked.sequence()));
            esme.send(new EnquireLink(6));
            esme.next(EnquireLinkResp.class);
            rig.advance(Duration.ofSeconds(10));
            esme.next(EnquireLink.class);
            rig.advance(Duration.ofSeconds(10));
            esme.expectEnd();
        }
    }

    @Test
    void aConnectionThatDoesNotBindIsCut() throws Exception {
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS, SmscFaults.NONE, ACKNOWLEDGES);
                RawEsme esme = new RawEsme(rig.smsc.port())) {
            esme.send(new EnquireLink(5));
            esme.next(EnquireLinkResp.class);
            rig.advance(Duration.ofSeconds(30));
            esme.expectEnd();
        }
    }

    @Test
    void hostilePdusAreRefusedAndCostNothing() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE);
                RawEsme esme = rig.esme()) {
            byte[] unended = RawEsme.submit(8, CARD).encode();
            unended[unended.length - RawEsme.COMMAND.length() - 1] = (byte) 0xFF;
            esme.send(unended);
            assertThat(esme.next(GenericNack.class)).isEqualTo(new GenericNack(0xFF, 8));
            esme.send(new OtherPdu(0x0BAD, 0, 9, Octets.EMPTY));
            assertThat(esme.next(GenericNack.class)).isEqualTo(new GenericNack(0x03, 9));
            byte[] twoGigabytes = new EnquireLink(10).encode();
            twoGigabytes[0] = 0x7F;
            esme.send(twoGigabytes);
            assertThat(esme.next(GenericNack.class)).isEqualTo(new GenericNack(0x02, 10));
            esme.expectEnd();
        }
    }
}
