// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.otagateway.packet.keys.Counter;

class CounterDomainTest {
    private static final CounterDomain FRESH = CounterDomain.untouched(1, 2, "", 1, "");

    private static Counter c(long value) {
        return new Counter(value);
    }

    @Test
    void aCounterIsSpentOnlyUpwards() {
        CounterDomain domain = FRESH.spend(c(1)).spend(c(5));

        assertThat(domain.spent()).isEqualTo(c(5));
        assertThatThrownBy(() -> domain.spend(c(5))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theOperatorsWordCountsUnlessItIsOlderThanOurs() {
        assertThat(FRESH.told(c(0)).placed()).isEqualTo(c(0));
        assertThat(FRESH.told(c(0)).placedBy()).isEqualTo(PlacedBy.OPERATOR);
        assertThat(FRESH.spend(c(5)).told(c(4))).isEqualTo(FRESH.spend(c(5)));
        assertThat(FRESH.spend(c(5)).told(c(9)).spent()).isEqualTo(c(9));
    }

    @Test
    void theOperatorsWordDoesNotReplaceAProofOfTheSameValue() {
        CounterDomain proven = FRESH.spend(c(5)).place(c(5), PlacedBy.PROOF_OF_RECEIPT);

        assertThat(proven.told(c(5))).isEqualTo(proven);
    }

    @Test
    void anOlderProofDoesNotMoveThePlaceBack() {
        CounterDomain proven = FRESH.spend(c(5)).place(c(5), PlacedBy.PROOF_OF_RECEIPT);

        assertThat(proven.place(c(3), PlacedBy.PROOF_OF_RECEIPT)).isEqualTo(proven);
    }

    @Test
    void aPlacedDomainIsNoLongerBehind() {
        CounterDomain behind = FRESH.spend(c(1)).withBehind(true);

        assertThat(behind.place(c(1), PlacedBy.PROOF_OF_RECEIPT).behind()).isFalse();
        assertThat(behind.told(c(40)).behind()).isFalse();
    }

    @Test
    void aPlaceWithoutAWordIsRefused() {
        assertThatThrownBy(() -> FRESH.place(c(1), PlacedBy.NONE)).isInstanceOf(IllegalArgumentException.class);
    }
}
