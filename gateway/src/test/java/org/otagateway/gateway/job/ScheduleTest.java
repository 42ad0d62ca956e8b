// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardProfiles;

/** When a job sends. */
class ScheduleTest {
    private static final String HEAD = "name: n\napplication: usim-rfm\nscript: [00A40004023F00]\n";

    @TempDir
    private Path directory = Path.of(".");

    private static Schedule daily(String zone, String... windows) {
        return new Schedule(
                null, null, Arrays.stream(windows).map(Schedule.Window::parse).toList(), ZoneId.of(zone));
    }

    private static boolean open(Schedule schedule, String time) {
        return schedule.open(Instant.parse(time));
    }

    @Test
    void aWindowHoldsItsFirstMinuteAndNotItsLast() {
        Schedule day = daily("UTC", "08:00-20:00");
        assertThat(open(day, "2026-12-01T07:59:59Z")).isFalse();
        assertThat(open(day, "2026-12-01T08:00:00Z")).isTrue();
        assertThat(open(day, "2026-12-01T19:59:59Z")).isTrue();
        assertThat(open(day, "2026-12-01T20:00:00Z")).isFalse();
    }

    @Test
    void aWindowMayGoOverMidnightAndThereMayBeSeveral() {
        Schedule night = daily("UTC", "22:00-05:00", "12:00-13:00");
        assertThat(open(night, "2026-12-01T23:30:00Z")).isTrue();
        assertThat(open(night, "2026-12-02T04:59:00Z")).isTrue();
        assertThat(open(night, "2026-12-02T05:00:00Z")).isFalse();
        assertThat(open(night, "2026-12-02T12:30:00Z")).isTrue();
        assertThat(open(night, "2026-12-02T21:59:00Z")).isFalse();
    }

    @Test
    void timesOfTheDayAreThoseOfTheZoneInSummerAndWinter() {
        Schedule berlin = daily("Europe/Berlin", "08:00-09:00");
        assertThat(open(berlin, "2026-12-01T07:30:00Z")).isTrue();
        assertThat(open(berlin, "2026-07-01T06:30:00Z")).isTrue();
        assertThat(open(berlin, "2026-07-01T07:30:00Z")).isFalse();
    }

    @Test
    void aStartHoldsTheJobBackAndAnEndComesBeforeALaterExpiry() {
        Instant start = Instant.parse("2026-12-01T08:00:00Z");
        Instant end = Instant.parse("2026-12-02T08:00:00Z");
        Schedule schedule = new Schedule(start, end, List.of(), ZoneId.of("UTC"));
        assertThat(schedule.open(start.minusMillis(1))).isFalse();
        assertThat(schedule.open(start)).isTrue();
        assertThat(schedule.over(end.minusMillis(1))).isFalse();
        assertThat(schedule.over(end)).isTrue();
        assertThat(schedule.expiry(end.plusSeconds(1))).isEqualTo(end);
        assertThat(schedule.expiry(end.minusSeconds(1))).isEqualTo(end.minusSeconds(1));
        assertThatThrownBy(() -> new Schedule(end, start, List.of(), ZoneId.of("UTC")))
                .hasMessage("end: expected a time after the start, got 2026-12-01T08:00:00Z");
    }

    private JobDefinition read(@Nullable String schedule) throws IOException {
        Path file = Files.writeString(directory.resolve("job.yaml"), schedule == null ? HEAD : HEAD + schedule);
        return JobFile.read(file, CardProfiles.load(null), Optional.empty()).definition();
    }

    @Test
    void aJobFileSaysItAndTheStoreKeepsIt() throws IOException {
        JobDefinition job = read("""
                schedule:
                  start: 2026-12-01T08:00:00+01:00
                  end: 2026-12-24T12:00:00Z
                  windows: [22:00-05:00, 12:00-13:00]
                  time-zone: Europe/Berlin
                """);
        assertThat(job.schedule())
                .isEqualTo(new Schedule(
                        Instant.parse("2026-12-01T07:00:00Z"),
                        Instant.parse("2026-12-24T12:00:00Z"),
                        List.of(Schedule.Window.parse("22:00-05:00"), Schedule.Window.parse("12:00-13:00")),
                        ZoneId.of("Europe/Berlin")));
        assertThat(JobDefinition.fromJson(job.toJson()).schedule()).isEqualTo(job.schedule());
        assertThat(job.withMaxParts(3).schedule()).isEqualTo(job.schedule());
        assertThat(read("schedule: {windows: 08:00-20:00}\n").schedule()).isEqualTo(daily("Z", "08:00-20:00"));
        assertThat(read(null).schedule()).isEqualTo(Schedule.ALWAYS);
        assertThat(read(null).toJson()).as("as in older releases").doesNotContain("schedule");
    }

    @Test
    void aBadScheduleIsToldWithItsLine() {
        assertBad(
                "schedule:\n  start: tomorrow\n", "job.yaml:5: schedule.start: expected a time such as 2026-12-01T08");
        assertBad(
                "schedule:\n  windows: 8-20\n", "job.yaml:5: schedule.windows: expected a window such as 22:00-05:00");
        assertBad("schedule:\n  windows: 08:00-08:00\n", "expected a window such as 22:00-05:00");
        assertBad("schedule:\n  time-zone: Mars\n", "job.yaml:5: schedule.time-zone: expected a time zone such as");
        assertBad("schedule:\n  begin: 1\n", "begin");
        assertBad(
                "schedule:\n  start: 2026-12-01T08:00:00Z\n  end: 2026-12-01T08:00:00Z\n",
                "job.yaml:6: schedule.end: expected a time after the start");
    }

    private void assertBad(String schedule, String message) {
        assertThatThrownBy(() -> read(schedule)).isInstanceOf(UserError.class).hasMessageContaining(message);
    }
}
