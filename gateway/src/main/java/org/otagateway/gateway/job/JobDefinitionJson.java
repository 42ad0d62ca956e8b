// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.otagateway.gateway.operation.Operation;
import org.otagateway.gateway.operation.OperationJson;
import org.otagateway.packet.apdu.ExpectedStatusWords;

/**
 * A {@link JobDefinition} as JSON, read and written side by side. Field by field: what lies in stores must not change by a
 * renaming.
 */
final class JobDefinitionJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ANY = "none";

    private JobDefinitionJson() {}

    static String write(JobDefinition job) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", job.name());
        json.put("application", job.applicationName());
        ArrayNode script = json.putArray("script");
        job.script().forEach(operation -> script.add(OperationJson.write(operation)));
        ExpectedStatusWords expect = job.expect();
        json.put("expect", expect == null ? ANY : expect.toString());
        json.put("repeatable", job.repeatable());
        job.maxParts().ifPresent(parts -> json.put("max-parts", parts));
        json.set("policy", write(job.policy()));
        write(job.campaign(), json);
        ArrayNode applications = json.putArray("applications");
        job.applications().values().forEach(resolved -> applications.add(ResolvedApplicationJson.write(resolved)));
        return json.toString();
    }

    static JobDefinition read(String text) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the definition of a job in the store is no JSON", e);
        }
        List<Operation> script = new ArrayList<>();
        required(json, "script").forEach(operation -> script.add(OperationJson.read(operation)));
        Map<String, ResolvedApplication> applications = new TreeMap<>();
        required(json, "applications").forEach(node -> {
            ResolvedApplication resolved = ResolvedApplicationJson.read(node);
            applications.put(resolved.profile(), resolved);
        });
        String expect = required(json, "expect").asText();
        return new JobDefinition(
                required(json, "name").asText(),
                required(json, "application").asText(),
                script,
                expect.equals(ANY) ? null : ExpectedStatusWords.parse(List.of(expect)),
                required(json, "repeatable").asBoolean(),
                json.has("max-parts") ? OptionalInt.of(json.get("max-parts").asInt()) : OptionalInt.empty(),
                readPolicy(required(json, "policy")),
                readCampaign(json),
                applications);
    }

    private static void write(Campaign campaign, ObjectNode json) {
        if (!campaign.schedule().equals(Schedule.ALWAYS)) {
            json.set("schedule", campaign.schedule().toJson());
        }
        if (campaign.priority() != Priority.NORMAL) {
            json.put("priority", campaign.priority().label());
        }
        campaign.maxUnderWay().ifPresent(cards -> json.put("max-under-way", cards));
        if (!campaign.waves().isEmpty()) {
            ArrayNode waves = json.putArray("waves");
            campaign.waves().forEach(wave -> waves.add(wave.toJson()));
        }
    }

    private static Campaign readCampaign(JsonNode json) {
        List<Wave> waves = new ArrayList<>();
        json.path("waves").forEach(wave -> waves.add(Wave.fromJson(wave)));
        return new Campaign(
                json.has("schedule") ? Schedule.fromJson(json.get("schedule")) : Schedule.ALWAYS,
                json.has("priority") ? Priority.ofLabel(json.get("priority").asText()) : Priority.NORMAL,
                json.has("max-under-way")
                        ? OptionalInt.of(json.get("max-under-way").asInt())
                        : OptionalInt.empty(),
                waves);
    }

    private static ObjectNode write(Policy policy) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("attempts", policy.attempts());
        json.put("validity", policy.validity().toString());
        json.put("response", policy.response().toString());
        json.put("retry-after", policy.retryAfter().toString());
        json.put("expires", policy.expires().toString());
        json.put("restarts", policy.restarts());
        policy.rate().ifPresent(rate -> json.put("rate", rate));
        json.put("probe", policy.probe());
        policy.stopAfterFailures().ifPresent(percent -> json.put("stop-after-failures", percent));
        return json;
    }

    private static Policy readPolicy(JsonNode json) {
        return new Policy(
                required(json, "attempts").asInt(),
                Duration.parse(required(json, "validity").asText()),
                Duration.parse(required(json, "response").asText()),
                Duration.parse(required(json, "retry-after").asText()),
                Duration.parse(required(json, "expires").asText()),
                json.has("restarts") ? json.get("restarts").asInt() : Policy.DEFAULT.restarts(),
                json.has("rate") ? OptionalInt.of(json.get("rate").asInt()) : OptionalInt.empty(),
                required(json, "probe").asBoolean(),
                json.has("stop-after-failures")
                        ? OptionalDouble.of(json.get("stop-after-failures").asDouble())
                        : OptionalDouble.empty());
    }

    static JsonNode required(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null) {
            throw new IllegalArgumentException("the definition of a job in the store lacks " + field);
        }
        return value;
    }
}
