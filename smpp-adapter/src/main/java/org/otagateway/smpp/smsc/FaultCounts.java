// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often chance picked each fault. Thread-safe. */
final class FaultCounts {
    private final Map<Fault, LongAdder> counts = new EnumMap<>(Fault.class);

    FaultCounts() {
        for (Fault fault : Fault.values()) {
            counts.put(fault, new LongAdder());
        }
    }

    /** Notes a fault where it strikes; returns whether it does. */
    boolean struck(Fault fault, boolean strikes) {
        if (strikes) {
            counts.computeIfAbsent(fault, unused -> new LongAdder()).increment();
        }
        return strikes;
    }

    void struck(Collection<Fault> faults) {
        faults.forEach(fault -> struck(fault, true));
    }

    /** Each fault with its count, those at 0 included. */
    Map<Fault, Long> all() {
        Map<Fault, Long> all = new EnumMap<>(Fault.class);
        counts.forEach((fault, count) -> all.put(fault, count.sum()));
        return all;
    }
}
