// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.wiring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.otagateway.gateway.store.StoreMetrics;

/** Counts the commits of the store. */
final class StoreMeters implements StoreMetrics {
    private final Timer commits;
    private final Counter works;

    StoreMeters(MeterRegistry meters) {
        this.commits = Timer.builder("ota.store.commit")
                .description("Commits of the store, from begin to the answer of the disk")
                .register(meters);
        this.works = Counter.builder("ota.store.works")
                .description("Units of work in those commits")
                .register(meters);
    }

    @Override
    public void committed(int number, long nanoseconds) {
        commits.record(nanoseconds, TimeUnit.NANOSECONDS);
        works.increment(number);
    }
}
