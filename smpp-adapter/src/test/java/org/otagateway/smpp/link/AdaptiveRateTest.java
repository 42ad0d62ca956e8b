// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What rate a link settles on against SMSCs of several kinds, in a time that the test makes. */
class AdaptiveRateTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    private record Answer(long writtenAt, long at, boolean accepted) {}

    /** An SMSC that takes so many a second, answers in so long, and refuses some by chance. */
    private static final class Smsc {
        private final RandomGenerator random = new SplittableRandom(5);
        private final Regulator regulator;
        private final Deque<Answer> answers = new ArrayDeque<>();
        private final Deque<Long> taken = new ArrayDeque<>();
        private long now;
        private int accepts = Integer.MAX_VALUE;
        private double chance;
        private long takes = 5 * MILLI;
        private int accepted;
        private int refused;

        Smsc(int limit) {
            regulator = new Regulator(limit, Timers.DEFAULT, 0);
        }

        /** Sends all that the regulator lets out, for so long. */
        void run(int seconds) {
            accepted = 0;
            refused = 0;
            for (long end = now + seconds * SECOND; now < end; now += MILLI) {
                while (!answers.isEmpty() && answers.element().at() <= now) {
                    Answer answer = answers.remove();
                    if (answer.accepted()) {
                        accepted++;
                        regulator.accepted(answer.writtenAt(), now);
                    } else {
                        refused++;
                        regulator.refused(answer.writtenAt(), now);
                    }
                }
                int count = regulator.reserve(now, 64);
                regulator.wrote(count, count, now);
                for (int i = 0; i < count; i++) {
                    answers.add(new Answer(now, now + takes, takes()));
                }
            }
        }

        private boolean takes() {
            while (!taken.isEmpty() && taken.element() <= now - SECOND) {
                taken.remove();
            }
            boolean yes = taken.size() < accepts && random.nextDouble() >= chance;
            if (yes) {
                taken.add(now);
            }
            return yes;
        }
    }

    @Test
    void smscThatTakesAllIsGivenTheWholeLimit() {
        Smsc smsc = new Smsc(200);
        smsc.run(20);
        assertThat(smsc.regulator.rate()).isEqualTo(200);
        assertThat(smsc.accepted).isBetween(19 * 200, 20 * 200);
    }

    @Test
    void throttlingSmscIsGivenNearlyAllItTakesAndIsRarelyRefused() {
        Smsc smsc = new Smsc(200);
        smsc.accepts = 80;
        smsc.run(10);
        smsc.run(60);
        assertThat(smsc.accepted).isGreaterThan(60 * 80 * 80 / 100);
        assertThat(smsc.refused).isLessThan(smsc.accepted / 5);
        assertThat(smsc.regulator.rate()).isBetween(60.0, 110.0);
        smsc.accepts = Integer.MAX_VALUE;
        smsc.run(30);
        assertThat(smsc.regulator.rate()).as("success brings it up again").isEqualTo(200);
    }

    @Test
    void refusalsByChanceDoNotStrangleTheLink() {
        Smsc smsc = new Smsc(200);
        smsc.chance = 0.05;
        smsc.run(10);
        smsc.run(60);
        assertThat(smsc.accepted).isGreaterThan(60 * 200 / 4);
    }

    @Test
    void smscThatRefusesAllIsAskedSeldom() {
        Smsc smsc = new Smsc(1000);
        smsc.accepts = 0;
        smsc.run(10);
        smsc.run(60);
        assertThat(smsc.refused).isLessThan(60);
    }

    @Test
    void answersThatTakeFarLongerThanUsualBringTheRateDown() {
        Smsc smsc = new Smsc(200);
        smsc.run(10);
        smsc.takes = 2 * SECOND;
        smsc.run(15);
        assertThat(smsc.regulator.rate()).isLessThan(100);
        smsc.takes = 5 * MILLI;
        smsc.run(60);
        assertThat(smsc.regulator.rate()).isEqualTo(200);
    }

    @Test
    void fewSlowAnswersAmongManyQuickOnesChangeNothing() {
        AdaptiveRate rate = new AdaptiveRate(1000, 0);
        long now = 0;
        for (int i = 0; i < 10_000; i++) {
            now += MILLI;
            rate.accepted(now - (i % 20 == 0 ? 5 * SECOND : 5 * MILLI), now);
        }
        assertThat(rate.rate()).isEqualTo(1000);
    }
}
