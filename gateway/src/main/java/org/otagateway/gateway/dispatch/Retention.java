// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.otagateway.gateway.config.RetentionSettings;
import org.otagateway.gateway.store.Transaction;

/** Drops what is kept no longer, a slice at a time, so that no commit is long and nobody waits for it. */
final class Retention {
    private static final int DELIVERIES = 100;
    private static final int EVENTS = 500;
    private static final Duration NEXT_SLICE = Duration.ofMillis(250);
    private static final Duration NEXT_LOOK = Duration.ofMinutes(10);

    private final RetentionSettings settings;
    private Instant next = Instant.EPOCH;

    Retention(RetentionSettings settings) {
        this.settings = settings;
    }

    /** Whether the time of a slice has come. */
    boolean due(Instant now) {
        return !now.isBefore(next);
    }

    /** What {@link #slice} gave: the next follows soon where there is more. */
    void done(boolean more, Instant now) {
        next = now.plus(more ? NEXT_SLICE : NEXT_LOOK);
    }

    /** One slice, within a unit of work; whether there is more. */
    boolean slice(Transaction tx, Instant now) {
        boolean more = false;
        Optional<Duration> deliveries = settings.deliveries();
        if (deliveries.isPresent()) {
            long job = tx.jobArchive().next(now.minus(deliveries.get()), now);
            more = job != 0;
            if (more) {
                boolean unused = tx.jobArchive().drop(job, DELIVERIES);
            }
        }
        Optional<Duration> events = settings.events();
        return (events.isPresent() && tx.jobArchive().dropEvents(now.minus(events.get()), EVENTS)) || more;
    }
}
