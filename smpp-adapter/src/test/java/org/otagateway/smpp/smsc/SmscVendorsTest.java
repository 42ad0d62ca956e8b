// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.smsc.SmscRig.ACKNOWLEDGES;
import static org.otagateway.smpp.smsc.SmscRig.ANSWERS;
import static org.otagateway.smpp.smsc.SmscRig.CARD;
import static org.otagateway.smpp.smsc.SmscRig.POR;
import static org.otagateway.smpp.smsc.SmscRig.SETTINGS;
import static org.otagateway.smpp.smsc.SmscRig.always;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.BindResp;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.ReceiptParameters;
import org.otagateway.smpp.receipt.ReceiptReader;

/** Wrong answers to binds, outages, and what vendors write differently. */
@Timeout(30)
class SmscVendorsTest {
    private static final Bind BIND = RawEsme.bind(BindKind.TRANSCEIVER, "ota", "secret");

    @Test
    void bindsAreAnsweredWrongly() throws Exception {
        try (SmscRig rig = SmscRig.running(always(Fault.BIND_REFUSED))) {
            try (RawEsme esme = new RawEsme(rig.smsc.port())) {
                esme.send(BIND);
                assertThat(esme.next(BindResp.class).commandStatus()).isEqualTo(0x08);
                esme.expectEnd();
            }
            rig.smsc.impose(always(Fault.BIND_ALREADY_BOUND));
            try (RawEsme esme = new RawEsme(rig.smsc.port())) {
                esme.send(BIND);
                assertThat(esme.next(BindResp.class).commandStatus()).isEqualTo(0x05);
            }
            rig.smsc.impose(always(Fault.BIND_MISANSWERED));
            try (RawEsme esme = new RawEsme(rig.smsc.port())) {
                esme.send(BIND);
                esme.next(SubmitSmResp.class);
                esme.expectEnd();
            }
            rig.smsc.impose(always(Fault.BIND_UNKNOWN_VERSION));
            try (RawEsme esme = new RawEsme(rig.smsc.port())) {
                esme.send(BIND);
                assertThat(Tlv.find(esme.next(BindResp.class).tlvs(), Tlv.SC_INTERFACE_VERSION)
                                .orElseThrow()
                                .toHex())
                        .isEqualTo("99");
            }
            rig.smsc.impose(always(Fault.BIND_SILENT));
            try (RawEsme esme = new RawEsme(rig.smsc.port())) {
                esme.send(BIND);
                assertThat(esme.poll(200)).isNull();
            }
        }
    }

    @Test
    void smscGoesAwayAndComesBackWithItsMessages() throws Exception {
        Restarts restarts = new Restarts(Duration.ofSeconds(60), Duration.ofSeconds(30));
        SmscSettings slow = SETTINGS.withTiming(new SmscTiming(
                DelayRange.NONE,
                DelayRange.ofMillis(70_000, 70_000),
                DelayRange.NONE,
                DelayRange.NONE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofDays(1)));
        try (SmscRig rig = SmscRig.standing(slow, SmscFaults.NONE.with(restarts), ACKNOWLEDGES)) {
            try (RawEsme esme = rig.esme()) {
                esme.send(RawEsme.submit(2, CARD));
                esme.next(SubmitSmResp.class);
                rig.advance(Duration.ofSeconds(60));
                esme.expectEnd();
            }
            try (RawEsme early = new RawEsme(rig.smsc.port())) {
                early.expectEnd();
            }
            rig.advance(Duration.ofSeconds(30));
            try (RawEsme esme = rig.esme()) {
                assertThat(esme.nextReceipt()).contains("stat:DELIVRD");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ReceiptForm.class)
    void receiptsOfEachFormAreReadAlike(ReceiptForm form) throws Exception {
        try (SmscRig rig = SmscRig.running(SETTINGS.withReceipts(form), SmscFaults.NONE, ACKNOWLEDGES);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(2, CARD));
            String id = String.valueOf(esme.next(SubmitSmResp.class).messageId());
            DeliveryReceipt receipt = read(esme.nextDelivery());
            assertThat(receipt.messageId()).isEqualTo(id);
            assertThat(receipt.state()).isEqualTo(org.otagateway.smpp.receipt.MessageState.DELIVERED);
            boolean dated = form != ReceiptForm.PARAMETERS && form != ReceiptForm.TERSE;
            assertThat(receipt.done() != null).isEqualTo(dated);
        }
    }

    private static DeliveryReceipt read(DeliverSm pdu) {
        MessageFields fields = pdu.message();
        String id = Tlv.find(fields.tlvs(), Tlv.RECEIPTED_MESSAGE_ID)
                .map(value -> new String(value.slice(0, value.length() - 1).toByteArray(), StandardCharsets.US_ASCII))
                .orElse(null);
        Integer state = Tlv.find(fields.tlvs(), Tlv.MESSAGE_STATE)
                .map(value -> value.get(0))
                .orElse(null);
        return new ReceiptReader(one -> one)
                .read(fields.esmClass(), "", fields.userData(), new ReceiptParameters(id, state, null))
                .orElseThrow();
    }

    @Test
    void userDataOfAReportComesInTheParameterOfTheSettings() throws Exception {
        Handset reporting = (message, uplink) -> new DeliverReport(DeliverReport.Result.ACKNOWLEDGED, 0, POR);
        SmscSettings settings =
                SETTINGS.withReport(ReportForm.RECEIPT_PARAMETER).withReportTag(0x1501);
        try (SmscRig rig = SmscRig.running(settings, SmscFaults.NONE, reporting);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(2, CARD));
            esme.next(SubmitSmResp.class);
            assertThat(Tlv.find(esme.nextDelivery().message().tlvs(), 0x1501)).hasValue(POR);
        }
    }

    @Test
    void messageOfAnotherCardComesAsIfItWereThisOnes() throws Exception {
        Handset named = (message, uplink) -> {
            String card = message.destination();
            uplink.submit(new MobileMessage(
                    card, message.source(), true, 0x7F, 0xF6, SmscRig.POR.slice(0, card.endsWith("1") ? 20 : 19)));
            return DeliverReport.ACKNOWLEDGED;
        };
        SmscFaults faults = SmscFaults.NONE
                .with(Fault.FOREIGN_RESPONSE, 1)
                .with(Fault.RECEIPT_NEVER, 1)
                .withReorderWithin(Duration.ZERO);
        try (SmscRig rig = SmscRig.running(SETTINGS, faults, named);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(2, "491700000001"));
            esme.next(SubmitSmResp.class);
            assertThat(esme.nextDelivery().message().userData().length()).isEqualTo(20);
            esme.send(RawEsme.submit(3, "491700000002"));
            esme.next(SubmitSmResp.class);
            List<Integer> lengths = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                MessageFields message = esme.nextDelivery().message();
                assertThat(message.source().digits()).isEqualTo("491700000002");
                lengths.add(message.userData().length());
            }
            assertThat(lengths).containsExactlyInAnyOrder(19, 20);
            assertThat(rig.events(JournalEvent.MobileOriginated.class)).hasSize(2);
        }
    }

    @Test
    void messageOfACardComesOnceMoreMuchLater() throws Exception {
        SmscFaults faults = SmscFaults.NONE
                .with(Fault.REPLAYED_RESPONSE, 1)
                .with(Fault.RECEIPT_NEVER, 1)
                .withReorderWithin(Duration.ofSeconds(2));
        try (SmscRig rig = SmscRig.standing(SETTINGS, faults, ANSWERS);
                RawEsme esme = rig.esme()) {
            esme.send(RawEsme.submit(2, CARD));
            esme.next(SubmitSmResp.class);
            assertThat(esme.nextDelivery().message().userData()).isEqualTo(POR);
            rig.advance(Duration.ofSeconds(10));
            assertThat(esme.nextDelivery().message().userData()).isEqualTo(POR);
            await().until(() -> rig.smsc.counts().waiting() == 0);
        }
    }
}
