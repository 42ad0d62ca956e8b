// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.store.JobCountQueries.Count;
import org.otagateway.gateway.store.ReadView;

/**
 * A wave of a job that has begun, as it is told to people and programs.
 *
 * @param wave its number, from 1
 * @param of how many waves there are
 * @param begun ISO 8601 in UTC
 * @param cards how many it has
 * @param ended those with an outcome
 * @param failed those of them that count as failures
 */
public record WaveView(int wave, int of, String begun, long cards, long ended, long failed) {
    static List<WaveView> of(ReadView view, Job job) {
        int waves = job.definition().campaign().waves().size();
        return view.waves().list(job.id()).stream()
                .map(begun -> {
                    Count count = view.jobCounts().all(job.id(), begun.wave());
                    return new WaveView(
                            begun.wave(),
                            waves,
                            begun.begun().toString(),
                            begun.cards(),
                            count.ended(),
                            count.failed());
                })
                .toList();
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("wave", wave);
        json.put("of", of);
        json.put("begun", begun);
        json.put("cards", cards);
        json.put("ended", ended);
        json.put("failed", failed);
        return json;
    }

    static WaveView fromJson(JsonNode json) {
        return new WaveView(
                json.path("wave").asInt(),
                json.path("of").asInt(),
                json.path("begun").asText(),
                json.path("cards").asLong(),
                json.path("ended").asLong(),
                json.path("failed").asLong());
    }

    @Override
    public String toString() {
        return "wave " + wave + " of " + of + " since " + begun + ": " + cards + " cards, " + ended + " ended, "
                + failed + " failed";
    }
}
