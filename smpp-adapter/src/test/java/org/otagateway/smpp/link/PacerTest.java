// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rate, in a time that the test makes. */
class PacerTest {
    private static final long SECOND = 1_000_000_000L;

    private static void assertNoSecondAbove(int rate, List<Long> written) {
        for (int i = rate; i < written.size(); i++) {
            assertThat(written.get(i) - written.get(i - rate))
                    .as("writes %d to %d", i - rate, i)
                    .isGreaterThanOrEqualTo(SECOND);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50, 500, 5000})
    void underLoadTheRateIsUsedAndNeverExceeded(int rate) {
        Pacer pacer = new Pacer(rate, 0);
        List<Long> written = new ArrayList<>();
        long now = 0;
        while (now < 10 * SECOND) {
            int permitted = pacer.reserve(now, 64);
            for (int i = 0; i < permitted; i++) {
                written.add(now);
            }
            pacer.wrote(permitted, permitted, now);
            now += Math.max(100_000, pacer.delay(now));
        }
        assertNoSecondAbove(rate, written);
        assertThat(written.size()).isGreaterThanOrEqualTo((int) (9.5 * rate));
    }

    @Test
    void neitherPausesNorSlowWritesNorRestlessCallersBreakTheLimit() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 50; run++) {
            int rate = 1 + random.nextInt(200);
            Pacer pacer = new Pacer(rate, 0);
            List<Long> written = new ArrayList<>();
            long now = 0;
            for (int step = 0; step < 2000; step++) {
                int permitted = pacer.reserve(now, 1 + random.nextInt(64));
                long began = now;
                now += random.nextInt(10) == 0 ? random.nextLong(SECOND / 2) : random.nextLong(SECOND / 1000);
                for (int i = 0; i < permitted; i++) {
                    // The octets left somewhere between asking and telling.
                    written.add(began + (now - began) * (i + 1) / permitted);
                }
                pacer.wrote(permitted, permitted, now);
                now += random.nextInt(50) == 0 ? random.nextLong(3 * SECOND) : random.nextLong(SECOND / rate + 1);
            }
            assertNoSecondAbove(rate, written);
        }
    }

    @Test
    void restEarnsOnlyAShortBurst() {
        Pacer pacer = new Pacer(1000, 0);
        long later = 3600 * SECOND;
        assertThat(pacer.reserve(later, 10_000)).isBetween(30, 45);
    }

    @Test
    void delayTellsWhenTheNextIsPermitted() {
        Pacer pacer = new Pacer(1, 0);
        assertThat(pacer.delay(0)).isZero();
        assertThat(pacer.reserve(0, 1)).isEqualTo(1);
        pacer.wrote(1, 1, 0);
        long delay = pacer.delay(0);
        assertThat(delay).isBetween(SECOND, SECOND * 11 / 10);
        assertThat(pacer.reserve(delay - 1, 1)).isZero();
        assertThat(pacer.reserve(delay, 1)).isEqualTo(1);
    }

    /** Who joins waits until the others have lowered their share; who leaves stops before the others raise it. */
    @Test
    void theSharesOfSeveralGatewaysTogetherKeepTheLimit() {
        int rate = 120;
        List<Pacer> pacers = List.of(new Pacer(rate, 0), new Pacer(rate, 0), new Pacer(rate, 0));
        double[][] shares = {
            {1, 0, 0},
            {0.5, 0, 0},
            {0.5, 0.5, 0},
            {1.0 / 3, 1.0 / 3, 0},
            {1.0 / 3, 1.0 / 3, 1.0 / 3},
            {1.0 / 3, 0, 1.0 / 3},
            {0.5, 0, 0.5},
            {0, 0, 0.5},
            {0, 0, 1}
        };
        List<Long> written = new ArrayList<>();
        for (long now = 0, step = 0; step < shares.length * 700L; now += SECOND / 1000, step++) {
            for (int i = 0; i < 3; i++) {
                Pacer pacer = pacers.get(i);
                pacer.share(shares[(int) (step / 700)][i]);
                int permitted = pacer.reserve(now, 64);
                pacer.wrote(permitted, permitted, now);
                for (int k = 0; k < permitted; k++) {
                    written.add(now);
                }
            }
        }
        // A burst of 40 ms is each one's own.
        assertNoSecondAbove(rate + rate / 25 * 2, written);
        assertThat(written.size()).isGreaterThan((int) (rate * shares.length * 0.7 * 0.7));
    }
}
