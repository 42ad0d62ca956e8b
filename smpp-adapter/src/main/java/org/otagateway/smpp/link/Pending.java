// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One segment on its way, which tells its listener exactly one result and at most one late answer after it. */
final class Pending {
    private static final Logger LOG = LoggerFactory.getLogger(Pending.class);

    private final Segment segment;
    private final int index;
    private final SubmitListener listener;
    private final LinkMetrics metrics;
    private final boolean urgent;
    private long writtenAt;
    private long mark;
    private boolean told;
    private boolean toldLate;

    Pending(Segment segment, int index, SubmitListener listener, LinkMetrics metrics) {
        this.segment = segment;
        this.index = index;
        this.listener = listener;
        this.metrics = metrics;
        this.urgent = listener.isUrgent();
    }

    Segment segment() {
        return segment;
    }

    long writtenAt() {
        return writtenAt;
    }

    /** See {@link WriteTurn#goesOut}. */
    long mark() {
        return mark;
    }

    void written(long now, long goingOut) {
        writtenAt = now;
        mark = goingOut;
    }

    /** Why this must not be written now; null where nothing speaks against it. */
    @Nullable
    String objection(Instant now) {
        if (!segment.validUntil().isAfter(now)) {
            return "its validity ended before it was written";
        }
        try {
            return listener.mayWrite(index) ? null : "withdrawn before it was written";
        } catch (RuntimeException e) {
            LOG.error("A listener of submits failed; its segment is not written", e);
            return "its listener failed";
        }
    }

    /** The lock is the segment's own, so that a late answer waits until the result was told. */
    synchronized void tell(SubmitResult result, long nanos) {
        try {
            if (!told) {
                told = true;
                metrics.result(result, nanos);
                listener.result(index, result);
            } else if (!toldLate) {
                toldLate = true;
                metrics.late(result);
                listener.late(index, result);
            }
        } catch (RuntimeException e) {
            LOG.error("A listener of submits failed", e);
        }
    }

    /** It is the first segment of its packet. */
    boolean isFirst() {
        return index == 0;
    }

    /** Its packet goes before others that wait. */
    boolean isUrgent() {
        return urgent;
    }

    /** Tells that a packet was not taken in. */
    static void refuse(List<Segment> packet, SubmitListener results, LinkMetrics metrics, String why) {
        for (int i = 0; i < packet.size(); i++) {
            new Pending(packet.get(i), i, results, metrics).tell(new SubmitResult.Unknown(why, false), 0);
        }
    }

    /** Tells all of them that their fate is unknown. */
    static void giveUp(List<Pending> pendings, String why, boolean written) {
        for (Pending pending : pendings) {
            pending.tell(new SubmitResult.Unknown(why, written), written ? System.nanoTime() - pending.writtenAt() : 0);
        }
    }
}
