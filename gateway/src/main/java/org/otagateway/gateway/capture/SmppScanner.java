// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.util.Arrays;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.CommandId;

/**
 * Finds SMPP PDUs in a stream by content: at its beginning, in the middle where the capture began late, and again behind a
 * gap. Octets that are no SMPP are passed over.
 */
final class SmppScanner {
    /** What is found. */
    interface Sink {
        /** @param moment of the last octet */
        void pdu(Octets pdu, Moment moment);

        /** Octets of a PDU of which the rest is missing. */
        void lost(int octets, Moment moment);
    }

    static final int MOST_PDU = 1 << 16;
    private static final int HEADER = 16;

    private final Sink sink;
    private byte[] buffer = new byte[0];
    private int size;
    private boolean inStep;
    private boolean found;

    SmppScanner(Sink sink) {
        this.sink = sink;
    }

    /** Octets in memory for it. */
    int octetsHeld() {
        return buffer.length;
    }

    /** Whether a PDU was found. */
    boolean found() {
        return found;
    }

    void accept(Slice octets, Moment moment) {
        byte[] more = octets.toByteArray();
        if (size == 0) {
            buffer = more;
        } else {
            buffer = Arrays.copyOf(buffer, size + more.length);
            System.arraycopy(more, 0, buffer, size, more.length);
        }
        size = buffer.length;
        int at = 0;
        while (size - at >= HEADER) {
            if (!inStep) {
                at = begin(at);
                if (!inStep) {
                    break;
                }
            }
            long length = u32(at);
            if (length < HEADER || length > MOST_PDU || (u32(at + 4) & 0x7FFF_0000L) != 0) {
                inStep = false;
                at++;
                continue;
            }
            if (size - at < length) {
                break;
            }
            found = true;
            sink.pdu(Octets.copyOf(buffer, at, (int) length), moment);
            at += (int) length;
        }
        keep(at);
    }

    /** Octets are missing here. */
    void gap(Moment moment) {
        if (inStep && size > 0) {
            sink.lost(size, moment);
        }
        inStep = false;
        buffer = new byte[0];
        size = 0;
    }

    /** The first place from {@code from} on where PDUs begin; where there is none, the octets that may begin one. */
    private int begin(int from) {
        for (int at = from; size - at >= HEADER; at++) {
            if (begins(at)) {
                long next = at + u32(at);
                boolean more = size - next >= HEADER;
                if (!more || begins((int) next)) {
                    inStep = true;
                    return at;
                }
            }
        }
        return Math.max(from, size - HEADER + 1);
    }

    private boolean begins(int at) {
        long length = u32(at);
        int id = (int) u32(at + 4);
        long status = u32(at + 8);
        if (length < HEADER || length > MOST_PDU || CommandId.of(id).isEmpty() || status > 0xFFFF) {
            return false;
        }
        boolean response = id < 0;
        if (!response && status != 0) {
            return false;
        }
        return switch (CommandId.of(id).get()) {
            case ENQUIRE_LINK, ENQUIRE_LINK_RESP, UNBIND, UNBIND_RESP, GENERIC_NACK -> length == HEADER;
            case SUBMIT_SM, DELIVER_SM -> length >= HEADER + 17;
            case BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER -> length >= HEADER + 7;
            default -> true;
        };
    }

    private void keep(int from) {
        buffer = from == 0 && buffer.length == size ? buffer : Arrays.copyOfRange(buffer, Math.min(from, size), size);
        size = buffer.length;
    }

    private long u32(int at) {
        return Slice.of(buffer).u32(at);
    }
}
