// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import static org.otagateway.gateway.job.JobDefinitionJson.required;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.CardReading;
import org.otagateway.gateway.card.CounterRule;
import org.otagateway.gateway.card.KicCoding;
import org.otagateway.gateway.card.KidCoding;
import org.otagateway.gateway.card.MemoryFull;
import org.otagateway.gateway.card.Resync;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/** A {@link ResolvedApplication} as JSON, read and written side by side. */
final class ResolvedApplicationJson {
    private ResolvedApplicationJson() {}

    static ObjectNode write(ResolvedApplication resolved) {
        Application application = resolved.application();
        CardReading reading = resolved.reading();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("profile", resolved.profile());
        json.put("name", application.name());
        json.put("tar", application.tar().toString());
        json.put("spi", application.spi().toString());
        json.put("key-version", application.keyVersion());
        json.put("kic", application.kicCoding().label());
        json.put("kid", application.kidCoding().label());
        json.put("check-length", application.checkLength());
        json.put("format", application.format().label());
        json.put("security-domain", application.securityDomain());
        json.put("counter-domain", reading.counterRule().label());
        json.put("shared", reading.shared());
        json.put("resync", reading.resync().way().label());
        json.put("leap", reading.resync().leap());
        json.put("jumps", reading.resync().jumps());
        reading.refusedAfterCounter().forEach(json.putArray("refused-after-counter")::add);
        reading.replay().forEach(json.putArray("replay")::add);
        ObjectNode full = json.putObject("memory-full");
        reading.memoryFull().errors().forEach(full.putArray("errors")::add);
        reading.memoryFull().statuses().forEach(full.putArray("statuses")::add);
        json.put("wide-reference", reading.wideReference());
        json.put("strict", reading.strict());
        return json;
    }

    static ResolvedApplication read(JsonNode json) {
        return new ResolvedApplication(
                required(json, "profile").asText(),
                new Application(
                        required(json, "name").asText(),
                        Tar.hex(required(json, "tar").asText()),
                        Spi.hex(required(json, "spi").asText()),
                        required(json, "key-version").asInt(),
                        word(KicCoding.byLabel(), json, "kic"),
                        word(KidCoding.byLabel(), json, "kid"),
                        required(json, "check-length").asInt(),
                        word(ScriptFormat.byLabel(), json, "format"),
                        required(json, "security-domain").asText()),
                new CardReading(
                        word(CounterRule.byLabel(), json, "counter-domain"),
                        required(json, "shared").asBoolean(),
                        new Resync(
                                // A job of the release before has none of the two.
                                json.has("resync") ? word(Resync.Way.byLabel(), json, "resync") : Resync.DEFAULT.way(),
                                required(json, "leap").asInt(),
                                json.path("jumps").asInt(Resync.DEFAULT.jumps())),
                        statuses(required(json, "refused-after-counter")),
                        statuses(required(json, "replay")),
                        memoryFull(json.path("memory-full")),
                        required(json, "wide-reference").asBoolean(),
                        required(json, "strict").asBoolean()));
    }

    /** A job of the release before has none. */
    private static MemoryFull memoryFull(JsonNode json) {
        if (!json.isObject()) {
            return MemoryFull.DEFAULT;
        }
        Set<String> errors = new TreeSet<>();
        required(json, "errors").forEach(error -> errors.add(error.asText()));
        return new MemoryFull(errors, statuses(required(json, "statuses")));
    }

    private static Set<Integer> statuses(JsonNode array) {
        Set<Integer> statuses = new TreeSet<>();
        array.forEach(status -> statuses.add(status.asInt()));
        return statuses;
    }

    private static <T> T word(Map<String, T> words, JsonNode json, String field) {
        T value = words.get(required(json, field).asText());
        if (value == null) {
            throw new IllegalArgumentException("the definition of a job in the store has an unknown " + field);
        }
        return value;
    }
}
