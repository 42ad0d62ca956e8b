// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A part of the cards of a job, sent before the next part begins.
 *
 * @param size how {@code amount} is meant
 * @param amount cards from 1, or percent of the job's cards above 0 up to 100; 0 where the size is the rest
 * @param spread whether its cards are taken evenly over the card file, and not in its order
 * @param stop the failures that pause the job; null: none
 * @param done of its cards, in percent above 0 up to 100, so many have an outcome before the next wave
 * @param pause and then so long passes, 0 to 63 days
 */
public record Wave(
        Size size, double amount, boolean spread, @Nullable FailureLimit stop, double done, Duration pause) {
    private static final Duration LONGEST = Duration.ofDays(63);

    /** How large a wave is told to be. */
    public enum Size {
        CARDS,
        SHARE,
        REST
    }

    /** All that no wave before took. */
    public static final Wave REST = new Wave(Size.REST, 0, false, null, 100, Duration.ZERO);

    /** @throws IllegalArgumentException where a field is out of its range; the message names it as the job file does */
    public Wave {
        switch (size) {
            case CARDS -> require(amount >= 1 && amount == Math.rint(amount), "cards: expected a number from 1");
            case SHARE -> require(amount > 0 && amount <= 100, "share: expected above 0 % up to 100 %");
            case REST -> require(amount == 0, "rest: expected no amount");
        }
        require(done > 0 && done <= 100, "done: expected above 0 % up to 100 %");
        require(!pause.isNegative() && pause.compareTo(LONGEST) <= 0, "wait: expected PT0S to " + LONGEST);
    }

    private static void require(boolean good, String expected) {
        if (!good) {
            throw new IllegalArgumentException(expected);
        }
    }

    /** Its cards in a job of {@code total}, of which {@code left} are in no wave yet. */
    public long cards(long total, long left) {
        return switch (size) {
            case CARDS -> Math.min((long) amount, left);
            case SHARE -> Math.min((long) Math.ceil(total * amount / 100), left);
            case REST -> left;
        };
    }

    /** Whether the next wave may begin after so many outcomes, the pause aside. */
    public boolean isDone(long cards, long ended) {
        return ended * 100.0 >= cards * done;
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (size) {
            case CARDS -> json.put("cards", (long) amount);
            case SHARE -> json.put("share", amount);
            case REST -> json.put("rest", true);
        }
        json.put("spread", spread);
        if (stop != null) {
            json.put("stop-after-failures", stop.toString());
        }
        json.put("done", done);
        json.put("wait", pause.toString());
        return json;
    }

    static Wave fromJson(JsonNode json) {
        Size size = json.has("cards") ? Size.CARDS : json.has("share") ? Size.SHARE : Size.REST;
        return new Wave(
                size,
                switch (size) {
                    case CARDS -> json.get("cards").asLong();
                    case SHARE -> json.get("share").asDouble();
                    case REST -> 0;
                },
                JobDefinitionJson.required(json, "spread").asBoolean(),
                json.has("stop-after-failures")
                        ? FailureLimit.parse(json.get("stop-after-failures").asText())
                        : null,
                JobDefinitionJson.required(json, "done").asDouble(),
                Duration.parse(JobDefinitionJson.required(json, "wait").asText()));
    }
}
