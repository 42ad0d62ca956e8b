// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.client.ApiClient;
import org.otagateway.gateway.client.Events;
import org.otagateway.gateway.client.Form;
import org.otagateway.gateway.dispatch.JobProgress;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.job.Targets;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.report.JobSummary;
import org.otagateway.gateway.report.JobView;
import org.otagateway.gateway.report.ReportOrder;

/** A push that the daemon takes over; it is watched until its end where that is asked for. */
final class HandedPush {
    /** A daemon that lost its store for a minute cuts its answers and is asked again. */
    private static final int TRIES = 90;

    private final Streams streams;
    private final Push.Options options;
    private final ApiClient client;
    private final DaemonJobs jobs;
    private final List<String> named;
    private final AtomicBoolean stopping;
    private volatile @Nullable Events watched;

    /**
     * @param named the files that the job file names
     * @param stopping whether the process was asked to end
     */
    HandedPush(Streams streams, Push.Options options, ApiClient client, List<String> named, AtomicBoolean stopping) {
        this.streams = streams;
        this.options = options;
        this.client = client;
        this.jobs = new DaemonJobs(client);
        this.named = List.copyOf(named);
        this.stopping = stopping;
    }

    /** Waits no longer; the daemon goes on. */
    void stop() {
        Events events = watched;
        if (events != null) {
            try {
                events.close();
            } catch (IOException e) {
                // the wait ends either way
            }
        }
    }

    Push.Result run() throws InterruptedException {
        JobView job = handOver();
        boolean wait = !options.draft() && (options.waitForEnd() || options.report() != null);
        JobView last = job.finished() == null && wait ? watch(job) : job;
        JobSummary summary = jobs.summary(last);
        tellRejected(summary.job());
        if (options.report() != null) {
            ReportFile.write(options.report(), out -> jobs.report(job.id(), ReportOrder.ALL, out));
        }
        boolean handedOver = !wait && summary.job().finished() == null;
        if (handedOver) {
            String what = options.draft() ? " has the draft, job " : " goes on with job ";
            streams.err().println("the daemon at " + client.root() + what + job.id());
        }
        return new Push.Result(summary, handedOver);
    }

    /** What the first cards would get; nothing of it is kept. */
    JsonNode preview(long cards) {
        Form form = form();
        return client.post(
                "jobs/preview?limit=" + cards + "&strict=" + options.strict() + "&replace_keys="
                        + options.replaceKeys(),
                form.contentType(),
                form.body());
    }

    private Form form() {
        Form form = new Form().add("job", options.job().toString(), options.job());
        Path cards = options.cards();
        if (cards != null) {
            form.add("cards", cards.toString(), cards);
        }
        Targets targets = options.targets();
        if (targets != null) {
            form.add("targets", targets.text(null));
        }
        for (String name : named) {
            form.add("file", name, options.job().resolveSibling(name));
        }
        return form;
    }

    private JobView handOver() {
        Form form = form();
        StringBuilder path = new StringBuilder("jobs?again=" + options.again() + "&draft=" + options.draft()
                + "&strict=" + options.strict() + "&replace_keys=" + options.replaceKeys());
        options.limit().ifPresent(limit -> path.append("&limit=").append(limit));
        JsonNode taken = client.post(path.toString(), form.contentType(), form.body());
        JobView job = JobView.fromJson(taken);
        if (taken.path("resumed").asBoolean()) {
            String was = taken.path("was").asText("");
            streams.err().println("resuming job " + job.id() + (was.isEmpty() ? "" : ", which was " + was));
        }
        return job;
    }

    private JobView watch(JobView job) throws InterruptedException {
        try (ProgressDisplay display = new ProgressDisplay(streams, job.name())) {
            for (int tries = 0; !stopping.get(); tries++) {
                JobView end = watchOnce(job, display);
                if (end != null) {
                    return end;
                }
                if (tries >= TRIES) {
                    throw new OutsideFault("the daemon at " + client.root() + " went away; job " + job.id()
                            + " goes on once it is back");
                }
                TimeUnit.SECONDS.sleep(stopping.get() ? 0 : 1);
            }
        }
        streams.err().println("stopped waiting; the daemon goes on with job " + job.id());
        return job;
    }

    /** The job where there is nothing more to wait for; null where the stream was cut. */
    private @Nullable JobView watchOnce(JobView job, ProgressDisplay display) {
        try (Events events = new Events(client.stream("jobs/" + job.id() + "/events"))) {
            watched = events;
            for (Events.Event event = events.next(); event != null; event = events.next()) {
                JobView now = JobView.fromJson(event.data());
                if (event.name().equals("end")) {
                    return now;
                }
                JobProgress progress = new JobProgress(
                        now.id(),
                        event.data().path("total").asLong(),
                        JobSummary.outcomes(event.data().path("outcomes")),
                        event.data().path("submitted").asLong());
                display.show(progress);
                if (now.state() == JobState.PAUSED) {
                    return paused(now);
                }
                if (takenUpTo(now) && progress.count(Outcome.PENDING) == 0) {
                    return now;
                }
            }
        } catch (IOException | OutsideFault e) {
            return null;
        } finally {
            watched = null;
        }
        return null;
    }

    /** A bad row ends a strict push with its line, as without a daemon. */
    private JobView paused(JobView job) {
        if (options.strict()
                && !job.planningDone()
                && job.reason() != null
                && job.reason().startsWith(PushCards.name(options) + ":")) {
            throw new UserError(Objects.requireNonNull(job.reason()));
        }
        streams.err().println("job " + job.id() + " is paused: " + job.reason());
        return job;
    }

    /** With a limit the job stays open for its other rows. */
    private boolean takenUpTo(JobView job) {
        return options.limit().isPresent()
                && job.plannedRows() >= options.limit().getAsLong();
    }

    private void tellRejected(JobView job) {
        if (job.rejectedRows() > 0) {
            List<RejectedRow> rows = jobs.rejected(job.id(), 0, Push.REJECTED_SHOWN);
            Push.tellRejected(streams, PushCards.name(options), rows, job.rejectedRows());
        }
    }
}
