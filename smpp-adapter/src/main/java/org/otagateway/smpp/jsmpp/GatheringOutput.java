// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Keeps PDUs so that several leave in one system call. What jsmpp writes of its own goes out at once, behind what was
 * kept. Every method locks this object, as jsmpp does around a PDU.
 */
final class GatheringOutput extends OutputStream {
    private static final int CAPACITY = 32 * 1024;

    private final OutputStream target;
    private final byte[] kept = new byte[CAPACITY];
    private int count;

    GatheringOutput(OutputStream target) {
        this.target = target;
    }

    /** Keeps one PDU until {@link #flush}, or until the room ends. */
    synchronized void keep(byte[] pdu) throws IOException {
        if (count + pdu.length > CAPACITY) {
            flush();
        }
        if (pdu.length > CAPACITY) {
            target.write(pdu);
        } else {
            System.arraycopy(pdu, 0, kept, count, pdu.length);
            count += pdu.length;
        }
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) throws IOException {
        flush();
        target.write(octets, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        if (count > 0) {
            int length = count;
            count = 0;
            target.write(kept, 0, length);
        }
    }
}
