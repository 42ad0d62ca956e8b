// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * Whose turn it is to write, and how much the SMSC has not shown to have read. Guarded by the lock of its exchange.
 *
 * <p>The thread of a bind writes. Another thread that finds nobody writing may do it in its place, which spares waking that
 * thread, but only what the system surely takes at once: the thread that reads must not wait for an SMSC that waits for it.
 * An answer shows that the SMSC has read all that was written up to its submit_sm.
 */
final class WriteTurn {
    /** Octets that may be on their way before a write by another thread; a small part of the send buffer. */
    static final int SURELY_TAKEN = 32 * 1024;

    /** No submit_sm is longer: 140 octets of user data, two addresses, two times, all else. */
    private static final int SUBMIT = 320;
    /** No deliver_sm_resp is longer. */
    private static final int REPLY = 32;

    private boolean busy;
    private long since;
    private int writing;
    private boolean reading;
    private long sent;
    private long read;

    /** Someone writes. */
    boolean busy() {
        return busy;
    }

    /** Someone writes since before then. */
    boolean hangs(long before) {
        return busy && since - before < 0;
    }

    /** Segments that were taken to be written and have no sequence_number yet. */
    int writing() {
        return writing;
    }

    /** The answers of one read are being taken in; what they make room for is written after the last of them. */
    boolean reading() {
        return reading;
    }

    void reading(boolean now) {
        reading = now;
    }

    /** Whether so many segments are surely taken at once. */
    boolean surelyTakes(int segments) {
        return sent - read + (long) segments * SUBMIT <= SURELY_TAKEN;
    }

    void begin(long now, int replies, int segments) {
        busy = true;
        since = now;
        writing = segments;
        sent += (long) replies * REPLY;
    }

    /** One of the segments goes out; the mark is for {@link #answered}. */
    long goesOut() {
        writing--;
        sent += SUBMIT;
        return sent;
    }

    /** The SMSC answered what had this mark. */
    void answered(long mark) {
        read = Math.max(read, mark);
    }

    void end() {
        busy = false;
        writing = 0;
    }
}
