// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.smsc.SmscRig.ACKNOWLEDGES;
import static org.otagateway.smpp.smsc.SmscRig.ANSWERS;
import static org.otagateway.smpp.smsc.SmscRig.CARD;
import static org.otagateway.smpp.smsc.SmscRig.POR;
import static org.otagateway.smpp.smsc.SmscRig.always;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.DeliverSmResp;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.SmppTime;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.smsc.JournalEvent.Answer;
import org.otagateway.smpp.smsc.JournalEvent.Delivered;
import org.otagateway.smpp.smsc.JournalEvent.Dropped;
import org.otagateway.smpp.smsc.JournalEvent.MobileOriginated;
import org.otagateway.smpp.smsc.JournalEvent.Reason;
import org.otagateway.smpp.smsc.JournalEvent.Receipt;
import org.otagateway.smpp.smsc.JournalEvent.Submitted;

/** What a message, its response, its receipt and its PoR can suffer. */
final class SmscFaultsTest {
    /** Submits one message and takes its response. */
    private static SubmitSmResp submit(RawEsme esme) throws IOException, InterruptedException {
        esme.send(RawEsme.submit(1, CARD));
        return esme.next(SubmitSmResp.class);
    }

    /** A round trip after which all that was sent before has come. */
    private static void settle(SmscRig rig, RawEsme esme) throws IOException, InterruptedException {
        await().until(() -> rig.smsc.counts().waiting() == 0);
        esme.send(new EnquireLink(99));
        assertThat(esme.next(EnquireLinkResp.class).sequence()).isEqualTo(99);
    }

    @Test
    void aLostMessageIsAcceptedAndNeverReachesTheHandset() throws Exception {
        try (SmscRig rig = SmscRig.running(always(Fault.LOSE_SUBMITTED).withLossReceipt(LossReceipt.NONE));
                RawEsme esme = rig.esme()) {
            assertThat(submit(esme).commandStatus()).isZero();
            settle(rig, esme);
            assertThat(rig.delivered).isEmpty();
            assertThat(rig.events(Dropped.class)).extracting(Dropped::reason).containsExactly(Reason.LOST_SUBMITTED);
        }
    }

    @Test
    void aLostMessageMayHaveAReceiptThatSaysUndelivered() throws Exception {
        try (SmscRig rig = SmscRig.running(always(Fault.LOSE_SUBMITTED).withLossReceipt(LossReceipt.UNDELIVERED));
                RawEsme esme = rig.esme()) {
            submit(esme);
            assertThat(esme.nextReceipt()).contains("stat:UNDELIV");
        }
    }

    @Test
    void aLostMessageMayExpireAtTheEndOfItsValidity() throws Exception {
        SmscFaults faults = always(Fault.LOSE_SUBMITTED).withLossReceipt(LossReceipt.EXPIRED);
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS, faults, ACKNOWLEDGES);
                RawEsme esme = rig.esme()) {
            String validity = SmppTime.Relative.of(Duration.ofSeconds(60)).format();
            esme.send(new SubmitSm(1, RawEsme.fields(CARD).withValidityPeriod(validity)));
            esme.next(SubmitSmResp.class);
            rig.advance(Duration.ofSeconds(59));
            esme.send(new EnquireLink(2));
            esme.next(EnquireLinkResp.class);
            rig.advance(Duration.ofSeconds(1));
            assertThat(esme.nextReceipt()).contains("stat:EXPIRED");
        }
    }

    @Test
    void aMessageOfTheCardCanBeLost() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscRig.SETTINGS, always(Fault.LOSE_MOBILE_ORIGINATED), ANSWERS);
                RawEsme esme = rig.esme()) {
            submit(esme);
            assertThat(esme.nextReceipt()).contains("DELIVRD");
            settle(rig, esme);
            assertThat(rig.events(Dropped.class))
                    .extracting(Dropped::reason)
                    .containsExactly(Reason.LOST_MOBILE_ORIGINATED);
        }
    }

    @Test
    void aPorInADeliverReportCanBeLostOnEitherWay() throws Exception {
        Handset reports = (message, uplink) -> DeliverReport.acknowledged(POR);
        for (ReportForm form : List.of(ReportForm.DELIVER_SM, ReportForm.RECEIPT_TEXT)) {
            try (SmscRig rig = SmscRig.running(
                            SmscRig.SETTINGS.withReport(form), always(Fault.LOSE_MOBILE_ORIGINATED), reports);
                    RawEsme esme = rig.esme()) {
                submit(esme);
                assertThat(esme.nextReceipt()).endsWith("text:");
                settle(rig, esme);
            }
        }
    }

    @Test
    void aMessageCanReachTheHandsetTwiceWithOneReceipt() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscRig.SETTINGS, always(Fault.DUPLICATE_DELIVERY), ANSWERS);
                RawEsme esme = rig.esme()) {
            submit(esme);
            for (int i = 0; i < 3; i++) {
                esme.nextDelivery();
            }
            settle(rig, esme);
            assertThat(rig.events(Delivered.class)).extracting(Delivered::copy).containsExactly(1, 2);
            assertThat(rig.events(Receipt.class)).hasSize(1);
            assertThat(rig.events(MobileOriginated.class)).hasSize(2);
        }
    }

    @Test
    void aReceiptCanComeTwiceOrNever() throws Exception {
        try (SmscRig rig = SmscRig.running(always(Fault.DUPLICATE_RECEIPT));
                RawEsme esme = rig.esme()) {
            submit(esme);
            assertThat(esme.nextReceipt()).isEqualTo(esme.nextReceipt());
            rig.smsc.impose(always(Fault.RECEIPT_NEVER));
            submit(esme);
            settle(rig, esme);
            assertThat(rig.events(Delivered.class)).hasSize(2);
        }
    }

    @Test
    void aMessageOfTheCardCanComeTwice() throws Exception {
        try (SmscRig rig = SmscRig.running(SmscRig.SETTINGS, always(Fault.DUPLICATE_MOBILE_ORIGINATED), ANSWERS);
                RawEsme esme = rig.esme()) {
            submit(esme);
            for (int i = 0; i < 3; i++) {
                esme.nextDelivery();
            }
            settle(rig, esme);
            assertThat(rig.events(MobileOriginated.class))
                    .extracting(MobileOriginated::copy)
                    .containsExactly(1, 2);
        }
    }

    @Test
    void aReceiptCanComeBeforeTheResponse() throws Exception {
        try (SmscRig rig = SmscRig.running(always(Fault.RECEIPT_FIRST));
                RawEsme esme = rig.esme()) {
            for (int i = 1; i <= 20; i++) {
                esme.send(RawEsme.submit(i, CARD));
                String receipt = esme.nextReceipt();
                SubmitSmResp resp = esme.next(SubmitSmResp.class);
                assertThat(resp.sequence()).isEqualTo(i);
                assertThat(receipt).startsWith("id:" + resp.messageId() + " ");
            }
        }
    }

    @Test
    void aResponseThatWaitsForAReceiptComesAtLastWithoutAReceiver() throws Exception {
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS, always(Fault.RECEIPT_FIRST), ACKNOWLEDGES);
                RawEsme sender = RawEsme.bound(rig.smsc.port(), BindKind.TRANSMITTER)) {
            sender.send(RawEsme.submit(1, CARD));
            await().until(() -> rig.events(Receipt.class).size() == 1);
            rig.advance(Duration.ofSeconds(1));
            assertThat(sender.next(SubmitSmResp.class).commandStatus()).isZero();
        }
    }

    @Test
    void aReceiptOnTheWayCanComeBeforeTheLast() throws Exception {
        try (SmscRig rig = SmscRig.running(always(Fault.INTERMEDIATE_RECEIPT));
                RawEsme esme = rig.esme()) {
            submit(esme);
            assertThat(esme.nextReceipt()).contains("stat:ENROUTE");
            assertThat(esme.nextReceipt()).contains("stat:DELIVRD");
        }
    }

    @Test
    void aResponseCanBeLate() throws Exception {
        SmscFaults faults = always(Fault.LATE_RESPONSE).withLateBy(DelayRange.fixed(Duration.ofSeconds(4)));
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS, faults, ACKNOWLEDGES);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            String receipt = esme.nextReceipt();
            rig.advance(Duration.ofSeconds(4));
            assertThat(receipt).startsWith("id:" + esme.next(SubmitSmResp.class).messageId() + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"MISSING_RESPONSE, 1", "MISSING_RESPONSE_AND_LOST, 0"})
    void aResponseCanBeMissingWithTheMessageDeliveredOrNot(Fault fault, int deliveries) throws Exception {
        try (SmscRig rig = SmscRig.running(always(fault));
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(1, CARD));
            if (deliveries == 1) {
                assertThat(esme.nextReceipt()).contains("DELIVRD");
            }
            await().until(() -> rig.events(Submitted.class).size() == 1);
            settle(rig, esme);
            assertThat(rig.delivered).hasSize(deliveries);
            assertThat(rig.events(Submitted.class))
                    .extracting(Submitted::answer)
                    .containsExactly(Answer.WITHHELD);
        }
    }

    @ParameterizedTest
    @CsvSource({"REFUSE_TEMPORARILY, 8", "REFUSE_PERMANENTLY, 97"})
    void aSubmitCanBeRefusedAndIsThenNotDelivered(Fault fault, int status) throws Exception {
        try (SmscRig rig = SmscRig.running(always(fault).withRefusals(8, 97));
                RawEsme esme = rig.esme()) {
            SubmitSmResp resp = submit(esme);
            assertThat(resp.commandStatus()).isEqualTo(status);
            assertThat(resp.messageId()).isNull();
            settle(rig, esme);
            assertThat(rig.journal).hasSize(1);
        }
    }

    @Test
    void aboveTheRateSubmitsAreThrottledInAnySecond() throws Exception {
        SmscFaults faults = SmscFaults.NONE.withThrottleAbove(3);
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS, faults, ACKNOWLEDGES);
                RawEsme sender = RawEsme.bound(rig.smsc.port(), BindKind.TRANSMITTER)) {
            List<Integer> statuses = new ArrayList<>();
            for (int millis : new int[] {0, 500, 0, 499, 1, 0, 499, 1}) {
                rig.advance(Duration.ofMillis(millis));
                sender.send(RawEsme.submit(1, CARD));
                statuses.add(sender.next(SubmitSmResp.class).commandStatus());
            }
            // Admitted at 0, 500, 500; at 999 a fourth within the second; at 1000 again one; two at 1500.
            assertThat(statuses).containsExactly(0, 0, 0, 0x58, 0, 0x58, 0x58, 0);
        }
    }

    @Test
    void receiptsAndMessagesOfCardsCanOvertakeEachOther() throws Exception {
        SmscFaults faults = SmscFaults.NONE.with(Fault.REORDER, 0.5).withReorderWithin(Duration.ofMillis(100));
        try (SmscRig rig = SmscRig.running(faults);
                RawEsme esme = rig.esme()) {
            List<String> submitted = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                esme.send(RawEsme.submit(i, CARD));
            }
            List<String> received = new ArrayList<>();
            while (received.size() < 50 || submitted.size() < 50) {
                Object next = esme.poll(10_000);
                if (next instanceof SubmitSmResp resp) {
                    submitted.add(String.valueOf(resp.messageId()));
                } else {
                    assertThat(next).isInstanceOf(DeliverSm.class);
                    DeliverSm deliver = (DeliverSm) next;
                    esme.send(DeliverSmResp.of(0, deliver.sequence()));
                    received.add(RawEsme.text(deliver).replaceAll("^id:(\\w+) .*$", "$1"));
                }
            }
            assertThat(received).containsExactlyInAnyOrderElementsOf(submitted).isNotEqualTo(submitted);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aProbabilityOutsideZeroToOneIsRefused(Fault fault) {
        assertThatThrownBy(() -> SmscFaults.NONE.with(fault, 1.01)).hasMessageContaining(fault.name());
        assertThatThrownBy(() -> SmscFaults.NONE.with(fault, Double.NaN)).hasMessageContaining(fault.name());
    }
}
