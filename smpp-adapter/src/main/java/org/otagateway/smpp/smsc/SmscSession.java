// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.BindResp;
import org.otagateway.smpp.pdu.CommandId;
import org.otagateway.smpp.pdu.CommandStatus;
import org.otagateway.smpp.pdu.DeliverSmResp;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.GenericNack;
import org.otagateway.smpp.pdu.Pdu;
import org.otagateway.smpp.pdu.PduDecoding;
import org.otagateway.smpp.pdu.PduInput;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;
import org.otagateway.smpp.pdu.Unbind;
import org.otagateway.smpp.pdu.UnbindResp;

/** One connection of an ESME: a thread that reads and one that writes. */
final class SmscSession {
    private static final Duration BIND_WITHIN = Duration.ofSeconds(30);
    private static final int VERSION_3_4 = 0x34;
    private static final int UNKNOWN_VERSION = 0x99;
    private static final String SYSTEM_ID = "smsc";

    private final Socket socket;
    private final Smsc smsc;
    private final RandomGenerator bindRandom;
    private final SessionWriter writer;
    private final PduInput input;
    private final AtomicInteger sequence = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean enquiring = new AtomicBoolean();
    private volatile @Nullable BindKind bound;

    /** @param random draws for the octets written, {@code bindRandom} for the answers to binds */
    SmscSession(Socket socket, Smsc smsc, RandomGenerator random, RandomGenerator bindRandom) throws IOException {
        this.bindRandom = bindRandom;
        this.socket = socket;
        this.smsc = smsc;
        this.input =
                new PduInput(socket.getInputStream(), smsc.settings().limits().pduOctets());
        this.writer = new SessionWriter(
                socket.getOutputStream(),
                smsc::faults,
                smsc.struck(),
                random,
                () -> smsc.droppedByFault(this),
                this::close);
    }

    void start(int number) {
        smsc.timer().after(BIND_WITHIN.toMillis(), () -> {
            if (bound == null) {
                close();
            }
        });
        writer.start("smsc-" + smsc.port() + "-write-" + number);
        Thread reader = new Thread(this::read, "smsc-" + smsc.port() + "-read-" + number);
        reader.setDaemon(true);
        reader.start();
    }

    /** What the session is bound as, null while it is not. */
    @Nullable
    BindKind bound() {
        return bound;
    }

    int nextSequence() {
        return sequence.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
    }

    void send(Pdu pdu) {
        writer.send(pdu.encode());
    }

    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        writer.close();
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
        smsc.ended(this);
    }

    private void read() {
        try {
            @Nullable PduDecoding next = input.next();
            while (next != null && take(next)) {
                writer.awaitRoom();
                next = input.next();
            }
            writer.end();
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            close();
        }
    }

    /** False where nothing more is to be read. */
    private boolean take(PduDecoding decoding) {
        if (decoding instanceof PduDecoding.Decoded decoded) {
            return take(decoded.pdu());
        }
        PduDecoding.Malformed malformed = (PduDecoding.Malformed) decoding;
        int number = malformed.header() == null ? 0 : malformed.header().sequence();
        CommandStatus status = malformed.streamLost() ? CommandStatus.ESME_RINVCMDLEN : CommandStatus.ESME_RUNKNOWNERR;
        send(new GenericNack(status.code(), number));
        return !malformed.streamLost();
    }

    private boolean take(Pdu pdu) {
        if (pdu instanceof SubmitSm submit) {
            BindKind kind = bound;
            if (kind == null || !kind.transmits()) {
                send(SubmitSmResp.refused(CommandStatus.ESME_RINVBNDSTS.code(), submit.sequence()));
            } else {
                smsc.centre().submit(this, submit);
            }
        } else if (pdu instanceof DeliverSmResp resp) {
            smsc.outbox().answered(this, resp.sequence(), resp.commandStatus());
        } else if (pdu instanceof GenericNack nack) {
            smsc.outbox().answered(this, nack.sequence(), nack.commandStatus());
        } else if (pdu instanceof EnquireLink enquire) {
            send(new EnquireLinkResp(0, enquire.sequence()));
        } else if (pdu instanceof EnquireLinkResp) {
            enquiring.set(false);
        } else if (pdu instanceof Bind bind) {
            return bind(bind);
        } else if (pdu instanceof Unbind unbind) {
            smsc.outbox().unbound(this);
            send(new UnbindResp(0, unbind.sequence()));
            return false;
        } else if (pdu.commandId() >= 0) {
            CommandStatus status = pdu.command().isPresent() && pdu.command().get() != CommandId.OUTBIND
                    ? CommandStatus.ESME_RSYSERR
                    : CommandStatus.ESME_RINVCMDID;
            send(new GenericNack(status.code(), pdu.sequence()));
        }
        return true;
    }

    private boolean bind(Bind bind) {
        CommandStatus status = bound != null ? CommandStatus.ESME_RALYBND : smsc.admit(bind);
        if (status != CommandStatus.ESME_ROK) {
            send(new BindResp(bind.kind(), status.code(), bind.sequence(), null, List.of()));
            // A session that is bound stays so; a stranger may not try on.
            return bound != null;
        }
        BindAnswer answer = BindAnswer.draw(smsc.faults(), bindRandom);
        answer.fault().ifPresent(fault -> smsc.struck().struck(fault, true));
        switch (answer) {
            case SILENT -> {
                return true;
            }
            case MISANSWERED -> {
                send(SubmitSmResp.accepted(bind.sequence(), "1"));
                return false;
            }
            case REFUSED, ALREADY_BOUND -> {
                send(new BindResp(bind.kind(), answer.status(), bind.sequence(), null, List.of()));
                return false;
            }
            default -> {}
        }
        // Optional parameters are unknown before version 3.4.
        int version = answer == BindAnswer.UNKNOWN_VERSION ? UNKNOWN_VERSION : VERSION_3_4;
        List<Tlv> tlvs = bind.interfaceVersion() < VERSION_3_4
                ? List.of()
                : List.of(new Tlv(Tlv.SC_INTERFACE_VERSION, Octets.of(version)));
        send(new BindResp(bind.kind(), 0, bind.sequence(), SYSTEM_ID, tlvs));
        bound = bind.kind();
        if (bind.kind().receives()) {
            smsc.outbox().bound(this);
        }
        enquireLater();
        return true;
    }

    private void enquireLater() {
        Duration every = smsc.settings().enquireLink();
        if (!every.isZero()) {
            smsc.timer().after(every.toMillis(), this::enquire);
        }
    }

    private void enquire() {
        if (closed.get()) {
            return;
        }
        if (!enquiring.compareAndSet(false, true)) {
            // The last one was not answered within a whole interval.
            close();
            return;
        }
        enquireLater();
        send(new EnquireLink(nextSequence()));
    }
}
