// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.smsc.SmscRig.ACKNOWLEDGES;
import static org.otagateway.smpp.smsc.SmscRig.CARD;
import static org.otagateway.smpp.smsc.SmscRig.POR;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.SmppTime;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.smsc.JournalEvent.Dropped;
import org.otagateway.smpp.smsc.JournalEvent.MobileOriginated;
import org.otagateway.smpp.smsc.JournalEvent.Path;
import org.otagateway.smpp.smsc.JournalEvent.Reason;

/** Deliveries to handsets, and what cards send back. */
final class SmscHandsetTest {
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
}
