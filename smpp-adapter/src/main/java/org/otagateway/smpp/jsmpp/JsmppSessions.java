// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.Session;
import org.otagateway.smpp.link.SessionFactory;
import org.otagateway.smpp.link.SessionListener;

/** Binds over jsmpp and says in plain words why a bind did not come about. */
final class JsmppSessions implements SessionFactory {
    @Override
    public Session bind(LinkSettings settings, SessionListener listener) throws LinkException {
        TransceiverSession session = TransceiverSession.create(settings, listener);
        try {
            session.bind();
            return new JsmppSession(settings, session);
        } catch (PlainConnection.UnreachableException e) {
            throw failed(settings, LinkException.Reason.UNREACHABLE, "cannot connect: " + e.getMessage());
        } catch (IOException e) {
            session.close();
            throw why(settings, session.incoming(), e);
        }
    }

    private static LinkException why(LinkSettings settings, IncomingPdus incoming, IOException e) {
        // Not as jsmpp tells it: where the SMSC closes behind its refusal, jsmpp may see the end first.
        if (incoming.refusal() != 0) {
            return LinkException.refused(prefix(settings), incoming.refusal());
        }
        String badAnswer = incoming.badAnswer();
        if (badAnswer != null) {
            return failed(settings, LinkException.Reason.BAD_ANSWER, badAnswer);
        }
        if (e.getCause() instanceof ResponseTimeoutException) {
            return failed(
                    settings,
                    LinkException.Reason.NO_ANSWER,
                    "no answer to the bind in " + settings.timers().response());
        }
        String failure = incoming.failure();
        return failed(
                settings,
                LinkException.Reason.NO_ANSWER,
                "no answer to the bind: " + (failure == null ? e.getMessage() : failure));
    }

    private static LinkException failed(LinkSettings settings, LinkException.Reason reason, String why) {
        return new LinkException(reason, prefix(settings) + ": " + why);
    }

    private static String prefix(LinkSettings settings) {
        return settings.name() + " at " + settings.endpoint();
    }
}
