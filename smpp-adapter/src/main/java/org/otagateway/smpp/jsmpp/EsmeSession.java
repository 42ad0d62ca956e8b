// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.bean.BindResp;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.EnquireLinkResp;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.ConnectionFactory;
import org.otagateway.smpp.link.Credentials;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.SessionListener;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.CommandStatus;
import org.otagateway.smpp.receipt.ReceiptReader;

/** jsmpp's session, for what jsmpp does well: bind, enquire_link both ways, unbind both ways. */
final class EsmeSession extends SMPPSession {
    /** The sequence_number of a bind, the first request of a session. */
    static final int BIND_SEQUENCE = 1;

    private final LinkSettings settings;
    private final Endpoint endpoint;
    private final BindKind kind;
    private final IncomingPdus incoming;
    private final NotingSender sender;

    private EsmeSession(
            LinkSettings settings,
            Endpoint endpoint,
            BindKind kind,
            IncomingPdus incoming,
            NotingSender sender,
            ConnectionFactory connections) {
        super(sender, new FrameReader(incoming), connections);
        this.settings = settings;
        this.endpoint = endpoint;
        this.kind = kind;
        this.incoming = incoming;
        this.sender = sender;
    }

    /** A session that is not connected yet. */
    static EsmeSession create(LinkSettings settings, Endpoint endpoint, BindKind kind, SessionListener listener) {
        // jsmpp wants reader and connections before there is a session; both speak to it later.
        AtomicReference<EsmeSession> self = new AtomicReference<>();
        IncomingPdus incoming = new IncomingPdus(
                kind, settings, listener, new ReceiptReader(settings.quirks()::normaliseReceiptId), sequence -> {
                    EsmeSession session = self.get();
                    return session != null && session.answerOwnRequest(sequence);
                });
        ConnectionFactory connections = (host, port) -> SocketConnection.connect(
                host, port, settings.tls(), settings.timers().connect(), () -> {
                    EsmeSession session = self.get();
                    if (session != null) {
                        session.connectionClosed();
                    }
                });
        EsmeSession session = new EsmeSession(settings, endpoint, kind, incoming, new NotingSender(), connections);
        self.set(session);
        session.setEnquireLinkTimer((int) settings.timers().enquireLink().toMillis());
        session.setTransactionTimer(settings.timers().response().toMillis());
        session.setPduProcessorDegree(1);
        session.addSessionStateListener((now, before, source) -> {
            if (now == SessionState.UNBOUND) {
                incoming.failed("the SMSC unbound");
            }
        });
        return session;
    }

    /**
     * Connects and binds.
     *
     * @throws IOException where there is no bind; {@link #incoming} may know more
     */
    void bind() throws IOException {
        Credentials credentials = settings.credentials();
        String unused = connectAndBind(
                endpoint.host(),
                endpoint.port(),
                new BindParameter(
                        BindType.valueOf(kind.request().code()),
                        credentials.systemId(),
                        new String(credentials.password().reveal(), StandardCharsets.ISO_8859_1),
                        credentials.systemType(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        "",
                        InterfaceVersion.valueOf(
                                (byte) settings.binds().version().code())),
                settings.timers().response().toMillis());
    }

    IncomingPdus incoming() {
        return incoming;
    }

    int nextSequence() {
        return sequence().nextValue();
    }

    GatheringOutput out() {
        return ((SocketConnection) connection()).getOutputStream();
    }

    @Override
    protected void sendEnquireLink() throws ResponseTimeoutException, InvalidResponseException, IOException {
        try {
            super.sendEnquireLink();
        } catch (ResponseTimeoutException e) {
            incoming.failed("no answer to enquire_link in " + settings.timers().response());
            throw e;
        }
    }

    /** Whether jsmpp waited for an answer to this; it then has a good one. */
    private boolean answerOwnRequest(int sequence) {
        PendingResponse<Command> request = removePendingResponse(sequence);
        if (request == null) {
            return false;
        }
        request.done(new EnquireLinkResp());
        return true;
    }

    /**
     * jsmpp would wait for the answers to its own requests until its timer ends. They get an answer and not a failure: a
     * failure told before the waiter waits does not wake it.
     */
    private void connectionClosed() {
        PendingResponse<Command> bind = removePendingResponse(BIND_SEQUENCE);
        if (bind != null) {
            BindResp none = new BindResp();
            none.setCommandStatus(CommandStatus.ESME_RBINDFAIL.code());
            bind.done(none);
        }
        sender.noted().forEach(this::answerOwnRequest);
        incoming.failed("the connection was given up");
    }
}
