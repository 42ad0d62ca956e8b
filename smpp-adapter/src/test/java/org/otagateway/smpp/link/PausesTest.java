// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The pauses of a link, in a time that the test makes. */
class PausesTest {
    private static final long MILLI = 1_000_000L;

    @Test
    void backOffDoublesToItsMaximumWithUpToHalfCutAtRandom() {
        BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofMillis(450), new SplittableRandom(1));
        long[] whole = {100, 200, 400, 450, 450};
        for (long millis : whole) {
            assertThat(backOff.next()).isBetween(millis * MILLI / 2, millis * MILLI);
        }
        backOff.reset();
        assertThat(backOff.next()).isLessThanOrEqualTo(100 * MILLI);
    }

    @Test
    void twoLinksDoNotComeBackInOneMoment() {
        BackOff one = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), new SplittableRandom(1));
        BackOff other = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), new SplittableRandom(2));
        assertThat(one.next()).isNotEqualTo(other.next());
    }

    @Test
    void refusalsOfWhatWasWrittenBeforeThePauseDoNotLengthenIt() {
        Throttle throttle = new Throttle(Duration.ofMillis(100), Duration.ofMillis(300));
        throttle.refused(0, 10 * MILLI);
        throttle.refused(5 * MILLI, 20 * MILLI);
        assertThat(throttle.delay(20 * MILLI)).isEqualTo(90 * MILLI);
        assertThat(throttle.delay(110 * MILLI)).isZero();
    }

    @Test
    void refusalAfterThePauseDoublesTheNextToItsMaximumAndAnAcceptanceEndsThat() {
        Throttle throttle = new Throttle(Duration.ofMillis(100), Duration.ofMillis(300));
        throttle.refused(0, 0);
        throttle.refused(100 * MILLI, 100 * MILLI);
        assertThat(throttle.delay(100 * MILLI)).isEqualTo(200 * MILLI);
        throttle.refused(300 * MILLI, 300 * MILLI);
        assertThat(throttle.delay(300 * MILLI)).isEqualTo(300 * MILLI);
        throttle.accepted(200 * MILLI);
        throttle.refused(600 * MILLI, 600 * MILLI);
        assertThat(throttle.delay(600 * MILLI)).isEqualTo(300 * MILLI);
        throttle.accepted(900 * MILLI);
        throttle.refused(901 * MILLI, 901 * MILLI);
        assertThat(throttle.delay(901 * MILLI)).isEqualTo(100 * MILLI);
    }
}
