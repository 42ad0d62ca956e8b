// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.vault.Vault;

/**
 * Turns the rows of a card file into deliveries of a job. How far it came is stored in the commit of the rows themselves,
 * so a kill anywhere neither doubles nor loses one, and the next run goes on behind it.
 */
public final class Planner {
    private final Store store;
    private final Vault vault;
    private final CardProfiles profiles;
    private final InstantSource clock;

    public Planner(Store store, Vault vault, CardProfiles profiles, InstantSource clock) {
        this.store = store;
        this.vault = vault;
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * How rows are taken.
     *
     * @param limit only so many rows from the start of the file, 0 or more; empty: all
     * @param strict whether the first refused row ends the planning with a {@link UserError}
     * @param replaceKeys whether a key that differs from the store's replaces it
     * @param maxParts short messages of one packet that each link carries, 1 to 255
     * @param file what faults call the card file
     */
    public record Options(OptionalLong limit, boolean strict, boolean replaceKeys, int maxParts, String file) {}

    /**
     * The job of two files: the last run of that digest. A new one is made where there is none, or where {@code again} is
     * set and the last one has ended; one that has not ended is gone on with, so that a command killed and started again
     * with the same arguments is one job.
     */
    public Job open(String digest, JobDefinition definition, boolean again) {
        return open(digest, definition, again, false);
    }

    /** @param draft whether a new one is a draft, which sends nothing until it is started */
    public Job open(String digest, JobDefinition definition, boolean again, boolean draft) {
        return open(digest, definition, again, draft, (tx, fresh) -> {});
    }

    /** The same; {@code made} adds to a new job what it needs, in the same commit. */
    Job open(String digest, JobDefinition definition, boolean again, boolean draft, BiConsumer<Transaction, Job> made) {
        Instant now = clock.instant();
        return Results.join(store.submit(tx -> {
            Job last = tx.jobs().findLastRun(digest);
            if (last != null && !(again && last.state().isOver())) {
                return last;
            }
            Job fresh = insert(tx, digest, last == null ? 1 : last.run() + 1, definition, draft, now);
            made.accept(tx, fresh);
            return fresh;
        }));
    }

    private static Job insert(
            Transaction tx, String digest, int run, JobDefinition definition, boolean draft, Instant now) {
        return draft
                ? tx.jobs().insert(digest, run, JobState.DRAFT, definition, now)
                : tx.jobs().insert(digest, run, definition, now);
    }

    /** @param mostlyNew whether the cards of most rows were not in the store */
    private record Batch(@Nullable BadRow stop, boolean mostlyNew) {}

    /**
     * Plans the rows that are not planned yet.
     *
     * @param rows the job's card file, read from its start
     * @param progress hears how many rows are planned in all, on the caller's thread between two commits; what it throws
     *     ends the planning, with the rows before kept
     * @return whether the end of the file is reached: no row is left to plan
     * @throws UserError where the file cannot be read on, or at a refused row under {@code strict}
     */
    public boolean plan(Job job, CardRows rows, Options options, LongConsumer progress) {
        if (job.planningDone()) {
            return true;
        }
        RowPlanner planner = new RowPlanner(job, profiles, vault, options);
        long planned = 0;
        while (planned < job.plannedRows() && rows.skip()) {
            planned++;
        }
        RowBatches batches = new RowBatches(rows);
        CompletableFuture<Batch> running = CompletableFuture.completedFuture(new Batch(null, true));
        boolean mostlyNew = true;
        while (true) {
            long room = options.limit().orElse(Long.MAX_VALUE) - planned;
            List<CardRows.RowResult> batch = batches.next(Math.max(room, 0));
            RowPage<RowPlanner.Fresh> page = RowPage.of(batch, mostlyNew ? planner::fresh : null);
            Batch done = Results.join(running);
            mostlyNew = done.mostlyNew;
            if (done.stop != null) {
                throw strict(options.file(), done.stop);
            }
            progress.accept(planned);
            if (batch.isEmpty()) {
                return room > 0 && end(job);
            }
            long first = planned + 1;
            Instant now = clock.instant();
            running = store.submit(tx -> take(tx, job.id(), first, page, planner, options.strict(), now));
            planned += batch.size();
        }
    }

    /** Sees what the rows of a preview come to. */
    public interface Look<T> {
        /** A row was planned, as the last of {@code job}. */
        T planned(Transaction tx, Job job);

        /** A row was refused. */
        T rejected(BadRow row);
    }

    /** Takes back what a preview wrote. */
    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenBack() {
            super("a preview", null, false, false);
        }
    }

    /**
     * Plans the first rows of a new job, shows each to {@code look} within the same work, and takes everything back: the
     * store stays as it was.
     *
     * @param options with a limit
     */
    public <T> List<T> preview(String digest, JobDefinition definition, CardRows rows, Options options, Look<T> look) {
        List<CardRows.RowResult> first = new ArrayList<>();
        while (first.size() < options.limit().orElseThrow()) {
            CardRows.RowResult row = rows.next();
            if (row == null) {
                break;
            }
            first.add(row);
        }
        return preview(digest, definition, tx -> first, options, look);
    }

    /** The same for rows that the store gives. */
    public <T> List<T> preview(
            String digest,
            JobDefinition definition,
            Function<Transaction, List<CardRows.RowResult>> rows,
            Options options,
            Look<T> look) {
        Instant now = clock.instant();
        List<T> seen = new ArrayList<>();
        try {
            Results.join(store.submit(tx -> {
                seen.clear();
                Job last = tx.jobs().findLastRun(digest);
                Job job = tx.jobs().insert(digest, last == null ? 1 : last.run() + 1, definition, now);
                RowPlanner planner = new RowPlanner(job, profiles, vault, options);
                RowPage<RowPlanner.Fresh> page = RowPage.of(rows.apply(tx), null);
                Map<String, Card> known = page.known(tx.cards());
                long number = 1;
                for (RowPage.Line<RowPlanner.Fresh> line : page.lines()) {
                    BadRow bad = planner.plan(tx, number, line, known, now);
                    seen.add(bad == null ? look.planned(tx, job) : look.rejected(bad));
                    number++;
                }
                throw new TakenBack();
            }));
        } catch (TakenBack e) {
            return List.copyOf(seen);
        }
        throw new IllegalStateException("a preview that was not taken back");
    }

    private boolean end(Job job) {
        return Results.join(store.submit(tx -> {
            tx.jobs().setPlanningDone(job.id());
            return true;
        }));
    }

    private static UserError strict(String file, BadRow row) {
        return UserError.in(file, row.line(), row.field(), row.value(), row.expected());
    }

    private static Batch take(
            Transaction tx,
            long jobId,
            long first,
            RowPage<RowPlanner.Fresh> page,
            RowPlanner planner,
            boolean strict,
            Instant now) {
        Job job = Objects.requireNonNull(tx.jobs().find(jobId));
        if (job.plannedRows() != first - 1) {
            throw new IllegalStateException("two plannings of one job at the same time");
        }
        List<BadRow> refused = new ArrayList<>();
        Map<String, Card> known = page.known(tx.cards());
        int stored = known.size();
        long number = first;
        for (RowPage.Line<RowPlanner.Fresh> line : page.lines()) {
            BadRow bad = planner.plan(tx, number, line, known, now);
            if (bad != null && strict) {
                tx.jobs().addPlanned(jobId, number - first, 0);
                return new Batch(bad, true);
            }
            if (bad != null) {
                refused.add(bad);
                tx.jobs().insertRejected(jobId, new RejectedRow(bad.line(), bad.reason()));
            }
            number++;
        }
        tx.jobs().addPlanned(jobId, page.lines().size(), refused.size());
        return new Batch(null, stored * 2 <= page.lines().size());
    }
}
