// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.outcome.DeliveryRules;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.ArchiveQueries.Archived;
import org.otagateway.gateway.store.ReportQueries;
import org.otagateway.gateway.store.Store;

/**
 * What a job came to, as the store has it.
 *
 * @param outcomes cards of each outcome, zeros included
 * @param asked of the unconfirmed those whose job asked for no PoR
 * @param waves those that have begun
 * @param waiting why cards have no outcome yet
 * @param dropped since when retention dropped its details; null: they are kept
 * @param leapt cards whose counter leapt to be found again
 * @param acts what was done to it, the newest first
 * @param planning which of several gateways has its card file; null where that is not to be told
 */
public record JobSummary(
        JobView job,
        Map<Outcome, Long> outcomes,
        long asked,
        ReportQueries.Totals totals,
        List<WaveView> waves,
        Waiting waiting,
        @Nullable Instant dropped,
        long leapt,
        List<ActView> acts,
        @Nullable PlanningPlace planning) {
    private static final int MOST_ACTS = 100;
    /** As the contract lists them: what is final first. */
    private static final List<Outcome> IN_ORDER = List.of(
            Outcome.CONFIRMED,
            Outcome.FAILED,
            Outcome.REFUSED,
            Outcome.ACCEPTED,
            Outcome.UNCONFIRMED,
            Outcome.UNDELIVERED,
            Outcome.EXPIRED,
            Outcome.CANCELLED,
            Outcome.PENDING);

    /** Reads what {@code job} came to until {@code now}. */
    public static JobSummary of(Store store, Job job, Instant now) {
        return store.read(view -> {
            JobSummary kept = new JobSummary(
                    JobView.of(job),
                    view.reports().outcomes(job.id()),
                    view.reports().unconfirmedWithDetail(job.id(), DeliveryRules.NO_POR_ASKED),
                    view.reports().totals(job.id()),
                    WaveView.of(view, job),
                    Waiting.of(view, job, now),
                    null,
                    view.reports().leapt(job.id()),
                    view.jobs().acts(job.id(), MOST_ACTS).stream()
                            .map(ActView::new)
                            .toList(),
                    PlanningPlace.of(view, job));
            Archived archived = view.archive().find(job.id());
            return archived == null ? kept : kept.with(archived);
        });
    }

    /** With the deliveries that were dropped. */
    private JobSummary with(Archived archived) {
        Map<Outcome, Long> all = new EnumMap<>(outcomes);
        archived.outcomes().forEach((outcome, cards) -> all.merge(outcome, cards, Long::sum));
        return new JobSummary(
                job,
                all,
                asked + archived.asked(),
                new ReportQueries.Totals(
                        totals.packets() + archived.totals().packets(),
                        totals.segments() + archived.totals().segments(),
                        totals.segmentsSubmitted() + archived.totals().segmentsSubmitted()),
                waves,
                waiting,
                archived.since(),
                leapt + archived.leapt(),
                acts,
                planning);
    }

    /** Cards of the job. */
    public long total() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All well only where every card is confirmed, or unconfirmed because the job asked for no PoR. */
    public ExitCode exitCode() {
        long good = count(Outcome.CONFIRMED) + asked;
        return good == total() && job.rejectedRows() == 0 ? ExitCode.ALL_WELL : ExitCode.OTHER_OUTCOME;
    }

    public long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** The object that {@code push} and {@code demo} end with, less its seconds. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("job", job.name());
        json.put("id", job.id());
        json.put("run", job.run());
        json.put("state", job.stateWord());
        addCounts(json);
        json.put("rejected_rows", job.rejectedRows());
        return json;
    }

    /** The same object with the time that a command took. */
    public ObjectNode toJson(double seconds) {
        return toJson().put("seconds", Math.round(seconds * 1000) / 1000.0);
    }

    /** All that is known of the job, {@link JobView#toJson} included. */
    public ObjectNode toFullJson() {
        ObjectNode json = job.toJson();
        addCounts(json);
        ArrayNode begun = json.putArray("waves");
        waves.forEach(wave -> begun.add(wave.toJson()));
        waiting.addTo(json);
        json.put("details_dropped", Objects.toString(dropped, null));
        json.put("counters_leapt", leapt);
        ArrayNode done = json.putArray("acts");
        acts.forEach(act -> done.add(act.toJson()));
        json.set("planning", planning == null ? json.nullNode() : planning.toJson());
        return json;
    }

    private void addCounts(ObjectNode json) {
        json.put("total", total());
        json.set("outcomes", toJson(outcomes));
        json.put("no_por_asked", asked);
        json.put("packets", totals.packets());
        json.put("segments", totals.segments());
        json.put("segments_submitted", totals.segmentsSubmitted());
    }

    /** One field an outcome, zeros included, what is final first. */
    public static ObjectNode toJson(Map<Outcome, Long> outcomes) {
        ObjectNode counts = JsonNodeFactory.instance.objectNode();
        for (Outcome outcome : IN_ORDER) {
            counts.put(outcome.label(), outcomes.getOrDefault(outcome, 0L));
        }
        return counts;
    }

    /** Reads what {@link #toJson(Map)} wrote. */
    public static Map<Outcome, Long> outcomes(JsonNode counts) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : IN_ORDER) {
            outcomes.put(outcome, counts.path(outcome.label()).asLong());
        }
        return outcomes;
    }

    /** @throws IllegalArgumentException where the object is not one of {@link #toFullJson} */
    public static JobSummary fromJson(JsonNode json) {
        List<WaveView> waves = new ArrayList<>();
        json.path("waves").forEach(wave -> waves.add(WaveView.fromJson(wave)));
        List<ActView> acts = new ArrayList<>();
        json.path("acts").forEach(act -> acts.add(ActView.fromJson(act)));
        return new JobSummary(
                JobView.fromJson(json),
                outcomes(json.path("outcomes")),
                json.path("no_por_asked").asLong(),
                new ReportQueries.Totals(
                        json.path("packets").asLong(),
                        json.path("segments").asLong(),
                        json.path("segments_submitted").asLong()),
                waves,
                Waiting.fromJson(json),
                json.path("details_dropped").isTextual()
                        ? Instant.parse(json.path("details_dropped").asText())
                        : null,
                json.path("counters_leapt").asLong(),
                acts,
                PlanningPlace.fromJson(json.path("planning")));
    }

    /** A table for people. */
    public void print(PrintStream out) {
        out.printf("job %d, %s%s%n", job.id(), job.name(), job.run() > 1 ? ", run " + job.run() : "");
        long total = total();
        for (Outcome outcome : IN_ORDER) {
            long count = count(outcome);
            if (count > 0 || outcome == Outcome.CONFIRMED) {
                out.printf(
                        Locale.ROOT,
                        "  %-12s %9d  %5.1f %%%n",
                        outcome.label(),
                        count,
                        total == 0 ? 0.0 : 100.0 * count / total);
            }
        }
        out.printf("  %-12s %9d%n", "total", total);
        if (job.rejectedRows() > 0) {
            out.printf("  %d rows of the card file were rejected%n", job.rejectedRows());
        }
        out.printf(
                "  %d packets of %d segments, %d segments submitted%n",
                totals.packets(), totals.segments(), totals.segmentsSubmitted());
        if (planning != null) {
            out.printf("  %s%n", planning);
        }
        if (leapt > 0) {
            out.printf("  %d cards whose counter leapt to be found again%n", leapt);
        }
        if (dropped != null) {
            out.printf("  retention dropped the details since %s%n", dropped);
        }
    }
}
