// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.client.ApiClient;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.report.JobSummary;
import org.otagateway.gateway.report.JobView;
import org.otagateway.gateway.report.ReportOrder;

/** The jobs of a store that a daemon owns, through its API. */
final class DaemonJobs implements JobAccess {
    private final ApiClient client;

    DaemonJobs(ApiClient client) {
        this.client = client;
    }

    @Override
    public List<JobView> page(long after, int limit) {
        List<JobView> jobs = new ArrayList<>();
        client.get("jobs?after=" + after + "&limit=" + limit)
                .path("jobs")
                .forEach(job -> jobs.add(JobView.fromJson(job)));
        return jobs;
    }

    @Override
    public @Nullable JobView find(long id) {
        JsonNode job = client.find("jobs/" + id);
        return job == null ? null : JobView.fromJson(job);
    }

    @Override
    public JobSummary summary(JobView job) {
        return JobSummary.fromJson(client.get("jobs/" + job.id()));
    }

    @Override
    public List<RejectedRow> rejected(long id, long after, int limit) {
        List<RejectedRow> rows = new ArrayList<>();
        client.get("jobs/" + id + "/rejected?after=" + after + "&limit=" + limit)
                .path("rejected")
                .forEach(row -> rows.add(new RejectedRow(
                        row.path("line").asLong(), row.path("reason").asText())));
        return rows;
    }

    @Override
    public @Nullable JsonNode delivery(long id, String iccid) {
        return client.find("jobs/" + id + "/deliveries/" + iccid);
    }

    @Override
    public JobView change(long id, Change change, Asked asked) {
        String reason = asked.reason() == null ? "" : "&reason=" + encoded(asked.reason());
        return JobView.fromJson(client.post(
                "jobs/" + id + "/" + change.name().toLowerCase(Locale.ROOT) + "?by=" + encoded(asked.by()) + reason));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void report(long id, ReportOrder order, OutputStream out) throws IOException {
        try (InputStream lines = client.stream("jobs/" + id + "/report?" + order.query())) {
            lines.transferTo(out);
            out.flush();
        }
    }

    @Override
    public void close() {
        // nothing is open between two requests
    }
}
