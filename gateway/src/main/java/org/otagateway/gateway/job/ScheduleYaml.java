// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.gateway.input.YamlList;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;

/** The {@code schedule} of a job file. */
final class ScheduleYaml {
    /** Windows are read where each card is. */
    private static final String CARD = "card";

    private ScheduleYaml() {}

    static Schedule read(YamlMap yaml) {
        Optional<Instant> start = yaml.optionalScalar("start").map(time -> time.parse(ScheduleYaml::time));
        Optional<Instant> end = yaml.optionalScalar("end").map(time -> time.parse(ScheduleYaml::time));
        List<Schedule.Window> windows = new ArrayList<>();
        yaml.optional("windows").ifPresent(node -> {
            List<YamlNode> list = node instanceof YamlList several ? several.nodes() : List.of(node);
            list.forEach(window -> windows.add(window.asScalar().parse(Schedule.Window::parse)));
        });
        boolean cardZone = yaml.optionalScalar("time-zone")
                .map(name -> name.anyText().equals(CARD))
                .orElse(false);
        ZoneId zone = yaml.optionalScalar(cardZone ? "default-time-zone" : "time-zone")
                .map(name -> name.parse(ScheduleYaml::zone))
                .orElse(ZoneOffset.UTC);
        yaml.noOtherKeys();
        try {
            return new Schedule(start.orElse(null), end.orElse(null), windows, zone, cardZone);
        } catch (IllegalArgumentException e) {
            String field = String.valueOf(e.getMessage()).replaceFirst(":.*", "");
            throw yaml.scalar(field).wrong(Expectation.of(e));
        }
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time such as 2026-12-01T08:00:00+01:00", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time zone such as Europe/Berlin, or card", e);
        }
    }
}
