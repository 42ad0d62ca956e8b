// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.BindKind;

/** An SMSC with one answer for all handsets, its journal, and the clock that drives it. */
final class SmscRig implements AutoCloseable {
    static final SmscSettings SETTINGS = SmscSettings.of(Account.of("ota", "secret"));
    static final String CARD = "491700000001";
    static final Octets POR = Octets.hex("02710000100a0000000000000000000000000000");
    static final SmscFaults NO_WAIT = SmscFaults.NONE.withReorderWithin(Duration.ZERO);
    static final Handset ACKNOWLEDGES = (message, uplink) -> DeliverReport.ACKNOWLEDGED;
    static final Handset ANSWERS = (message, uplink) -> {
        String card = message.destination();
        String gateway = message.source();
        uplink.submit(new MobileMessage(card, gateway, true, 0x7F, 0xF6, POR));
        return DeliverReport.ACKNOWLEDGED;
    };

    final List<JournalEvent> journal = new CopyOnWriteArrayList<>();
    final List<ShortMessage> delivered = new CopyOnWriteArrayList<>();
    final Smsc smsc;
    private final InstantSource clock;

    private SmscRig(SmscSettings settings, SmscFaults faults, Handset handset, InstantSource clock) throws IOException {
        Handset recording = (message, uplink) -> {
            delivered.add(message);
            return handset.deliver(message, uplink);
        };
        this.clock = clock;
        this.smsc = Smsc.start(
                settings,
                faults,
                msisdn -> msisdn.startsWith("49") ? Optional.of(recording) : Optional.empty(),
                journal::add,
                clock,
                new SplittableRandom(1));
    }

    /** All handsets acknowledge; the system's clock. */
    static SmscRig running(SmscFaults faults) throws IOException {
        return running(SETTINGS, faults, ACKNOWLEDGES);
    }

    static SmscRig running(SmscSettings settings, SmscFaults faults, Handset handset) throws IOException {
        return new SmscRig(settings, faults, handset, InstantSource.system());
    }

    /** Time stands until {@link #advance}. */
    static SmscRig standing(SmscSettings settings, SmscFaults faults, Handset handset) throws IOException {
        return new SmscRig(settings, faults, handset, new HandClock());
    }

    static SmscFaults always(Fault fault) {
        return NO_WAIT.with(fault, 1);
    }

    Instant now() {
        return clock.instant();
    }

    RawEsme esme() throws IOException, InterruptedException {
        return RawEsme.bound(smsc.port(), BindKind.TRANSCEIVER);
    }

    void advance(Duration by) {
        ((HandClock) clock).advance(by);
        smsc.clockChanged();
    }

    <T extends JournalEvent> List<T> events(Class<T> kind) {
        return journal.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void close() {
        smsc.close();
    }
}
