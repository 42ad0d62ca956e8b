// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.time.InstantSource;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.PDUComposer;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.Session;
import org.otagateway.smpp.link.SubmitFields;
import org.otagateway.smpp.pdu.CommandId;
import org.otagateway.smpp.pdu.OtherPdu;

/** A bound session: composes PDUs with jsmpp and writes them together. */
final class JsmppSession implements Session {
    private static final byte[] NOTHING = new byte[0];
    private static final Octets NO_MESSAGE_ID = Octets.of(0);

    private final LinkSettings settings;
    private final EsmeSession session;
    private final InstantSource clock;
    private final GatheringOutput out;
    private final PDUComposer composer = new DefaultComposer();

    JsmppSession(LinkSettings settings, EsmeSession session, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.session = session;
        this.out = session.out();
    }

    @Override
    public int nextSequence() {
        return session.nextSequence();
    }

    @Override
    public void submit(int sequence, Segment segment) throws IOException {
        SubmitFields fields = settings.submit();
        Address source = settings.addressing().source();
        Address destination = segment.destination();
        byte[] userData = segment.userData().toByteArray();
        OptionalParameter[] parameters = fields.messagePayload()
                ? new OptionalParameter[] {new OptionalParameter.Message_payload(userData)}
                : new OptionalParameter[0];
        try {
            out.keep(composer.submitSm(
                    sequence,
                    fields.serviceType(),
                    (byte) source.typeOfNumber(),
                    (byte) source.numberingPlan(),
                    source.number(),
                    (byte) destination.typeOfNumber(),
                    (byte) destination.numberingPlan(),
                    destination.number(),
                    (byte) fields.esmClass(),
                    (byte) fields.protocolId(),
                    (byte) 0,
                    null,
                    settings.validity(segment.validUntil(), clock.instant()).format(),
                    (byte) fields.registeredDelivery(),
                    (byte) 0,
                    (byte) fields.dataCoding(),
                    (byte) 0,
                    fields.messagePayload() ? NOTHING : userData,
                    parameters));
        } catch (PDUStringException e) {
            throw new IllegalStateException("a validated segment does not fit submit_sm", e);
        }
    }

    @Override
    public void answer(int sequence, int commandStatus) throws IOException {
        if (session.incoming().wasDataRequest(sequence)) {
            out.keep(new OtherPdu(CommandId.DATA_SM_RESP.code(), commandStatus, sequence, NO_MESSAGE_ID).encode());
        } else {
            out.keep(composer.deliverSmResp(commandStatus, sequence, ""));
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void unbind() {
        session.unbindAndClose();
    }

    @Override
    public void close() {
        session.close();
    }
}
