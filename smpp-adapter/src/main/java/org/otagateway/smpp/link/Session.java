// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.io.IOException;

/** One bind, be it a transceiver or a pair, from its response until its connection ends. The writing methods are called by one thread at a time. */
public interface Session {
    /** A sequence_number that no other request of this session has, 1 to 7FFFFFFF. */
    int nextSequence();

    /**
     * Writes a submit_sm, or keeps it for {@link #flush}.
     *
     * @throws IOException where the connection failed; whether the octets left is then unknown
     */
    void submit(int sequence, Segment segment) throws IOException;

    /**
     * Writes a deliver_sm_resp, or keeps it for {@link #flush}.
     *
     * @throws IOException where the connection failed
     */
    void answer(int sequence, int commandStatus) throws IOException;

    /**
     * Writes what was kept.
     *
     * @throws IOException where the connection failed; what was kept is then unknown
     */
    void flush() throws IOException;

    /** Unbinds, waits at most the response time-out for the answer, and disconnects. */
    void unbind();

    /** Disconnects at once. From any thread, any number of times; frees a thread that hangs in a write. */
    void close();
}
