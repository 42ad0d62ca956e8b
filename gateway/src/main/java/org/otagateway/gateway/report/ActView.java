// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.otagateway.gateway.job.JobAct;

/**
 * What was done to a job, as it is told.
 *
 * @param act as the store has it
 */
public record ActView(JobAct act) {
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", act.happened().toString());
        json.put("act", act.kind().label());
        json.put("by", act.by());
        json.put("reason", act.reason());
        return json;
    }

    static ActView fromJson(JsonNode json) {
        return new ActView(new JobAct(
                Instant.parse(json.path("at").asText()),
                JobAct.Kind.ofLabel(json.path("act").asText()),
                json.path("by").asText(),
                json.path("reason").isTextual() ? json.path("reason").asText() : null));
    }

    @Override
    public String toString() {
        return act.happened() + " " + act.kind().label() + " by " + act.by()
                + (act.reason() == null ? "" : ": " + act.reason());
    }
}
