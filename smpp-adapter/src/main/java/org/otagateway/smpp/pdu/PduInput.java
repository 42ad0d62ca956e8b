// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.PduDecoding.Malformed;

/** Cuts a stream of octets into PDUs. Memory is bounded by the longest PDU allowed, whatever a peer claims. */
public final class PduInput {
    private static final int INITIAL = 16 * 1024;

    private final InputStream in;
    private final int limit;
    private byte[] buffer;
    private int from;
    private int to;

    /**
     * @param in read in large pieces, never past what it has
     * @param limit the longest PDU taken, in octets with its header
     */
    public PduInput(InputStream in, int limit) {
        if (limit < PduHeader.LENGTH) {
            throw new IllegalArgumentException("limit: expected at least 16, got " + limit);
        }
        this.in = in;
        this.limit = limit;
        this.buffer = new byte[Math.min(INITIAL, limit)];
    }

    /**
     * The next PDU, waiting for it; null where the stream ends between two PDUs. After a {@link Malformed} with
     * {@code streamLost} nothing more can be read.
     *
     * @throws EOFException where the stream ends inside a PDU
     * @throws IOException as the stream throws it; octets read so far are kept, so that reading can go on after a
     *     time-out
     */
    public @Nullable PduDecoding next() throws IOException {
        if (!have(PduHeader.LENGTH)) {
            return null;
        }
        PduHeader header = PduHeader.decode(buffer, from);
        long length = header.commandLength();
        if (length < PduHeader.LENGTH || length > limit) {
            return new Malformed(
                    header,
                    new PduFailure(PduHeader.CLAUSE, "command_length", 0, "16 to " + limit, String.valueOf(length)),
                    Octets.copyOf(buffer, from, PduHeader.LENGTH),
                    true);
        }
        if (!have((int) length)) {
            return null;
        }
        PduDecoding decoding = Pdu.decode(buffer, from, (int) length);
        from += (int) length;
        return decoding;
    }

    /** Whether a next PDU (or a malformed one) can be had without reading the stream. */
    public boolean buffered() {
        int available = to - from;
        if (available < PduHeader.LENGTH) {
            return false;
        }
        long length = PduHeader.int32(buffer, from) & 0xFFFFFFFFL;
        return length < PduHeader.LENGTH || length > limit || length <= available;
    }

    /** Reads until {@code length} octets are there; false where the stream ended before the first of them. */
    private boolean have(int length) throws IOException {
        while (to - from < length) {
            if (buffer.length - from < length) {
                makeRoom(length);
            }
            int read = in.read(buffer, to, buffer.length - to);
            if (read < 0) {
                if (to > from) {
                    throw new EOFException("the stream ended inside a PDU, after " + (to - from) + " octets");
                }
                return false;
            }
            to += read;
        }
        return true;
    }

    private void makeRoom(int length) {
        byte[] target =
                buffer.length < length ? new byte[Math.min(limit, Math.max(length, buffer.length * 2))] : buffer;
        System.arraycopy(buffer, from, target, 0, to - from);
        // What a PDU before held (a password) does not stay behind.
        Arrays.fill(target, to - from, target.length, (byte) 0);
        buffer = target;
        to -= from;
        from = 0;
    }
}
