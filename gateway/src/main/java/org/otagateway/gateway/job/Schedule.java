// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * When a job sends. Outside of it nothing of the job is sent, as if it were paused; answers are still taken in.
 *
 * @param start nothing is sent before; null: at once
 * @param end what is not confirmed by then is given up, whatever the policy's {@code expires} says; null: that alone
 * @param windows the times of the day in which is sent; empty: all day
 * @param zone where those times are read
 * @param cardZone whether they are read where each card is; {@code zone} is then for cards of which that is not known
 */
public record Schedule(
        @Nullable Instant start, @Nullable Instant end, List<Window> windows, ZoneId zone, boolean cardZone) {
    /** What a job file without a schedule means. */
    public static final Schedule ALWAYS = new Schedule(null, null, List.of(), ZoneOffset.UTC);

    /** The column of the card file that says where a card is. */
    public static final String CARD_COLUMN = "time_zone";

    /** Windows on each of so many days are looked through for one that opens: a change of the clock may skip some. */
    private static final int DAYS_AHEAD = 7;

    /** With times of the operator's zone. */
    public Schedule(@Nullable Instant start, @Nullable Instant end, List<Window> windows, ZoneId zone) {
        this(start, end, windows, zone, false);
    }

    /** @throws IllegalArgumentException where the end is not after the start; the message names it as the job file does */
    public Schedule {
        windows = List.copyOf(windows);
        if (start != null && end != null && !end.isAfter(start)) {
            throw new IllegalArgumentException("end: expected a time after the start, got " + end);
        }
        if (cardZone && windows.isEmpty()) {
            throw new IllegalArgumentException("time-zone: expected windows beside it, got card");
        }
    }

    /**
     * A daily span of time, over midnight where it ends before it begins.
     *
     * @param from its first minute
     * @param to the first minute behind it
     */
    public record Window(LocalTime from, LocalTime to) {
        /** @throws IllegalArgumentException where it is empty */
        public Window {
            if (from.equals(to)) {
                throw new IllegalArgumentException("expected a window such as 22:00-05:00");
            }
        }

        /** Reads {@code 22:00-05:00}; an {@link IllegalArgumentException} for anything else. */
        public static Window parse(String text) {
            if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]")) {
                throw new IllegalArgumentException("expected a window such as 22:00-05:00");
            }
            return new Window(LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6)));
        }

        boolean contains(LocalTime time) {
            boolean begun = !time.isBefore(from);
            boolean over = !time.isBefore(to);
            return from.isBefore(to) ? begun && !over : begun || !over;
        }

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    /** Whether the job may send now; where times are those of the cards, {@link #opening} says it of each. */
    public boolean open(Instant now) {
        return begun(now) && (cardZone || within(zone, now));
    }

    /** Whether its start has come. */
    public boolean begun(Instant now) {
        return start == null || !now.isBefore(start);
    }

    private boolean within(ZoneId where, Instant now) {
        LocalTime time = now.atZone(where).toLocalTime();
        return windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(time));
    }

    /** When a window is open where it is so late there: {@code now}, or when the next opens. */
    public Instant opening(ZoneId where, Instant now) {
        Instant from = start != null && now.isBefore(start) ? start : now;
        if (within(where, from)) {
            return from;
        }
        LocalDate today = from.atZone(where).toLocalDate();
        return IntStream.rangeClosed(0, DAYS_AHEAD)
                .mapToObj(today::plusDays)
                .flatMap(day -> windows.stream()
                        .map(window -> day.atTime(window.from()).atZone(where).toInstant()))
                .filter(time -> time.isAfter(from) && within(where, time))
                .min(Comparator.naturalOrder())
                .orElse(from.plus(Duration.ofDays(DAYS_AHEAD)));
    }

    /** Whether its end has come. */
    public boolean over(Instant now) {
        return end != null && !now.isBefore(end);
    }

    /** When the job gives up on a card, where that would be at {@code usual} without an end. */
    public Instant expiry(Instant usual) {
        return end == null || usual.isBefore(end) ? usual : end;
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (start != null) {
            json.put("start", start.toString());
        }
        if (end != null) {
            json.put("end", end.toString());
        }
        ArrayNode list = json.putArray("windows");
        windows.forEach(window -> list.add(window.toString()));
        json.put("time-zone", zone.getId());
        if (cardZone) {
            json.put("card-time-zone", true);
        }
        return json;
    }

    static Schedule fromJson(JsonNode json) {
        List<Window> windows = new ArrayList<>();
        json.path("windows").forEach(window -> windows.add(Window.parse(window.asText())));
        return new Schedule(
                time(json, "start"),
                time(json, "end"),
                windows,
                ZoneId.of(JobDefinitionJson.required(json, "time-zone").asText()),
                json.path("card-time-zone").asBoolean());
    }

    private static @Nullable Instant time(JsonNode json, String field) {
        return json.has(field) ? Instant.parse(json.get(field).asText()) : null;
    }
}
