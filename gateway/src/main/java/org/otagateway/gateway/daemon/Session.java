// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.dispatch.JobProgress;
import org.otagateway.gateway.dispatch.JobRunner;
import org.otagateway.gateway.dispatch.Presence;
import org.otagateway.gateway.input.CsvReader;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDigest;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.plan.CardImport;
import org.otagateway.gateway.plan.TargetPlanner;
import org.otagateway.gateway.report.CardBook;
import org.otagateway.gateway.report.DeliveryBook;
import org.otagateway.gateway.report.PlanningPlace;
import org.otagateway.gateway.store.NodeSettings;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.wiring.Gateway;
import org.otagateway.gateway.wiring.PreviewJson;

/** A daemon's work over one opening of its store: what commands and the API ask of it. */
public final class Session implements AutoCloseable {
    /** Who hands the files of a job over once more says that it goes on. */
    private static final Asked AGAIN = new Asked("handed over once more", null);

    private final Gateway gateway;
    private final JobRunner runner;
    private final Inbox inbox;
    private final Planning planning;

    private Session(Gateway gateway, JobRunner runner, Inbox inbox) {
        this.gateway = gateway;
        this.runner = runner;
        this.inbox = inbox;
        this.planning = new Planning(gateway, runner, inbox);
    }

    /** Starts to send all jobs of {@code gateway}, which it closes at its end, or at once where it fails. */
    static Session start(Gateway gateway) {
        try {
            // A store that opens may still be full or locked.
            join(gateway.store().probe());
            Inbox inbox = new Inbox(gateway.config().store().beside(".inbox"), gateway.vault());
            inbox.open();
            Session session = new Session(gateway, gateway.serve(), inbox);
            session.planning.resume();
            return session;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    public Store store() {
        return gateway.store();
    }

    /** The time that the gateway goes by. */
    public Instant now() {
        return gateway.now();
    }

    JobRunner runner() {
        return runner;
    }

    /**
     * What is asked of a job file and its cards.
     *
     * @param job what faults call the job file
     * @param cards what faults call the card file
     * @param targets which cards of the store, as YAML; null: the job file says it, or there is a card file
     * @param limit only so many rows from the start of the card file; empty: all
     * @param again whether a job of these files that has ended is run once more
     * @param draft whether a new job is a draft
     * @param strict whether a bad row ends the planning, and pauses the job
     * @param replaceKeys whether keys of the card file replace others in the store
     */
    public record Order(
            String job,
            String cards,
            @Nullable String targets,
            OptionalLong limit,
            boolean again,
            boolean draft,
            boolean strict,
            boolean replaceKeys) {}

    /**
     * What became of an order.
     *
     * @param job as it is now
     * @param created whether it is new
     * @param resumed whether it was paused, and goes on
     * @param was why it was paused; null where that is not known
     */
    public record Taken(
            Job job,
            boolean created,
            boolean resumed,
            @Nullable String was) {}

    /** A new upload; the caller closes it. */
    public Upload begin() {
        try {
            return inbox.begin();
        } catch (IOException e) {
            throw new OutsideFault("cannot keep what was handed over: " + e, e);
        }
    }

    /**
     * Takes a job over: the same two files are the same job, as with {@code push}. Its rows are planned in the background.
     *
     * @throws UserError where a file is wrong
     */
    public Taken take(Upload upload, Order order) {
        try {
            if (!upload.hasCards()) {
                return takeTargets(upload, order);
            }
            String job = HexFormat.of().formatHex(JobDigest.of(upload.job()));
            byte[] cards = upload.cardsDigest();
            String digest = JobDigest.of(HexFormat.of().parseHex(job), cards);
            OrderFiles files = new OrderFiles(gateway, upload, order);
            JobFile jobFile = files.whole(files.jobForCards());
            Job before = store().read(view -> view.jobs().findLastRun(digest));
            Job taken = gateway.planner()
                    .open(
                            digest,
                            jobFile.definition().withMaxParts(gateway.config().maxParts()),
                            order.again(),
                            order.draft());
            boolean paused = begun(taken, order);
            if (taken.finished() == null && !taken.state().isStopped() && !taken.planningDone()) {
                upload.dropFiles();
                upload.sync();
                planning.stop(taken.id());
                inbox.keep(
                        taken.id(),
                        upload,
                        new Inbox.Plan(
                                job,
                                HexFormat.of().formatHex(cards),
                                order.cards(),
                                order.limit(),
                                order.strict(),
                                order.replaceKeys()));
                noteFile(taken.id());
                planning.start(taken.id());
            }
            runner.signal();
            boolean created = before == null || before.id() != taken.id();
            return new Taken(find(taken.id()), created, paused, taken.reason());
        } catch (IOException | UncheckedIOException e) {
            throw new OutsideFault("cannot keep what was handed over: " + e, e);
        }
    }

    /** Other gateways tell who has the file. */
    private void noteFile(long jobId) {
        NodeSettings node = gateway.config().store().node();
        if (node != null) {
            boolean unused = store().submit(tx -> {
                        PlanningPlace.note(tx.facts(), jobId, node.name(), now());
                        return true;
                    })
                    .join();
        }
    }

    /**
     * What the first cards of an order would get, as {@link PreviewJson} writes it; nothing of it is kept.
     *
     * @param order with a limit
     * @throws UserError where a file is wrong
     */
    public ObjectNode preview(Upload upload, Order order) {
        try {
            return new OrderFiles(gateway, upload, order).preview();
        } catch (IOException | UncheckedIOException e) {
            throw new OutsideFault("cannot keep what was handed over: " + e, e);
        }
    }

    /** A job for cards of the store. */
    private Taken takeTargets(Upload upload, Order order) throws IOException {
        OrderFiles files = new OrderFiles(gateway, upload, order);
        JobFile jobFile = files.whole(files.job());
        TargetPlanner planner = gateway.targetPlanner();
        TargetPlanner.Resolved resolved = files.resolve(jobFile);
        byte[] job = JobDigest.of(upload.job());
        Job before = store().read(view -> view.jobs().findLastRun(resolved.digest(job)));
        Job taken = planner.open(
                job,
                jobFile.definition().withMaxParts(gateway.config().maxParts()),
                resolved,
                TargetPlanner.options(
                        order.limit(), order.strict(), gateway.config().maxParts()),
                order.again(),
                order.draft());
        boolean paused = begun(taken, order);
        if (taken.finished() == null && !taken.state().isStopped() && !taken.planningDone()) {
            planning.stop(taken.id());
            planning.start(taken.id());
        }
        runner.signal();
        boolean created = before == null || before.id() != taken.id();
        return new Taken(find(taken.id()), created, paused, taken.reason());
    }

    /** Whether the job was paused, and goes on. */
    private boolean begun(Job taken, Order order) {
        if (order.draft() && taken.state() != JobState.DRAFT) {
            throw new UserError("draft: expected files of no job that was started, but job " + taken.id() + " is "
                    + taken.state().label() + "; again makes a new one of a job that has ended");
        }
        // Outcomes are counted from before the first row on.
        JobProgress unused = runner.progress(taken.id());
        boolean paused = taken.finished() == null && taken.state() == JobState.PAUSED;
        if (paused) {
            gateway.control(AGAIN).resume(taken.id());
        }
        if (taken.state() == JobState.DRAFT && !order.draft()) {
            gateway.control(AGAIN).start(taken.id());
        }
        return paused;
    }

    /**
     * Takes the cards of an upload into the store.
     *
     * @param file what faults call the card file
     * @param refused hears of each row that is refused; what it throws ends the import, with the rows before kept
     */
    public CardImport.Result importCards(Upload upload, String file, boolean replaceKeys, Consumer<BadRow> refused) {
        try (InputStream in = upload.readCards();
                CardRows rows = CardRows.of(CsvReader.of(file, in), gateway.config()::international)) {
            return gateway.cardImport().run(rows, replaceKeys, refused);
        } catch (IOException e) {
            throw new OutsideFault("cannot read what was handed over: " + e, e);
        }
    }

    /** The job in row {@code id}; a {@link NoSuchJob} where there is none. */
    public Job find(long id) {
        Job job = store().read(view -> view.jobs().find(id));
        if (job == null) {
            throw new NoSuchJob(id);
        }
        return job;
    }

    /** There is no job of that number. */
    public static final class NoSuchJob extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoSuchJob(long id) {
            super("JOB: expected the number of a job of the store, got '" + id + "'");
        }
    }

    /** What is told of cards. */
    public CardBook cards() {
        return gateway.cardBook();
    }

    /** What is told of what became of cards. */
    public DeliveryBook deliveries() {
        return gateway.deliveryBook();
    }

    /**
     * Moves a card to another standing; its open deliveries are stopped where it is not active.
     *
     * @param reason the operator's words; null where there are none
     * @throws NoSuchCard where there is none of this ICCID
     */
    public void move(String iccid, Standing to, @Nullable String reason) {
        if (gateway.cardControl(runner::committed).move(iccid, to, reason) == null) {
            throw new NoSuchCard(iccid);
        }
    }

    /** Takes in what is heard of cards. */
    public Presence presence() {
        return gateway.presence(runner::committed);
    }

    /** A number as people write it, in the form in which the store keeps it. */
    public String international(String number) {
        return gateway.config().international(number);
    }

    /** There is no card of that ICCID. */
    public static final class NoSuchCard extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NoSuchCard(String iccid) {
            super("ICCID: expected a card of the store, got '" + iccid + "'");
        }
    }

    /** Nothing more of a job is sent until it is resumed. */
    public Job pause(long id, Asked asked) {
        return changed(id, gateway.control(asked).pause(id));
    }

    /** A paused job is sent again. */
    public Job resume(long id, Asked asked) {
        return changed(id, gateway.control(asked).resume(id));
    }

    /** A draft is sent. */
    public Job start(long id, Asked asked) {
        return changed(id, gateway.control(asked).start(id));
    }

    /** Cancels the cards of a job that no counter was spent for; what is not planned yet stays so. */
    public Job cancel(long id, Asked asked) {
        unplan(id);
        return changed(id, gateway.control(asked).cancel(id));
    }

    /** The same, and waits for no answer. */
    public Job abort(long id, Asked asked) {
        unplan(id);
        return changed(id, gateway.control(asked).abort(id));
    }

    private void unplan(long id) {
        find(id);
        planning.stop(id);
        planning.drop(id);
    }

    private Job changed(long id, @Nullable Job job) {
        if (job == null) {
            throw new NoSuchJob(id);
        }
        runner.signal();
        return job;
    }

    /** How far a job is that has not ended; counted in memory. */
    public JobProgress progress(Job job) {
        return runner.progress(job.id());
    }

    /** Sends nothing more, waits for what is under way, and frees the store. */
    @Override
    public void close() {
        runner.stop();
        planning.close();
        runner.close();
        gateway.close();
    }

    Gateway gateway() {
        return gateway;
    }
}
