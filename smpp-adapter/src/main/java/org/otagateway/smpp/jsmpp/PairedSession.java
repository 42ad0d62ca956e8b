// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.Session;

/**
 * A transmitter and a receiver as one session: segments go over the one, receipts and messages come over the other. When
 * either ends, both do: the listener of both hears it, and the link closes this.
 */
final class PairedSession implements Session {
    private final Session transmitter;
    private final Session receiver;

    PairedSession(Session transmitter, Session receiver) {
        this.transmitter = transmitter;
        this.receiver = receiver;
    }

    @Override
    public int nextSequence() {
        return transmitter.nextSequence();
    }

    @Override
    public void submit(int sequence, Segment segment) throws IOException {
        transmitter.submit(sequence, segment);
    }

    @Override
    public void answer(int sequence, int commandStatus) throws IOException {
        receiver.answer(sequence, commandStatus);
    }

    @Override
    public void flush() throws IOException {
        receiver.flush();
        transmitter.flush();
    }

    @Override
    public void unbind() {
        transmitter.unbind();
        receiver.unbind();
    }

    @Override
    public void close() {
        transmitter.close();
        receiver.close();
    }
}
