// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.daemon.Daemon;
import org.otagateway.gateway.daemon.Session;
import org.otagateway.gateway.daemon.Upload;
import org.otagateway.gateway.plan.TargetPlanner;
import org.otagateway.gateway.report.JobSummary;

/** A job in: {@code POST /api/v1/jobs} with a form of the parts {@code job}, {@code cards} or {@code targets}, and {@code file} for each file that the job names. */
final class JobOrder {
    /** As much as a file is read of from the disk. */
    private static final long MAX_JOB = 4L << 20;

    private static final long MAX_TARGETS = 4L << 10;
    private static final long PREVIEW = 3;
    private static final long MAX_PREVIEW = 1_000;
    /** A load file is at most some hundred kilobytes. */
    private static final long MAX_FILE = 16L << 20;

    private final Daemon daemon;

    JobOrder(Daemon daemon) {
        this.daemon = daemon;
    }

    HttpResponse post(ServiceRequestContext context, HttpRequest request) throws IOException {
        Query query = new Query(context);
        boolean again = query.flag("again");
        boolean draft = query.flag("draft");
        boolean strict = query.flag("strict");
        boolean replaceKeys = query.flag("replace_keys");
        var limit = query.number("limit", 1, Long.MAX_VALUE);
        query.noOther();
        Session session = daemon.session();
        try (Upload upload = session.begin()) {
            Names names = receive(request, upload);
            Session.Order order =
                    new Session.Order(names.job, names.cards, names.targets, limit, again, draft, strict, replaceKeys);
            Session.Taken taken = session.take(upload, order);
            ObjectNode json =
                    JobSummary.of(session.store(), taken.job(), session.now()).toFullJson();
            json.put("new", taken.created());
            json.put("resumed", taken.resumed());
            json.put("was", taken.was());
            return Json.response(taken.created() ? HttpStatus.CREATED : HttpStatus.OK, json);
        }
    }

    /** {@code POST /api/v1/jobs/preview}: the same form; what the first cards would get, and nothing of it is kept. */
    HttpResponse preview(ServiceRequestContext context, HttpRequest request) throws IOException {
        Query query = new Query(context);
        boolean strict = query.flag("strict");
        boolean replaceKeys = query.flag("replace_keys");
        OptionalLong limit =
                OptionalLong.of(query.number("limit", 1, MAX_PREVIEW).orElse(PREVIEW));
        query.noOther();
        Session session = daemon.session();
        try (Upload upload = session.begin()) {
            Names names = receive(request, upload);
            return Json.response(
                    HttpStatus.OK,
                    session.preview(
                            upload,
                            new Session.Order(
                                    names.job, names.cards, names.targets, limit, false, false, strict, replaceKeys)));
        }
    }

    /** What faults call the two files, and the text of the part targets. */
    private record Names(String job, String cards, @Nullable String targets) {}

    private static Names receive(HttpRequest request, Upload upload) throws IOException {
        String job = null;
        String cards = null;
        String targets = null;
        try (Parts parts = new Parts(request)) {
            for (FormReader.Part part = parts.next(); part != null; part = parts.next()) {
                switch (String.valueOf(part.name())) {
                    case "job" -> {
                        requireFirst(job, "job");
                        job = named(part.filename(), "job.yaml");
                        store(part, upload.job(), MAX_JOB, job);
                    }
                    case "cards" -> {
                        requireFirst(cards, "cards");
                        cards = named(part.filename(), "cards.csv");
                        try (OutputStream out = upload.cards()) {
                            Bodies.copy(part.content(), out, CardEndpoints.MAX_CARDS, cards);
                        }
                    }
                    case "targets" -> {
                        requireFirst(targets, "targets");
                        ByteArrayOutputStream text = new ByteArrayOutputStream();
                        Bodies.copy(part.content(), text, MAX_TARGETS, "targets");
                        targets = text.toString(StandardCharsets.UTF_8);
                    }
                    case "file" -> {
                        String name = named(part.filename(), "");
                        store(part, upload.named(name), MAX_FILE, name);
                    }
                    default ->
                        throw new Problem.Raised(
                                HttpStatus.BAD_REQUEST, "expected the parts job, cards, targets and file, got another");
                }
            }
        }
        if (job == null) {
            throw new Problem.Raised(HttpStatus.BAD_REQUEST, "expected the parts job and cards, got no job");
        }
        if (cards != null && targets != null) {
            throw new Problem.Raised(HttpStatus.BAD_REQUEST, "expected one of the parts cards and targets, got both");
        }
        return new Names(job, cards == null ? TargetPlanner.NAME : cards, targets);
    }

    private static void requireFirst(@Nullable String before, String part) {
        if (before != null) {
            throw new Problem.Raised(HttpStatus.BAD_REQUEST, "expected one part " + part + ", got two");
        }
    }

    private static String named(@Nullable String filename, String usual) {
        return filename == null || filename.isBlank() ? usual : filename.replaceAll("\\p{Cntrl}", "?");
    }

    private static void store(FormReader.Part part, Path file, long max, String name) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            Bodies.copy(part.content(), out, max, name);
        }
    }
}
