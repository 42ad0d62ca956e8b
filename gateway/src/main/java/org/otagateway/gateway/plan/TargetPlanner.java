// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.job.ColumnsJson;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.JobDigest;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.job.Targets;
import org.otagateway.gateway.store.ArchiveQueries.Archived;
import org.otagateway.gateway.store.JobSources.JobSource;
import org.otagateway.gateway.store.JobSources.TargetPage;
import org.otagateway.gateway.store.JobSources.TargetRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.vault.Vault;

/**
 * Turns cards of the store into deliveries of a job, page by page, each in one commit with how far it came: a kill anywhere
 * neither doubles nor loses one.
 */
public final class TargetPlanner {
    /** What faults call the cards of a job that has no card file. */
    public static final String NAME = "targets";

    /** Cards of one commit; others wait for it. */
    private static final int PAGE = 500;

    private final Planner planner;
    private final Store store;
    private final Vault vault;
    private final CardProfiles profiles;
    private final InstantSource clock;

    public TargetPlanner(Planner planner, Store store, Vault vault, CardProfiles profiles, InstantSource clock) {
        this.planner = planner;
        this.store = store;
        this.vault = vault;
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * Targets whose job is found.
     *
     * @param ofJob that job; null where none is named
     */
    public record Resolved(Targets targets, @Nullable Job ofJob) {
        private @Nullable Long jobId() {
            return ofJob == null ? null : ofJob.id();
        }

        /** What names the job of a job file with these targets. */
        public String digest(byte[] jobFile) {
            return JobDigest.of(jobFile, JobDigest.of(targets.text(jobId())));
        }
    }

    /**
     * Finds the job that targets name, and looks whether the script of {@code file} names no column but those that the cards
     * then have.
     *
     * @throws UserError where not
     */
    public Resolved resolve(Targets targets, JobFile file) {
        Job ofJob = targets.job() == null ? null : find(targets);
        Set<String> columns = new LinkedHashSet<>(Intake.IDENTITY);
        if (ofJob != null) {
            columns.addAll(ofJob.definition().columns());
        }
        file.requireColumns(
                columns,
                ofJob == null
                        ? "columns of the store: " + String.join(", ", columns) + " and secrets"
                        : "columns of the store and of job " + ofJob.id() + ": " + String.join(", ", columns)
                                + " and secrets");
        return new Resolved(targets, ofJob);
    }

    private Job find(Targets targets) {
        String wanted = targets.requiredJob();
        List<Job> found = store.read(view -> {
            Job numbered = wanted.matches("[0-9]{1,18}") ? view.jobs().find(Long.parseLong(wanted)) : null;
            return numbered != null ? List.of(numbered) : view.jobs().named(wanted, 2);
        });
        if (found.size() != 1) {
            throw new UserError(targets.place() + ": expected "
                    + (found.isEmpty()
                            ? "the number or name of a job of the store"
                            : "the number of a job, since several have this name")
                    + ", got '" + wanted + "'");
        }
        Archived archived = store.read(view -> view.archive().find(found.get(0).id()));
        if (archived != null) {
            throw new UserError(
                    targets.place() + ": expected a job whose details are kept (retention dropped them since "
                            + archived.since() + "), got '" + wanted + "'");
        }
        return found.get(0);
    }

    /** As {@link Planner#open}; what cards the store has when a job is made are all that it ever is for. */
    public Job open(
            byte[] jobFile,
            JobDefinition definition,
            Resolved resolved,
            Planner.Options how,
            boolean again,
            boolean draft) {
        Job job = planner.open(
                resolved.digest(jobFile),
                definition,
                again,
                draft,
                (tx, fresh) -> tx.jobSources().insert(fresh.id(), resolved.targets, resolved.jobId()));
        return Results.join(store.submit(tx -> {
            tx.jobSources().setOptions(job.id(), how.limit(), how.strict());
            return job;
        }));
    }

    private record Step(
            long planned, boolean ended, @Nullable BadRow stop) {}

    /**
     * Plans the cards that are not planned yet.
     *
     * @param progress as of {@link Planner#plan}
     * @return whether no card is left to plan
     * @throws UserError at a refused card under {@code strict}
     */
    public boolean plan(Job job, LongConsumer progress) {
        if (job.planningDone()) {
            return true;
        }
        JobSource source = Objects.requireNonNull(
                store.read(view -> view.jobSources().find(job.id())), "a job without a card file has a source");
        Planner.Options how = new Planner.Options(source.most(), source.strict(), false, 1, NAME);
        RowPlanner rows = new RowPlanner(job, profiles, vault, how);
        while (true) {
            Instant now = clock.instant();
            Step step = Results.join(store.submit(tx -> step(tx, job.id(), rows, how, now)));
            BadRow stop = step.stop;
            if (stop != null) {
                throw UserError.in(NAME, stop.line(), stop.field(), stop.value(), stop.expected());
            }
            progress.accept(step.planned);
            if (step.ended) {
                return true;
            }
            if (step.planned >= how.limit().orElse(Long.MAX_VALUE)) {
                return false;
            }
        }
    }

    private static Step step(Transaction tx, long jobId, RowPlanner planner, Planner.Options how, Instant now) {
        Job job = Objects.requireNonNull(tx.jobs().find(jobId));
        JobSource source = Objects.requireNonNull(tx.jobSources().find(jobId));
        long planned = job.plannedRows();
        if (source.exhausted()) {
            tx.jobs().setPlanningDone(jobId);
            return new Step(planned, true, null);
        }
        long room = how.limit().orElse(Long.MAX_VALUE) - planned;
        if (room <= 0) {
            return new Step(planned, false, null);
        }
        TargetPage page = tx.jobSources().page(source, (int) Math.min(room, PAGE));
        long rejected = 0;
        long taken = 0;
        for (TargetRow target : page.rows()) {
            long number = planned + taken + 1;
            BadRow bad = planner.plan(tx, number, row(number, target), target.card(), now);
            if (bad != null && how.strict()) {
                tx.jobs().addPlanned(jobId, taken, rejected);
                return new Step(planned + taken, false, bad);
            }
            if (bad != null) {
                rejected++;
                tx.jobs().insertRejected(jobId, new RejectedRow(bad.line(), reason(bad, target)));
            }
            taken++;
            tx.jobSources().advance(jobId, target.position());
        }
        tx.jobs().addPlanned(jobId, taken, rejected);
        tx.jobSources().advance(jobId, page.position());
        return new Step(planned + taken, false, null);
    }

    /** The card is named where the fault does not name it. */
    private static String reason(BadRow bad, TargetRow target) {
        String iccid = target.card().iccid();
        return bad.reason().contains(iccid) ? bad.reason() : "card " + iccid + ": " + bad.reason();
    }

    /** A row of a card file that would say of the card what the store knows. */
    private static CardRow row(long number, TargetRow target) {
        Card card = target.card();
        String columns = target.columns();
        Map<String, String> values = columns == null ? Map.of() : ColumnsJson.read(columns);
        return new CardRow(number, card.iccid(), card.msisdn(), null, null, null, List.of(), Map.of(), values);
    }

    /** The first cards of a new job, as many as {@code options} limits them to, for a preview. */
    public List<CardRows.RowResult> first(Transaction tx, Resolved resolved, Planner.Options options) {
        long jobId = Long.MAX_VALUE; // of no job; the preview takes it back
        tx.jobSources().insert(jobId, resolved.targets, resolved.jobId());
        List<CardRows.RowResult> rows = new ArrayList<>();
        JobSource source = Objects.requireNonNull(tx.jobSources().find(jobId));
        while (!source.exhausted() && rows.size() < options.limit().orElseThrow()) {
            int room = (int) (options.limit().orElseThrow() - rows.size());
            TargetPage page = tx.jobSources().page(source, room);
            page.rows().forEach(target -> rows.add(row(rows.size() + 1L, target)));
            tx.jobSources().advance(jobId, page.position());
            source = Objects.requireNonNull(tx.jobSources().find(jobId));
        }
        return rows;
    }

    /** How a job without a card file is planned where nothing is said: all cards, refused ones told. */
    public static Planner.Options options(OptionalLong limit, boolean strict, int maxParts) {
        return new Planner.Options(limit, strict, false, maxParts, NAME);
    }
}
