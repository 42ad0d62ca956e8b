// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardProfiles;

/** Priority, cards under way, waves, and windows where each card is. */
class CampaignTest {
    private static final String HEAD = "name: n\napplication: usim-rfm\nscript: [00A40004023F00]\n";

    @TempDir
    private Path directory = Path.of(".");

    private JobDefinition read(String more) throws IOException {
        Path file = Files.writeString(directory.resolve("job.yaml"), HEAD + more);
        return JobFile.read(file, CardProfiles.load(null), Optional.empty()).definition();
    }

    @Test
    void aJobFileSaysItAndTheStoreKeepsIt() throws IOException {
        JobDefinition job = read("""
            policy: {priority: interactive, max-under-way: 500, attempts: 2}
            waves:
              - {cards: 10, stop-after-failures: 1}
              - {share: 1%, stop-after-failures: 2.5%, done: 95%, wait: PT1H, spread: true}
              - {rest: true}
            schedule: {windows: 08:00-20:00, time-zone: card, default-time-zone: Asia/Tokyo}
            """);

        assertThat(job.campaign())
                .isEqualTo(new Campaign(
                        new Schedule(
                                null,
                                null,
                                List.of(Schedule.Window.parse("08:00-20:00")),
                                ZoneId.of("Asia/Tokyo"),
                                true),
                        Priority.INTERACTIVE,
                        OptionalInt.of(500),
                        List.of(
                                new Wave(Wave.Size.CARDS, 10, false, new FailureLimit(1, false), 100, Duration.ZERO),
                                new Wave(
                                        Wave.Size.SHARE, 1, true, new FailureLimit(2.5, true), 95, Duration.ofHours(1)),
                                Wave.REST)));
        assertThat(job.policy().attempts()).isEqualTo(2);
        assertThat(JobDefinition.fromJson(job.toJson())).isEqualTo(job);
        assertThat(job.withMaxParts(3).campaign()).isEqualTo(job.campaign());
        assertThat(job.countsOutcomes()).isTrue();
    }

    @Test
    void theExampleOfTheOperationsPageIsRead() throws IOException {
        String page = Files.readString(Path.of("../docs/operations.md"));
        int from = page.indexOf("policy:", page.indexOf("## The life of a job"));
        JobDefinition job = read(page.substring(from, page.indexOf("```", from)));
        assertThat(job.campaign().waves()).hasSize(3);
        assertThat(job.schedule().cardZone()).isTrue();
    }

    @Test
    void aJobFileThatSaysNothingOfItIsKeptAsInOlderReleases() throws IOException {
        JobDefinition job = read("");
        assertThat(job.campaign()).isEqualTo(Campaign.PLAIN);
        assertThat(job.toJson()).doesNotContain("schedule", "priority", "max-under-way", "waves");
        assertThat(job.countsOutcomes()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        policy: {priority: urgent} | policy.priority: expected interactive, high, normal or low, got 'urgent'
        policy: {max-under-way: 0} | policy.max-under-way: expected a number from 1 to 1000000, got '0'
        waves: [] | waves: expected a list of waves, of which the last has rest: true
        waves: [{cards: 10}] | waves: expected rest: true in the last, and in no other
        waves: [{rest: true}, {rest: true}] | waves: expected rest: true in the last, and in no other
        waves: [{cards: 0}, {rest: true}] | waves[1].cards: expected a number from 1
        waves: [{share: 0%}, {rest: true}] | waves[1].share: expected above 0 % up to 100 %
        waves: [{share: 7}, {rest: true}] | waves[1].share: expected a percentage such as 5%, got '7'
        waves: [{cards: 1, share: 1%}, {rest: true}] | waves[1]: expected one of cards: 10, share: 1% and rest: true
        waves: [{rest: false}] | waves[1]: expected one of cards: 10, share: 1% and rest: true
        waves: [{rest: true, done: 101%}] | waves[1].done: expected above 0 % up to 100 %
        waves: [{rest: true, wait: PT-1S}] | waves[1].wait: expected PT0S to PT1512H
        waves: [{rest: true, stop-after-failures: 0}] | waves[1].stop-after-failures: expected a number of cards from 1
        waves: [{rest: true, color: red}] | color
        schedule: {time-zone: card} | schedule.time-zone: expected windows beside it, got
        schedule: {time-zone: UTC, default-time-zone: UTC} | default-time-zone
        """)
    void aBadOneIsToldWithItsPlace(String yaml, String told) {
        assertThatThrownBy(() -> read(yaml + "\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("job.yaml:4: ")
                .hasMessageContaining(told);
    }

    @Test
    void partOfTheCardsHasNoWaves() throws IOException {
        Path file = Files.writeString(directory.resolve("job.yaml"), HEAD + "waves: [{rest: true}]\n");
        JobFile job = JobFile.read(file, CardProfiles.load(null), Optional.empty());
        job.requireWhole(false);
        assertThatThrownBy(() -> job.requireWhole(true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("job.yaml:4: waves: expected no --limit beside them");
    }

    @Test
    void aShareIsRoundedUpAndNoWaveTakesMoreThanIsLeft() {
        Wave share = new Wave(Wave.Size.SHARE, 1, false, null, 100, Duration.ZERO);
        assertThat(share.cards(1001, 900)).isEqualTo(11);
        assertThat(share.cards(5, 5)).isEqualTo(1);
        assertThat(share.cards(5, 0)).isZero();
        assertThat(Wave.REST.cards(1001, 77)).isEqualTo(77);
        assertThat(new Wave(Wave.Size.CARDS, 10, false, null, 100, Duration.ZERO).cards(5, 4))
                .isEqualTo(4);
    }

    @Test
    void aLimitIsReachedByCountOrExceededByShareOfEnoughOutcomes() {
        FailureLimit two = FailureLimit.parse("2");
        assertThat(two.exceeded(5, 1, true)).isFalse();
        assertThat(two.exceeded(5, 2, false)).isTrue();
        FailureLimit share = FailureLimit.parse("10%");
        assertThat(share.exceeded(19, 19, false)).isFalse();
        assertThat(share.exceeded(20, 2, false)).isFalse();
        assertThat(share.exceeded(20, 3, false)).isTrue();
        assertThat(share.exceeded(3, 1, true)).isTrue();
        assertThat(share.exceeded(0, 0, true)).isFalse();
        assertThat(FailureLimit.parse("2.5%")).hasToString("2.5%");
        assertThat(two).hasToString("2");
    }

    @Test
    void aWindowOpensWhereTheCardIs() {
        Schedule schedule =
                new Schedule(null, null, List.of(Schedule.Window.parse("08:00-20:00")), ZoneId.of("UTC"), true);
        Instant now = Instant.parse("2026-12-01T21:00:00Z");
        assertThat(schedule.open(now)).isTrue();
        assertThat(schedule.opening(ZoneId.of("Asia/Tokyo"), now)).isEqualTo("2026-12-01T23:00:00Z");
        assertThat(schedule.opening(ZoneId.of("America/New_York"), now)).isEqualTo(now);
        assertThat(schedule.opening(ZoneId.of("Europe/Berlin"), now)).isEqualTo("2026-12-02T07:00:00Z");
    }

    @Test
    void aWindowThatAChangeOfTheClockSkipsOpensTheDayAfter() {
        Schedule schedule =
                new Schedule(null, null, List.of(Schedule.Window.parse("02:10-02:50")), ZoneId.of("UTC"), true);
        Instant now = Instant.parse("2026-03-28T20:00:00Z");
        assertThat(schedule.opening(ZoneId.of("Europe/Berlin"), now)).isEqualTo("2026-03-30T00:10:00Z");
    }
}
