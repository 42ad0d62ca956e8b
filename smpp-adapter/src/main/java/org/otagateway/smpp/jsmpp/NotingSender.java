// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.SynchronizedPDUSender;

/**
 * Notes the sequence_number of the last unbind and enquire_link, which jsmpp numbers by itself: it waits for their answers until
 * its timer ends, even after the connection is gone, so someone else must call it off.
 */
final class NotingSender extends SynchronizedPDUSender {
    private final AtomicInteger unbind = new AtomicInteger();
    private final AtomicInteger enquireLink = new AtomicInteger();

    /** Sequence numbers that jsmpp may wait for; 0 for none. */
    List<Integer> noted() {
        return List.of(unbind.get(), enquireLink.get());
    }

    @Override
    public byte[] sendUnbind(OutputStream out, int sequence) throws IOException {
        unbind.set(sequence);
        return super.sendUnbind(out, sequence);
    }

    @Override
    public byte[] sendEnquireLink(OutputStream out, int sequence) throws IOException {
        enquireLink.set(sequence);
        return super.sendEnquireLink(out, sequence);
    }
}
