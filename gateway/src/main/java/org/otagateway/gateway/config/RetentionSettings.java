// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.config;

import java.time.Duration;
import java.util.Optional;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlScalar;

/**
 * How long details are kept.
 *
 * @param deliveries of a job after its end, 10 days at least: message ids are kept for nine, and a proof of receipt that
 *     comes later finds nothing; empty: for ever
 * @param events what came in and what was noted, one day at least; empty: as long as their deliveries
 */
public record RetentionSettings(Optional<Duration> deliveries, Optional<Duration> events) {
    private static final Duration LEAST_DELIVERIES = Duration.ofDays(10);
    private static final Duration LEAST_EVENTS = Duration.ofDays(1);

    /** What a configuration without a word on it means. */
    public static final RetentionSettings DEFAULT =
            new RetentionSettings(Optional.of(Duration.ofDays(90)), Optional.of(Duration.ofDays(30)));

    /** Nothing is dropped. */
    public static final RetentionSettings NEVER = new RetentionSettings(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException where one is too short */
    public RetentionSettings {
        require("deliveries", deliveries, LEAST_DELIVERIES);
        require("events", events, LEAST_EVENTS);
    }

    private static void require(String name, Optional<Duration> value, Duration least) {
        if (value.isPresent() && value.get().compareTo(least) < 0) {
            throw new IllegalArgumentException(name + ": expected P" + least.toDays() + "D or more");
        }
    }

    static RetentionSettings read(YamlMap yaml) {
        RetentionSettings read = new RetentionSettings(
                duration(yaml, "deliveries", LEAST_DELIVERIES, DEFAULT.deliveries),
                duration(yaml, "events", LEAST_EVENTS, DEFAULT.events));
        yaml.noOtherKeys();
        return read;
    }

    private static Optional<Duration> duration(YamlMap yaml, String key, Duration least, Optional<Duration> usual) {
        Optional<YamlScalar> scalar = yaml.optionalScalar(key);
        if (scalar.isEmpty()) {
            return usual;
        }
        if (scalar.get().anyText().equals("never")) {
            return Optional.empty();
        }
        Duration duration = scalar.get().duration();
        if (duration.compareTo(least) < 0) {
            throw scalar.get().wrong("P" + least.toDays() + "D or more, or never");
        }
        return Optional.of(duration);
    }
}
