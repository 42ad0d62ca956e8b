// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.smsc.SmscRig.ACKNOWLEDGES;
import static org.otagateway.smpp.smsc.SmscRig.CARD;
import static org.otagateway.smpp.smsc.SmscRig.always;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.BindResp;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.DeliverSmResp;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.PduDecoding;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.smsc.JournalEvent.Submitted;

/** Connections that are cut, binds that are held, and garbage. */
final class ConnectionFaultsTest {
    @Test
    void connectionsAreDroppedAlsoInsideAPduAndNothingIsLost() throws Exception {
        SmscFaults faults = SmscFaults.NONE.withDrops(20, Duration.ZERO);
        try (SmscRig rig = SmscRig.running(faults)) {
            Set<String> receipts = new HashSet<>();
            int connections = 0;
            int submitted = 0;
            while (connections < 12) {
                connections++;
                try (RawEsme esme = new RawEsme(rig.smsc.port())) {
                    esme.send(RawEsme.bind(BindKind.TRANSCEIVER, "ota", "secret"));
                    submitted += useUntilDropped(esme, receipts);
                }
            }
            assertThat(submitted).isPositive();
            rig.smsc.impose(SmscFaults.NONE);
            try (RawEsme last = rig.esme()) {
                await().until(() -> {
                    drain(last, receipts);
                    return rig.smsc.counts().waiting() == 0;
                });
            }
            Set<String> accepted = new HashSet<>();
            rig.events(Submitted.class).forEach(event -> accepted.add(event.messageId()));
            assertThat(receipts).isEqualTo(accepted);
        }
    }

    private static int useUntilDropped(RawEsme esme, Set<String> receipts) throws InterruptedException {
        int submitted = 0;
        try {
            while (!esme.ended()) {
                esme.send(RawEsme.submit(submitted + 2, CARD));
                submitted++;
                drain(esme, receipts);
            }
        } catch (IOException e) {
            // Cut by the peer, as it should be.
        }
        return submitted;
    }

    private static void drain(RawEsme esme, Set<String> receipts) throws IOException, InterruptedException {
        @Nullable Object next = esme.ended() ? null : esme.poll(5);
        while (next != null) {
            if (next instanceof DeliverSm deliver) {
                receipts.add(RawEsme.text(deliver).replaceAll("^id:(\\w+) .*$", "$1"));
                esme.send(DeliverSmResp.of(0, deliver.sequence()));
            }
            next = esme.ended() ? null : esme.poll(5);
        }
    }

    @Test
    void aDeadBindIsHeldForAWhileAfterADrop() throws Exception {
        SmscFaults faults = SmscFaults.NONE.withDrops(1, Duration.ofMinutes(2));
        try (SmscRig rig = SmscRig.standing(SmscRig.SETTINGS, faults, ACKNOWLEDGES)) {
            try (RawEsme esme = rig.esme()) {
                esme.send(new EnquireLink(2));
                Object end = esme.poll(10_000);
                assertThat(end).isNotInstanceOf(EnquireLinkResp.class);
            }
            rig.smsc.impose(SmscFaults.NONE);
            try (RawEsme early = new RawEsme(rig.smsc.port())) {
                early.send(RawEsme.bind(BindKind.TRANSCEIVER, "ota", "secret"));
                assertThat(early.next(BindResp.class).commandStatus()).isEqualTo(5);
            }
            rig.advance(Duration.ofMinutes(2));
            rig.esme().close();
        }
    }

    @Test
    void garbageOfEachKindGoesOut() throws Exception {
        Set<Class<?>> kinds = new HashSet<>();
        try (SmscRig rig = SmscRig.running(SmscFaults.NONE.with(Fault.RECEIPT_NEVER, 1))) {
            for (int i = 0; i < 60; i++) {
                try (RawEsme esme = rig.esme()) {
                    rig.smsc.impose(always(Fault.GARBAGE));
                    esme.send(new EnquireLink(5));
                    Object first = esme.poll(10_000);
                    assertThat(first).isNotNull();
                    kinds.add(
                            first instanceof PduDecoding.Malformed malformed && malformed.streamLost()
                                    ? Integer.class
                                    : first.getClass());
                    rig.smsc.impose(SmscFaults.NONE);
                }
            }
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        OtherPdu.class, PduDecoding.Malformed.class, SubmitSmResp.class, Integer.class);
    }
}
