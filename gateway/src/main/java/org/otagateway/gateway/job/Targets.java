// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.outcome.Outcome;

/**
 * Which cards of the store a job is for, in place of a card file.
 *
 * @param filter what is asked of the cards
 * @param job the number or name of another job, whose cards alone are meant; null: all of the store
 * @param outcomes what they came to in that job; empty where there is none
 * @param place where {@code job} was said, for faults
 */
public record Targets(CardFilter filter, @Nullable String job, Set<Outcome> outcomes, String place) {
    /** Without words on outcomes: those for which the other job did nothing that is known, and nobody wanted that. */
    public static final Set<Outcome> USUAL = Set.copyOf(
            EnumSet.of(Outcome.FAILED, Outcome.REFUSED, Outcome.UNCONFIRMED, Outcome.UNDELIVERED, Outcome.EXPIRED));

    private static final JsonMapper MAPPER = new JsonMapper();

    /** @throws IllegalArgumentException where outcomes are asked for without a job, or none with one */
    public Targets {
        outcomes = Set.copyOf(outcomes);
        if (job == null && !outcomes.isEmpty()) {
            throw new IllegalArgumentException("outcomes: expected a job that they are of");
        }
        if (job != null && outcomes.isEmpty()) {
            throw new IllegalArgumentException("outcomes: expected one at least");
        }
    }

    /** As a map in YAML, and one text for one meaning: what names a job beside its file. */
    public String text(@Nullable Long jobId) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (filter.profile() != null) {
            json.put("profile", filter.profile());
        }
        if (filter.iccid() != null) {
            json.put("iccid", filter.iccid().toString());
        }
        if (filter.msisdn() != null) {
            json.put("msisdn", filter.msisdn());
        }
        if (filter.neverReached()) {
            json.put("never-reached", true);
        }
        if (job != null) {
            json.put("job", jobId == null ? job : jobId.toString());
            json.put("outcomes", outcomes.stream().sorted().map(Outcome::label).collect(Collectors.joining(",")));
        }
        return json.toString();
    }

    /** Reads what {@link #text} wrote for a job that is known by its number. */
    public static Targets parse(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            String iccid = json.path("iccid").asText("");
            return new Targets(
                    new CardFilter(
                            json.path("profile").textValue(),
                            iccid.isEmpty() ? null : CardFilter.Iccids.parse(iccid),
                            json.path("msisdn").textValue(),
                            null,
                            json.path("never-reached").asBoolean()),
                    json.path("job").textValue(),
                    json.has("outcomes") ? Outcome.parse(json.path("outcomes").asText()) : Set.of(),
                    "targets");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the targets of a job in the store are no JSON", e);
        }
    }

    /** The job that is meant, where one is. */
    public String requiredJob() {
        return Objects.requireNonNull(job);
    }
}
