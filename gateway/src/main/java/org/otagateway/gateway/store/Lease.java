// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleConsumer;

/**
 * The right of a gateway to submit. The one owner of an embedded store has it always. One of several that share a store has
 * it as long as it is heard of: no fence reaches the SMSC, so it stops by itself, by its own monotonic clock, some time before
 * the others may take over what it was sending. Thread-safe.
 */
public final class Lease {
    /** The lease of a store with one owner. */
    static final Lease SOLE = new Lease(0, 0, 1);

    private final long node;
    private final long nanos;
    private final List<DoubleConsumer> watchers = new CopyOnWriteArrayList<>();
    private volatile long heardAt;
    private volatile boolean over;
    private volatile double share;
    private volatile long departures;

    private Lease(long node, long nanos, double share) {
        this.node = node;
        this.nanos = nanos;
        this.share = share;
    }

    /** A lease under which nothing is submitted. */
    static Lease none() {
        Lease none = new Lease(0, 0, 0);
        none.over = true;
        return none;
    }

    /** @param heardAt before the others were told, by {@link System#nanoTime} */
    static Lease of(long node, long nanos, long heardAt) {
        Lease lease = new Lease(node, nanos, 0);
        lease.heardAt = heardAt;
        return lease;
    }

    /** The row of this node; 0 for the one owner. */
    public long node() {
        return node;
    }

    /** Whether a submit may be written now: a third of the lease is left. Asked right before it is written. */
    public boolean valid() {
        return !over && (node == 0 || System.nanoTime() - heardAt < nanos - nanos / 3);
    }

    /**
     * This node's part of each rate, above 0 to 1; 0 until all others know of it. The parts of all nodes never come to more
     * than 1.
     */
    public double share() {
        return share;
    }

    /** Hears of the share now and whenever it turns, before the others are told that it was taken in. */
    public void watch(DoubleConsumer watcher) {
        watchers.add(watcher);
        watcher.accept(share);
    }

    /** How many nodes have left, or were given up, since the store was made: where it grows there may be sends to take over. */
    public long departures() {
        return departures;
    }

    void heard(long at) {
        heardAt = at;
    }

    void end() {
        over = true;
    }

    void share(double part) {
        if (part != share) {
            share = part;
            watchers.forEach(watcher -> watcher.accept(part));
        }
    }

    void departures(long count) {
        departures = count;
    }
}
