// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.smsc.SmscRig.ACKNOWLEDGES;
import static org.otagateway.smpp.smsc.SmscRig.CARD;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.DeliverSmResp;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.smsc.JournalEvent.Answered;
import org.otagateway.smpp.smsc.JournalEvent.Delivered;
import org.otagateway.smpp.smsc.JournalEvent.Receipt;

/** Receipts wait for a receiver, within its window, until they are acknowledged. */
final class SmscDeliverTest {
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
}
