// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.otagateway.gateway.delivery.Effects;

/** Counts what came in, by what was found of it. Thread-safe. */
public final class CorrelationCounters {
    private final Map<Effects.Finding, LongAdder> counts = new EnumMap<>(Effects.Finding.class);

    private final Delays receiptDelays = new Delays();
    private final Delays responseDelays = new Delays();

    public CorrelationCounters() {
        for (Effects.Finding finding : Effects.Finding.values()) {
            counts.put(finding, new LongAdder());
        }
    }

    void add(Effects effects) {
        receiptDelays.add(effects.receiptDelays());
        responseDelays.add(effects.responseDelays());
        for (Effects.Finding finding : effects.findings()) {
            LongAdder adder = counts.get(finding);
            if (adder != null) {
                adder.increment();
            }
        }
    }

    /** From the answer to the last segment of a packet to its final receipts. */
    public Delays receiptDelays() {
        return receiptDelays;
    }

    /** From the answer to the last segment of a packet to its PoR. */
    public Delays responseDelays() {
        return responseDelays;
    }

    /** How many delays there were, and their sum. Thread-safe. */
    public static final class Delays {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        private void add(List<Duration> delays) {
            for (Duration delay : delays) {
                count.increment();
                nanos.add(Math.max(0, delay.toNanos()));
            }
        }

        public long count() {
            return count.sum();
        }

        public Duration sum() {
            return Duration.ofNanos(nanos.sum());
        }
    }

    /** How often that was found since the start. */
    public long count(Effects.Finding finding) {
        LongAdder adder = counts.get(finding);
        return adder == null ? 0 : adder.sum();
    }
}
