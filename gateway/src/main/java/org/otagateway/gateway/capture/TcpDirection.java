// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.util.Map;
import java.util.TreeMap;

/** Puts the segments of one direction of a connection in order: retransmissions once, gaps told. */
final class TcpDirection {
    /** What comes in order. */
    interface Sink {
        void octets(Slice octets, Moment moment);

        /** Octets that are not in the capture. */
        void gap(long octets, Moment moment);
    }

    /** More octets are not held back for one that is missing. */
    private static final int MOST_HELD = 1 << 17;

    private final Sink sink;
    private final TreeMap<Long, Held> held = new TreeMap<>();
    private boolean begun;
    /** The next octet's place, counted on from the first sequence number beyond 32 bits. */
    private long next;

    private int octetsHeld;
    private long repeated;

    private record Held(Slice octets, Moment moment) {}

    TcpDirection(Sink sink) {
        this.sink = sink;
    }

    /** Octets in memory for it. */
    int octetsHeld() {
        return octetsHeld;
    }

    /** Octets that came again. */
    long repeated() {
        return repeated;
    }

    void segment(Packet.Tcp tcp, Slice payload, Moment moment) {
        if (tcp.syn()) {
            end();
            begun = true;
            next = Integer.toUnsignedLong(tcp.sequence()) + 1;
        } else if (!begun) {
            begun = true;
            next = Integer.toUnsignedLong(tcp.sequence());
        }
        if (payload.length() == 0) {
            return;
        }
        // with the difference of 32 bits the sequence number may wrap
        long place = next + (tcp.sequence() + (tcp.syn() ? 1 : 0) - (int) next);
        take(place, payload, moment);
        if (octetsHeld > MOST_HELD) {
            jump();
        }
    }

    /** The other side has everything before {@code sequence}: what is missing before it will not come. */
    void acknowledged(int sequence) {
        while (begun && !held.isEmpty() && next + (sequence - (int) next) >= held.firstKey() + 1) {
            jump();
        }
    }

    /** Gives out all that is held. */
    void end() {
        while (!held.isEmpty()) {
            jump();
        }
    }

    private void take(long place, Slice payload, Moment moment) {
        long behind = next - place;
        if (behind >= payload.length()) {
            repeated += payload.length();
            return;
        }
        if (behind < 0) {
            Held before = held.get(place);
            if (before == null || before.octets().length() < payload.length()) {
                octetsHeld +=
                        payload.length() - (before == null ? 0 : before.octets().length());
                held.put(place, new Held(Slice.of(payload.toByteArray()), moment));
            }
            return;
        }
        repeated += behind;
        give(payload.after((int) behind), moment);
        drain();
    }

    private void give(Slice octets, Moment moment) {
        next += octets.length();
        sink.octets(octets, moment);
    }

    private void drain() {
        while (!held.isEmpty() && held.firstKey() <= next) {
            Map.Entry<Long, Held> first = held.pollFirstEntry();
            octetsHeld -= first.getValue().octets().length();
            long behind = next - first.getKey();
            if (behind < first.getValue().octets().length()) {
                give(
                        first.getValue().octets().after((int) behind),
                        first.getValue().moment());
            }
        }
    }

    private void jump() {
        long first = held.firstKey();
        sink.gap(first - next, held.firstEntry().getValue().moment());
        next = first;
        drain();
    }
}
