// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.otagateway.packet.keys.Counter;

/** Leaps double, and end: no answer runs a counter out. */
class ResyncLeapsTest {
    @Test
    void leapsDoubleAndEndUntilTheCounterIsPlaced() {
        Resync resync = new Resync(Resync.Way.JUMP, 1000, 3);
        CounterDomain domain = CounterDomain.untouched(1, 1, "", 1, "");
        long value = 0;
        int leaps = 0;
        while (resync.allows(domain.leaps())) {
            value += resync.next(domain.leaps());
            domain = domain.withBehind(true).leap(new Counter(value));
            leaps++;
        }
        assertThat(leaps).isEqualTo(3);
        assertThat(domain.spent().value()).isEqualTo(1000 + 2000 + 4000);
        assertThat(domain.leaps().passed()).isEqualTo(7000 - 3);
        assertThat(domain.behind()).isFalse();

        CounterDomain placed = domain.place(domain.spent(), PlacedBy.PROOF_OF_RECEIPT);
        assertThat(resync.allows(placed.leaps())).isTrue();
        assertThat(placed.leaps().passed()).isEqualTo(6997);
    }

    @Test
    void aSixteenthOfAllValuesIsTheMostThatIsEverPassedOver() {
        Resync resync = new Resync(Resync.Way.PROBE, 1_000_000, 12);
        CounterDomain domain = CounterDomain.untouched(1, 1, "", 1, "");
        while (resync.allows(domain.leaps())) {
            domain = domain.leap(new Counter(domain.spent().value() + resync.next(domain.leaps())));
            if (!resync.allows(domain.leaps())) {
                domain = domain.place(domain.spent(), PlacedBy.PROOF_OF_RECEIPT);
            }
        }
        assertThat(domain.spent().value()).isBetween(1L << 36, (1L << 36) + (1_000_000L << 12));
    }

    @Test
    void whereTheProfileSaysNoneNothingLeaps() {
        assertThat(new Resync(Resync.Way.NONE, 1000, 8).allows(Resync.Leaps.NONE))
                .isFalse();
    }
}
