// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.dispatch.JobEnd;
import org.otagateway.gateway.dispatch.JobProgress;
import org.otagateway.gateway.dispatch.JobRunner;
import org.otagateway.gateway.input.NamedFiles;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.job.Targets;
import org.otagateway.gateway.report.JobSummary;
import org.otagateway.gateway.report.ReportOrder;
import org.otagateway.gateway.wiring.Gateway;

/** One job, planned and sent until it ends, is paused, or the process is asked to stop. */
final class Push {
    static final int REJECTED_SHOWN = 10;

    private final Streams streams;
    private final Options options;
    private final Map<String, String> environment;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable JobRunner runner;
    private volatile @Nullable HandedPush handed;

    /**
     * What is asked for.
     *
     * @param cards the card file; null: cards of the store
     * @param targets which cards of the store; null: the job file says it, where there is no card file
     * @param limit only so many rows from the start of the card file; empty: all
     * @param waitForEnd whether to wait for the end also where a daemon takes the job; without one there is always a wait
     * @param again whether a job of these two files that has ended is run once more
     * @param draft whether the job is only stored, until it is started
     */
    record Options(
            Path job,
            @Nullable Path cards,
            @Nullable Targets targets,
            Path config,
            OptionalLong limit,
            boolean waitForEnd,
            boolean again,
            boolean draft,
            boolean strict,
            boolean replaceKeys,
            @Nullable Path report) {}

    /**
     * How a push ended.
     *
     * @param summary what the job came to
     * @param handedOver whether it goes on in a daemon
     */
    record Result(JobSummary summary, boolean handedOver) {}

    /** @param environment where the configuration looks up variables and the vault its root key */
    Push(Streams streams, Options options, Map<String, String> environment) {
        this.streams = streams;
        this.options = options;
        this.environment = environment;
    }

    /** Sends nothing more; {@link #run} then ends cleanly, and a later one goes on. From any thread, without waiting. */
    void stop() {
        stopping.set(true);
        JobRunner running = runner;
        if (running != null) {
            running.stop();
        }
        HandedPush waiting = handed;
        if (waiting != null) {
            waiting.stop();
        }
    }

    /** Runs the job, or tells what it came to where it has ended before. */
    Result run() throws InterruptedException {
        GatewayConfig config = GatewayConfig.read(options.config(), environment);
        CardProfiles profiles = config.loadProfiles();
        NamedFiles named = NamedFiles.beside(options.job().toString());
        JobFile jobFile = JobFile.read(options.job(), named, profiles, config.responseChannel());
        try (PushCards cards = PushCards.open(options, config, jobFile)) {
            jobFile.requireWhole(options.limit().isPresent());
            Object owner = Owned.<Object>either(
                    config.store(),
                    () -> Gateway.open(config, profiles, environment),
                    client -> new HandedPush(streams, options, client, named.named(), stopping));
            if (owner instanceof HandedPush handedOver) {
                handed = handedOver;
                return handedOver.run();
            }
            try (Gateway gateway = (Gateway) owner) {
                return new Result(run(gateway, cards), false);
            }
        }
    }

    private JobSummary run(Gateway gateway, PushCards cards) throws InterruptedException {
        Job job = cards.job(gateway);
        if (options.draft()) {
            requireDraft(job.id(), job.state());
            draft(gateway, job, cards);
        } else if (job.finished() == null) {
            send(gateway, resumed(gateway, job), cards);
        }
        Job ended = current(gateway, job.id());
        if (ended.rejectedRows() > 0) {
            List<RejectedRow> rejected =
                    gateway.store().read(view -> view.jobs().rejectedRows(job.id(), 0, REJECTED_SHOWN));
            tellRejected(streams, PushCards.name(options), rejected, ended.rejectedRows());
        }
        long nearEnd = gateway.store().read(view -> view.counterDomains().countNearEnd(CounterDomain.NEAR_END));
        if (nearEnd > 0) {
            streams.err().println(nearEnd + " counters are near their end, see 'ota counters list --near-end'");
        }
        Path report = options.report();
        if (report != null) {
            ReportFile.write(report, out -> new OwnJobs(gateway).report(job.id(), ReportOrder.ALL, out));
        }
        return JobSummary.of(gateway.store(), ended, gateway.now());
    }

    private void draft(Gateway gateway, Job job, PushCards cards) {
        try {
            boolean unused = cards.plan(gateway, job, count -> requireGoing());
        } catch (StoppedException e) {
            streams.err().println("stopped; the same command goes on with job " + job.id());
        }
    }

    private void requireGoing() {
        if (stopping.get()) {
            throw new StoppedException();
        }
    }

    /** What is sent already is no draft any more. */
    static void requireDraft(long job, JobState state) {
        if (state != JobState.DRAFT) {
            throw new UserError("--draft: expected files of no job that was started, but job " + job + " is "
                    + state.label() + "; --again makes a new one of a job that has ended");
        }
    }

    /** Asking for a paused job or a draft once more is to say that it goes on. */
    private Job resumed(Gateway gateway, Job job) {
        if (job.state() == JobState.DRAFT) {
            return Objects.requireNonNull(
                    gateway.control(new Asked("push", null)).start(job.id()));
        }
        if (job.state() != JobState.PAUSED) {
            return job;
        }
        streams.err().println("resuming job " + job.id() + (job.reason() == null ? "" : ", which was " + job.reason()));
        return Objects.requireNonNull(gateway.control(new Asked("push", null)).resume(job.id()));
    }

    /** Binds first, so that an SMSC out of reach is told before a long planning; rows go out while others are planned. */
    private void send(Gateway gateway, Job job, PushCards cards) throws InterruptedException {
        ExecutorService planning = Executors.newSingleThreadExecutor(task -> new Thread(task, "planning"));
        try (JobRunner running = gateway.start(Set.of(job.id()));
                ProgressDisplay display = new ProgressDisplay(streams, job.name())) {
            runner = running;
            if (stopping.get()) {
                running.stop();
            }
            CompletableFuture<Boolean> plan = CompletableFuture.supplyAsync(
                            () -> cards.plan(gateway, job, count -> planned(running)), planning)
                    .whenComplete((done, fault) -> {
                        running.signal();
                        if (fault != null) {
                            running.stop();
                        }
                    });
            JobEnd end = running.await(job.id(), progress -> {
                display.show(progress);
                if (takenUpTo(plan) && allDone(current(gateway, job.id()), progress)) {
                    running.stop();
                }
            });
            tellEnd(end);
            join(plan);
        } finally {
            runner = null;
            planning.shutdown();
        }
    }

    private void planned(JobRunner running) {
        running.signal();
        requireGoing();
    }

    /** With a limit the job stays open for its other rows: this run has ended once those planned have. */
    private static boolean takenUpTo(CompletableFuture<Boolean> plan) {
        return plan.isDone() && !plan.isCompletedExceptionally() && !plan.join();
    }

    /** Against the store's count of rows, since the progress may not know yet of those planned last. */
    private static boolean allDone(Job job, JobProgress progress) {
        return progress.done() >= job.plannedRows() - job.rejectedRows();
    }

    private void tellEnd(JobEnd end) {
        if (end.reason() == JobEnd.Reason.PAUSED) {
            streams.err()
                    .println(
                            "job " + end.job().id() + " is paused: " + end.job().reason());
        } else if (stopping.get()) {
            streams.err()
                    .println("stopped; the same command goes on with job "
                            + end.job().id());
        }
    }

    /** Ends the planning between two batches; the next run goes on behind it. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void join(CompletableFuture<Boolean> plan) {
        try {
            plan.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoppedException) {
                return;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Job current(Gateway gateway, long jobId) {
        return Objects.requireNonNull(gateway.store().read(view -> view.jobs().find(jobId)));
    }

    /** @param rows the first of {@code all} refused rows */
    static void tellRejected(Streams streams, String cards, List<RejectedRow> rows, long all) {
        for (RejectedRow row : rows) {
            streams.err().println(cards + ":" + row.line() + ": " + row.reason());
        }
        if (all > rows.size()) {
            streams.err().println("… and " + (all - rows.size()) + " rejected rows more");
        }
    }
}
