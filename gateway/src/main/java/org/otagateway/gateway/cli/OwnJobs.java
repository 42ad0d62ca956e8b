// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.dispatch.JobControl;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.report.JobSummary;
import org.otagateway.gateway.report.JobView;
import org.otagateway.gateway.report.Report;
import org.otagateway.gateway.report.ReportOrder;
import org.otagateway.gateway.wiring.Gateway;

/** The jobs of the store that this process opened. */
final class OwnJobs implements JobAccess {
    private final Gateway gateway;

    OwnJobs(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public List<JobView> page(long after, int limit) {
        return gateway.store().read(view -> view.jobs().page(after, limit)).stream()
                .map(JobView::of)
                .toList();
    }

    @Override
    public @Nullable JobView find(long id) {
        Job job = gateway.store().read(view -> view.jobs().find(id));
        return job == null ? null : JobView.of(job);
    }

    @Override
    public JobSummary summary(JobView job) {
        Job stored = gateway.store().read(view -> view.jobs().find(job.id()));
        return JobSummary.of(gateway.store(), Objects.requireNonNull(stored), gateway.now());
    }

    @Override
    public List<RejectedRow> rejected(long id, long after, int limit) {
        return gateway.store().read(view -> view.jobs().rejectedRows(id, after, limit));
    }

    @Override
    public @Nullable JsonNode delivery(long id, String iccid) {
        return gateway.deliveryBook().delivery(id, iccid);
    }

    @Override
    public JobView change(long id, Change change, Asked asked) {
        JobControl control = gateway.control(asked);
        Job job = switch (change) {
            case START -> control.start(id);
            case PAUSE -> control.pause(id);
            case RESUME -> control.resume(id);
            case CANCEL -> control.cancel(id);
            case ABORT -> control.abort(id);
        };
        return JobView.of(Objects.requireNonNull(job));
    }

    @Override
    public void report(long id, ReportOrder order, OutputStream out) throws IOException {
        Report report = new Report(gateway.store(), id, order);
        for (String lines = report.next(); lines != null; lines = report.next()) {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
