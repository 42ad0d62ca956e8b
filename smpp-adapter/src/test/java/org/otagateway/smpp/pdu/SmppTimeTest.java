// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SmppTimeTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "261124103000000+, 2026-11-24T10:30:00Z",
        "261124103000908+, 2026-11-24T08:30:00.900Z",
        "261124103000132-, 2026-11-24T18:30:00.100Z",
        "000000010000000R, 2026-11-24T11:00:00Z",
        "000002000030000R, 2026-11-26T10:00:30Z",
        "010100000000000R, 2027-12-24T10:00:00Z"
    })
    void aTimeMeansAMomentAndIsWrittenAsItWasRead(String text, Instant meant) {
        SmppTime time = SmppTime.parse(text).orElseThrow();
        assertThat(time.at(RECEIVED)).isEqualTo(meant);
        assertThat(time.format()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "26112410300000+",
                "2611241030000000+",
                "261324103000000+",
                "261131103000000+",
                "261124253000000+",
                "261124103000000Z",
                "26112410300000x+",
                "261124103000049+",
                "000000010000100R",
                "000000010000001R"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThat(SmppTime.parse(text)).isEmpty();
    }

    @Test
    void aMomentIsWrittenInUtcToTheTenthOfASecond() {
        assertThat(SmppTime.Absolute.of(Instant.parse("2026-11-24T10:30:05.987Z"))
                        .format())
                .isEqualTo("261124103005900+");
        assertThat(SmppTime.Relative.of(Duration.ofHours(25).plusSeconds(61)).format())
                .isEqualTo("000001010101000R");
    }

    @Test
    void aTimeThatCannotBeWrittenCannotBeMade() {
        assertThatThrownBy(() -> SmppTime.Absolute.of(Instant.parse("2100-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SmppTime.Relative.of(Duration.ofDays(100)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
