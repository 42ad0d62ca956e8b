// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.otagateway.gateway.delivery.Effects;

/** Counts what came in, by what was found of it. Thread-safe. */
public final class CorrelationCounters {
    private final Map<Effects.Finding, LongAdder> counts = new EnumMap<>(Effects.Finding.class);

    public CorrelationCounters() {
        for (Effects.Finding finding : Effects.Finding.values()) {
            counts.put(finding, new LongAdder());
        }
    }

    void add(Effects effects) {
        for (Effects.Finding finding : effects.findings()) {
            LongAdder adder = counts.get(finding);
            if (adder != null) {
                adder.increment();
            }
        }
    }

    /** How often that was found since the start. */
    public long count(Effects.Finding finding) {
        LongAdder adder = counts.get(finding);
        return adder == null ? 0 : adder.sum();
    }
}
