// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.ResolvedApplication;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.secured.ResponseChannel;

/** Reads jobs from the store and remembers what of them never changes. */
public final class StoredJobContexts implements JobContexts {
    private static final int MOST_JOBS = 1_000;

    private final int maxParts;
    private final AnswerWays ways;
    private final Map<Long, JobDefinition> definitions = new ConcurrentHashMap<>();
    private final Map<Long, Instant> starts = new ConcurrentHashMap<>();

    /** @param maxParts short messages of one packet that every route carries, 1…255, for jobs that do not say it */
    public StoredJobContexts(int maxParts) {
        this(maxParts, (msisdn, profile, job) -> null);
    }

    /** The same where links differ in how they want proofs of receipt. */
    public StoredJobContexts(int maxParts, AnswerWays ways) {
        this.maxParts = maxParts;
        this.ways = ways;
    }

    @Override
    public @Nullable ResponseChannel answers(Transaction tx, DeliveryRow delivery) {
        Card card = tx.cards().find(delivery.cardId());
        return card == null
                ? null
                : ways.of(
                        card.msisdn(),
                        card.profile(),
                        definition(tx, delivery.jobId()).name());
    }

    @Override
    public JobContext of(Transaction tx, DeliveryRow delivery) {
        JobDefinition definition = definition(tx, delivery.jobId());
        Card card = tx.cards().find(delivery.cardId());
        ResolvedApplication application = card == null ? null : definition.application(card.profile());
        if (application == null) {
            // The profile of a card may change between two jobs; the job then goes on with the one it resolved.
            application = definition.applications().values().iterator().next();
        }
        return new JobContext(
                definition,
                application,
                definition.maxParts().orElse(maxParts),
                application.application().keyVersion(),
                started(tx, delivery.jobId()),
                card != null && card.standing() != Standing.ACTIVE,
                null);
    }

    private JobDefinition definition(Transaction tx, long jobId) {
        JobDefinition known = definitions.get(jobId);
        if (known != null) {
            return known;
        }
        Job job = tx.jobs().find(jobId);
        if (job == null) {
            throw new IllegalStateException("job " + jobId + " has deliveries and is not in the store");
        }
        if (definitions.size() >= MOST_JOBS) {
            definitions.clear();
            starts.clear();
        }
        definitions.put(jobId, job.definition());
        return job.definition();
    }

    private @Nullable Instant started(Transaction tx, long jobId) {
        Instant known = starts.get(jobId);
        if (known != null) {
            return known;
        }
        Job job = tx.jobs().find(jobId);
        return job == null ? null : job.started();
    }

    @Override
    public void started(Transaction tx, long jobId, Instant now) {
        if (starts.containsKey(jobId)) {
            return;
        }
        Job job = tx.jobs().find(jobId);
        Instant before = job == null ? null : job.started();
        if (before == null) {
            tx.jobs().setStarted(jobId, now);
        } else {
            // Read, not written by this work: it stays true whether this work commits or not.
            starts.put(jobId, before);
        }
    }
}
