// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.otagateway.gateway.daemon.Daemon;
import org.otagateway.gateway.daemon.Session;
import org.otagateway.gateway.dispatch.JobProgress;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.report.JobSummary;
import org.otagateway.gateway.report.JobView;

/**
 * How far a job is, as server-sent events: {@code progress} whenever something changed, a comment where nothing did for a
 * while, and {@code end} with what it came to. No thread waits, and no event is made before the client took the last.
 */
final class ProgressEvents {
    private static final long LOOK_MILLIS = 250;
    private static final int QUIET_LOOKS = 60;
    private static final long STALL_SECONDS = 60;

    private final Daemon daemon;
    private final long jobId;
    private final ServiceRequestContext context;
    private final Executor executor;
    private final HttpResponseWriter writer = HttpResponse.streaming();
    private String last = "";
    private int quiet;

    ProgressEvents(Daemon daemon, long jobId, ServiceRequestContext context, Executor executor) {
        this.daemon = daemon;
        this.jobId = jobId;
        this.context = context;
        this.executor = executor;
    }

    HttpResponse response() {
        context.clearRequestTimeout();
        writer.write(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.EVENT_STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build());
        look();
        return writer;
    }

    private void look() {
        if (!writer.isOpen()) {
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    tell();
                } catch (RuntimeException e) {
                    writer.abort(e);
                }
            });
        } catch (RejectedExecutionException e) {
            later(); // the next look may find a thread
        }
    }

    private void later() {
        var unused = context.eventLoop().withoutContext().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tell() {
        Session session = daemon.session();
        Job job = session.find(jobId);
        if (job.finished() != null) {
            send(event("end", JobSummary.of(session.store(), job, session.now()).toFullJson()));
            writer.close();
            return;
        }
        String event = event("progress", progress(job, session.progress(job)));
        if (!event.equals(last)) {
            last = event;
            quiet = 0;
            sendAndGoOn(event);
        } else if (++quiet % QUIET_LOOKS == 0) {
            sendAndGoOn(":\n\n"); // so that whoever is between does not think it dead
        } else {
            later();
        }
    }

    private static ObjectNode progress(Job job, JobProgress progress) {
        ObjectNode json = JobView.of(job).toJson();
        json.put("total", progress.planned());
        json.set("outcomes", JobSummary.toJson(progress.outcomes()));
        json.put("submitted", progress.submitted());
        return json;
    }

    private static String event(String name, ObjectNode data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    private boolean send(String text) {
        return writer.tryWrite(HttpData.ofUtf8(text));
    }

    private void sendAndGoOn(String text) {
        if (!send(text)) {
            return; // the client is gone
        }
        var unused = writer.whenConsumed()
                .orTimeout(STALL_SECONDS, TimeUnit.SECONDS)
                .whenComplete((taken, stalled) -> {
                    if (stalled == null) {
                        later();
                    } else {
                        writer.abort(stalled);
                    }
                });
    }
}
