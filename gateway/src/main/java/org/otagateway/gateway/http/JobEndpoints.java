// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.daemon.Daemon;
import org.otagateway.gateway.daemon.Session;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.report.JobSummary;
import org.otagateway.gateway.report.JobView;
import org.otagateway.gateway.report.Report;
import org.otagateway.gateway.report.ReportForm;
import org.otagateway.gateway.report.ReportOrder;

/** What is told of jobs, and what an operator does to them. */
final class JobEndpoints {
    private static final int PAGE = 200;
    private static final int MAX_PAGE = 1000;

    private final Daemon daemon;
    private final Executor executor;

    /** @param executor reads what streams send */
    JobEndpoints(Daemon daemon, Executor executor) {
        this.daemon = daemon;
        this.executor = executor;
    }

    /** What an operator does to a job. */
    interface Change {
        Job apply(Session session, long id, Asked asked);
    }

    /** {@code GET /api/v1/jobs}: a page, the oldest first. */
    HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        long after = query.number("after", 0, Long.MAX_VALUE).orElse(0);
        int limit = (int) query.number("limit", 1, MAX_PAGE).orElse(PAGE);
        query.noOther();
        List<Job> page = daemon.session().store().read(view -> view.jobs().page(after, limit));
        ObjectNode json = Json.object();
        ArrayNode jobs = json.putArray("jobs");
        page.forEach(job -> jobs.add(JobView.of(job).toJson()));
        json.put("next", page.size() < limit ? null : page.get(page.size() - 1).id());
        return Json.response(HttpStatus.OK, json);
    }

    /** {@code GET /api/v1/jobs/ID}: the job and what it came to so far. */
    HttpResponse show(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        long id = query.id();
        query.noOther();
        Session session = daemon.session();
        return Json.response(
                HttpStatus.OK,
                JobSummary.of(session.store(), session.find(id), session.now()).toFullJson());
    }

    /** {@code GET /api/v1/jobs/ID/rejected}: a page of the rows that it refused. */
    HttpResponse rejected(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        long id = query.id();
        long after = query.number("after", 0, Long.MAX_VALUE).orElse(0);
        int limit = (int) query.number("limit", 1, MAX_PAGE).orElse(PAGE);
        query.noOther();
        Session session = daemon.session();
        session.find(id);
        List<RejectedRow> rows = session.store().read(view -> view.jobs().rejectedRows(id, after, limit));
        ObjectNode json = Json.object();
        Json.rejected(json, rows);
        json.put("next", rows.size() < limit ? null : rows.get(rows.size() - 1).line());
        return Json.response(HttpStatus.OK, json);
    }

    /** {@code POST /api/v1/jobs/ID/VERB}. */
    Handler change(Change change) {
        return (context, request) -> {
            Query query = new Query(context);
            long id = query.id();
            String by = query.parsed("by", "api", Asked::by);
            String reason = query.<@Nullable String>parsed("reason", "", Asked::reason);
            query.noOther();
            Job job = change.apply(daemon.session(), id, new Asked(by, reason));
            return Json.response(HttpStatus.OK, JobView.of(job).toJson());
        };
    }

    /** {@code GET /api/v1/jobs/ID/report}: one line a card, as a stream. */
    HttpResponse report(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        long id = query.id();
        ReportForm form = query.parsed("format", "csv", ReportOrder::form);
        Set<Outcome> outcomes =
                query.parsed("outcome", "", text -> text.isEmpty() ? ReportOrder.ALL.outcomes() : Outcome.parse(text));
        query.noOther();
        Session session = daemon.session();
        session.find(id);
        Report report = new Report(session.store(), id, new ReportOrder(form, outcomes));
        MediaType type =
                form == ReportForm.CSV ? MediaType.CSV_UTF_8 : MediaType.parse("application/x-ndjson; charset=utf-8");
        return PulledStream.of(context, executor, type, report::next);
    }

    /** {@code GET /api/v1/jobs/ID/deliveries/ICCID}: a card of the job with its packets and all that came in for it. */
    HttpResponse delivery(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        long id = query.id();
        String iccid = query.iccid();
        query.noOther();
        Session session = daemon.session();
        session.find(id);
        ObjectNode delivery = session.deliveries().delivery(id, iccid);
        if (delivery == null) {
            throw new Problem.Raised(
                    HttpStatus.NOT_FOUND, "ICCID: expected a card of job " + id + ", got '" + iccid + "'");
        }
        return Json.response(HttpStatus.OK, delivery);
    }

    /** {@code GET /api/v1/jobs/ID/events}: server-sent events until the job has ended. */
    HttpResponse events(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        long id = query.id();
        query.noOther();
        daemon.session().find(id);
        return new ProgressEvents(daemon, id, context, executor).response();
    }
}
