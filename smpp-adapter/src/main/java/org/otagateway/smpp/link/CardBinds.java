// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the bind of a packet: that over which another packet of the card is under way, so that the two cannot be
 * interleaved; else that with the least to do.
 */
final class CardBinds {
    private final List<BindKeeper> binds;
    private final LinkMetrics metrics;
    private final ReentrantLock lock = new ReentrantLock();
    /** Holds no more cards than there are segments waiting or unanswered. */
    private final Map<Address, Way> ways = new HashMap<>();

    private int turn;

    private static final class Way {
        final BindKeeper bind;
        int segments;

        Way(BindKeeper bind) {
            this.bind = bind;
        }
    }

    CardBinds(List<BindKeeper> binds, LinkMetrics metrics) {
        this.binds = binds;
        this.metrics = metrics;
    }

    /** Hands the packet to a bind; false where none is there. */
    boolean submit(List<Segment> packet, SubmitListener results) {
        if (binds.size() == 1) {
            Exchange only = binds.get(0).exchange();
            if (only != null) {
                finish(only, only.offer(packet, results), packet, results);
            }
            return only != null;
        }
        Address card = packet.get(0).destination();
        Exchange exchange;
        SubmitListener counting;
        String refused;
        // The lock is held until the packet stands in a queue: another of the card may not overtake it.
        lock.lock();
        try {
            Way way = choose(card);
            exchange = way == null ? null : way.bind.exchange();
            if (way == null || exchange == null) {
                return false;
            }
            way.segments += packet.size();
            ways.put(card, way);
            counting = new Counting(results, card, way);
            refused = exchange.offer(packet, counting);
        } finally {
            lock.unlock();
        }
        finish(exchange, refused, packet, counting);
        return true;
    }

    private void finish(Exchange exchange, @Nullable String refused, List<Segment> packet, SubmitListener results) {
        if (refused == null) {
            exchange.offered();
        } else {
            Pending.refuse(packet, results, metrics, refused);
        }
    }

    private @Nullable Way choose(Address card) {
        Way way = ways.get(card);
        if (way != null && way.bind.exchange() != null) {
            return way;
        }
        BindKeeper best = null;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < binds.size(); i++) {
            BindKeeper bind = binds.get((turn + i) % binds.size());
            Exchange exchange = bind.exchange();
            int load = exchange == null ? Integer.MAX_VALUE : exchange.load().total();
            if (load < least) {
                best = bind;
                least = load;
            }
        }
        turn = (turn + 1) % binds.size();
        return best == null ? null : new Way(best);
    }

    private void told(Address card, Way way) {
        lock.lock();
        try {
            way.segments--;
            if (way.segments == 0) {
                ways.remove(card, way);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the segment is no longer under way, then passes its result on. */
    private final class Counting implements SubmitListener {
        private final SubmitListener results;
        private final Address card;
        private final Way way;

        Counting(SubmitListener results, Address card, Way way) {
            this.results = results;
            this.card = card;
            this.way = way;
        }

        @Override
        public void result(int index, SubmitResult result) {
            told(card, way);
            results.result(index, result);
        }

        @Override
        public boolean isUrgent() {
            return results.isUrgent();
        }

        @Override
        public boolean mayWrite(int index) {
            return results.mayWrite(index);
        }

        @Override
        public void late(int index, SubmitResult answer) {
            results.late(index, answer);
        }
    }
}
