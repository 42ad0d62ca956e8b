// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.store.Facts;
import org.otagateway.gateway.store.ReadView;
import org.otagateway.packet.bytes.Octets;

/**
 * Which of several gateways has the card file of a job that is not planned to its end: it alone goes on with it.
 *
 * @param gateway its name
 * @param since when the file was handed to it
 * @param gone since when it is not there; null: it is
 */
public record PlanningPlace(
        String gateway, Instant since, @Nullable Instant gone) {
    private static final String FACT = "planning.";

    /** Notes that a file was handed to {@code gateway}. */
    public static void note(Facts facts, long jobId, String gateway, Instant since) {
        facts.put(
                FACT + jobId,
                Octets.copyOf((since.truncatedTo(ChronoUnit.MILLIS) + " " + gateway).getBytes(StandardCharsets.UTF_8)));
    }

    /** The file is planned, or given up. */
    public static void forget(Facts facts, long jobId) {
        facts.remove(FACT + jobId);
    }

    /** Null where no gateway has a file of the job, or the store has one owner. */
    static @Nullable PlanningPlace of(ReadView view, Job job) {
        Octets fact = job.planningDone() || job.finished() != null ? null : view.fact(FACT + job.id());
        if (fact == null) {
            return null;
        }
        String text = new String(fact.toByteArray(), StandardCharsets.UTF_8);
        int blank = text.indexOf(' ');
        String gateway = text.substring(blank + 1);
        return new PlanningPlace(gateway, Instant.parse(text.substring(0, blank)), view.gatewayGone(gateway));
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gateway", gateway);
        json.put("since", since.toString());
        json.put("gone", Objects.toString(gone, null));
        return json;
    }

    static @Nullable PlanningPlace fromJson(JsonNode json) {
        return json.isObject()
                ? new PlanningPlace(
                        json.path("gateway").asText(),
                        Instant.parse(json.path("since").asText()),
                        json.path("gone").isTextual()
                                ? Instant.parse(json.path("gone").asText())
                                : null)
                : null;
    }

    @Override
    public String toString() {
        return "planning: the card file was handed to gateway " + gateway + " at " + since
                + (gone == null
                        ? ", which goes on with it"
                        : "; it is gone since " + gone + ": start it again, or hand the same files to another");
    }
}
