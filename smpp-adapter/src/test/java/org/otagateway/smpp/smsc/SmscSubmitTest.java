// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.smsc.SmscRig.ACKNOWLEDGES;
import static org.otagateway.smpp.smsc.SmscRig.CARD;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;
import org.otagateway.smpp.smsc.JournalEvent.Delivered;
import org.otagateway.smpp.smsc.JournalEvent.Submitted;

/** What becomes of a submit_sm: its answer, its message id, its entry in the journal. */
final class SmscSubmitTest {
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
}
