// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.smsc.SmscRig.ACKNOWLEDGES;
import static org.otagateway.smpp.smsc.SmscRig.CARD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.BindResp;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.GenericNack;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;
import org.otagateway.smpp.pdu.Unbind;
import org.otagateway.smpp.pdu.UnbindResp;

/** Connections: binds, enquire_link, unbind, and octets that are no PDU. */
final class SmscSessionTest {
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
