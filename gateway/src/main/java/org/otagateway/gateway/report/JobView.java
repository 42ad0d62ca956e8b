// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.operation.Operation;

/**
 * A job as it is told to people and programs.
 *
 * @param id its row
 * @param name as its file names it
 * @param run 1, and one more each time it was asked for again
 * @param state where it stands
 * @param reason why it is paused or stopped; null where nothing is to say
 * @param digest 64 hexadecimal digits that name its two files
 * @param created ISO 8601 in UTC, as the other times
 * @param started when its first packet was planned to go; null before
 * @param finished when its last delivery ended; null before
 * @param plannedRows rows of the card file that are taken in, refused ones included
 * @param planningDone whether those are all
 * @param rejectedRows rows that were refused
 * @param priority interactive, high, normal or low
 * @param starts when it begins, as its file says; null where that is at once
 * @param operations what its script says, in words; no value of a card is in it
 */
public record JobView(
        long id,
        String name,
        int run,
        JobState state,
        @Nullable String reason,
        String digest,
        String created,
        @Nullable String started,
        @Nullable String finished,
        long plannedRows,
        boolean planningDone,
        long rejectedRows,
        String priority,
        @Nullable String starts,
        List<String> operations) {
    public JobView {
        operations = List.copyOf(operations);
    }

    public static JobView of(Job job) {
        return new JobView(
                job.id(),
                job.name(),
                job.run(),
                job.state(),
                job.reason(),
                job.digest(),
                job.created().toString(),
                Objects.toString(job.started(), null),
                Objects.toString(job.finished(), null),
                job.plannedRows(),
                job.planningDone(),
                job.rejectedRows(),
                job.definition().campaign().priority().label(),
                Objects.toString(job.definition().schedule().start(), null),
                job.definition().script().stream().map(Operation::describe).toList());
    }

    /** The state in lower case. */
    public String stateWord() {
        return state.label();
    }

    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.put("job", name);
        json.put("run", run);
        json.put("state", stateWord());
        json.put("reason", reason);
        json.put("digest", digest);
        json.put("created", created);
        json.put("started", started);
        json.put("finished", finished);
        json.put("planned_rows", plannedRows);
        json.put("planning_done", planningDone);
        json.put("rejected_rows", rejectedRows);
        json.put("priority", priority);
        json.put("starts", starts);
        operations.forEach(json.putArray("operations")::add);
        return json;
    }

    /** @throws IllegalArgumentException where the object is not one of {@link #toJson} */
    public static JobView fromJson(JsonNode json) {
        return new JobView(
                json.path("id").asLong(),
                json.path("job").asText(),
                json.path("run").asInt(),
                JobState.valueOf(json.path("state").asText().toUpperCase(Locale.ROOT)),
                text(json, "reason"),
                json.path("digest").asText(),
                json.path("created").asText(),
                text(json, "started"),
                text(json, "finished"),
                json.path("planned_rows").asLong(),
                json.path("planning_done").asBoolean(),
                json.path("rejected_rows").asLong(),
                json.path("priority").asText(),
                text(json, "starts"),
                operations(json.path("operations")));
    }

    private static List<String> operations(JsonNode json) {
        List<String> operations = new ArrayList<>();
        json.forEach(operation -> operations.add(operation.asText()));
        return operations;
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
