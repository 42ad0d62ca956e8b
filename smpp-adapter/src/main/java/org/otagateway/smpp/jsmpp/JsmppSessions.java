// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.time.InstantSource;
import org.jsmpp.extra.ResponseTimeoutException;
import org.otagateway.smpp.link.Binds;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.Session;
import org.otagateway.smpp.link.SessionFactory;
import org.otagateway.smpp.link.SessionListener;
import org.otagateway.smpp.pdu.BindKind;

/** Binds over jsmpp and says in plain words why a bind did not come about. */
final class JsmppSessions implements SessionFactory {
    private final InstantSource clock;

    /** @param clock tells how long a segment is still valid, where that is what is written */
    JsmppSessions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Session bind(LinkSettings settings, Endpoint endpoint, SessionListener listener) throws LinkException {
        if (settings.binds().kind() == Binds.Kind.TRANSCEIVER) {
            return bind(settings, endpoint, BindKind.TRANSCEIVER, listener);
        }
        // The receiver first: nothing that the transmitter sends may be answered before someone hears it.
        Session receiver = bind(settings, endpoint, BindKind.RECEIVER, listener);
        try {
            return new PairedSession(bind(settings, endpoint, BindKind.TRANSMITTER, listener), receiver);
        } catch (LinkException e) {
            receiver.close();
            throw e;
        }
    }

    private Session bind(LinkSettings settings, Endpoint endpoint, BindKind kind, SessionListener listener)
            throws LinkException {
        EsmeSession session = EsmeSession.create(settings, endpoint, kind, listener);
        String who = settings.name() + " at " + endpoint;
        try {
            session.bind();
            return new JsmppSession(settings, session, clock);
        } catch (SocketConnection.UnreachableException e) {
            throw failed(who, LinkException.Reason.UNREACHABLE, "cannot connect: " + e.getMessage());
        } catch (IOException e) {
            session.close();
            throw why(settings, who, session.incoming(), e);
        }
    }

    private static LinkException why(LinkSettings settings, String who, IncomingPdus incoming, IOException e) {
        // Not as jsmpp tells it: where the SMSC closes behind its refusal, jsmpp may see the end first.
        if (incoming.refusal() != 0) {
            return LinkException.refused(who, incoming.refusal());
        }
        String badAnswer = incoming.badAnswer();
        if (badAnswer != null) {
            return failed(who, LinkException.Reason.BAD_ANSWER, badAnswer);
        }
        if (e.getCause() instanceof ResponseTimeoutException) {
            return failed(
                    who,
                    LinkException.Reason.NO_ANSWER,
                    "no answer to the bind in " + settings.timers().response());
        }
        String failure = incoming.failure();
        return failed(
                who,
                LinkException.Reason.NO_ANSWER,
                "no answer to the bind: " + (failure == null ? e.getMessage() : failure));
    }

    private static LinkException failed(String who, LinkException.Reason reason, String why) {
        return new LinkException(reason, who + ": " + why);
    }
}
