// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.dispatch.JobRunner;
import org.otagateway.gateway.input.CsvReader;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobAct;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.plan.Planner;
import org.otagateway.gateway.report.PlanningPlace;
import org.otagateway.gateway.vault.VaultException;
import org.otagateway.gateway.wiring.Gateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans the rows of handed over card files in the background, several jobs beside each other, while the first of them are
 * sent. A job whose file cannot be planned on is paused and says why.
 */
final class Planning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Planning.class);
    private static final int THREADS = 3;
    private static final long PATIENCE_SECONDS = 10;

    private final Gateway gateway;
    private final JobRunner runner;
    private final Inbox inbox;
    private final ExecutorService threads;
    private final Map<Long, Task> tasks = new ConcurrentHashMap<>();

    Planning(Gateway gateway, JobRunner runner, Inbox inbox) {
        this.gateway = gateway;
        this.runner = runner;
        this.inbox = inbox;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "planning-" + number.incrementAndGet()));
    }

    /** Ends a planning between two commits; the next one goes on behind it. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    private static final class Task {
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile boolean stopping;
        private boolean started;

        /** False where it was stopped before. */
        synchronized boolean start() {
            started = !stopping;
            return started;
        }

        /** Whether there is an end to wait for. */
        synchronized boolean stop() {
            stopping = true;
            return started;
        }
    }

    /** Goes on with what the last owner of the store did not plan to the end. */
    void resume() {
        inbox.jobs().forEach(this::start);
        gateway.store().read(view -> view.jobSources().unplanned()).forEach(this::start);
    }

    /** Plans the kept card file of a job. */
    void start(long jobId) {
        Task task = new Task();
        tasks.put(jobId, task);
        threads.execute(() -> run(jobId, task));
    }

    /** Stops the planning of a job and waits for its last commit; the card file stays. */
    void stop(long jobId) {
        Task task = tasks.get(jobId);
        if (task != null && task.stop()) {
            task.ended.join();
        }
    }

    private void run(long jobId, Task task) {
        try {
            if (task.start()) {
                plan(jobId, task);
            }
        } catch (Stopped e) {
            LOG.debug("The planning of job {} was stopped", jobId);
        } catch (UserError e) {
            pause(jobId, String.valueOf(e.getMessage()));
        } catch (IOException | VaultException e) {
            pause(jobId, "its card file cannot be read (" + e.getMessage() + "): push it again");
        } catch (RuntimeException e) {
            // Where the store ended, the next owner goes on; anything else is told.
            LOG.warn("The planning of job {} ended: {}", jobId, e.toString());
        } finally {
            tasks.remove(jobId, task);
            task.ended.complete(null);
        }
    }

    private void plan(long jobId, Task task) throws IOException {
        Job job = find(jobId);
        if (job == null || job.planningDone() || job.state().isStopped() || job.finished() != null) {
            drop(jobId);
            return;
        }
        if (gateway.store().read(view -> view.jobSources().isSource(jobId))) {
            boolean unused = gateway.targetPlanner().plan(job, count -> planned(task));
            runner.signal();
            return;
        }
        Inbox.Plan plan = inbox.plan(jobId);
        Upload kept = inbox.kept(jobId);
        if (!kept.digestAgain().equals(plan.cardsDigest())) {
            throw new IOException("it is not whole");
        }
        Planner.Options how = new Planner.Options(
                plan.limit(),
                plan.strict(),
                plan.replaceKeys(),
                gateway.config().maxParts(),
                plan.file());
        try (InputStream in = kept.readCards();
                CardRows rows = CardRows.of(CsvReader.of(plan.file(), in), gateway.config()::international)) {
            boolean unused = gateway.planner().plan(job, rows, how, count -> planned(task));
        }
        drop(jobId);
        runner.signal();
    }

    private void planned(Task task) {
        runner.signal();
        if (task.stopping) {
            throw new Stopped();
        }
    }

    private @Nullable Job find(long jobId) {
        return gateway.store().read(view -> view.jobs().find(jobId));
    }

    /** Forgets the card file of a job. */
    void drop(long jobId) {
        inbox.drop(jobId);
        if (gateway.config().store().node() != null) {
            var unused = gateway.store().submit(tx -> {
                PlanningPlace.forget(tx.facts(), jobId);
                return true;
            });
        }
    }

    private void pause(long jobId, String reason) {
        drop(jobId);
        LOG.warn("Job {} is paused: {}", jobId, reason);
        var unused = gateway.store().submit(tx -> {
            Job job = tx.jobs().find(jobId);
            if (job != null && (job.state() == JobState.RUNNING || job.state() == JobState.SCHEDULED)) {
                tx.jobs().setState(jobId, JobState.PAUSED, reason);
                tx.jobs().note(jobId, new JobAct(gateway.now(), JobAct.Kind.PAUSED, Asked.GATEWAY, reason));
            }
            return true;
        });
    }

    /** Ends all plannings between two commits. */
    @Override
    public void close() {
        tasks.values().forEach(Task::stop);
        threads.shutdown();
        try {
            boolean unused = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
