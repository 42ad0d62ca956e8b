// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenCardsTest {
    private final SeenCards seen = new SeenCards();

    @Test
    void tellsTheLineOfEachCardAndOfNoOther() {
        seen.add(7, 2);
        seen.add(8, 3);
        seen.add(9, 5);
        seen.add(12, 6);

        assertThat(new long[] {seen.line(6), seen.line(7), seen.line(8), seen.line(9), seen.line(10), seen.line(12)})
                .containsExactly(0, 2, 3, 5, 0, 6);
        assertThat(seen.line(13)).isZero();
    }

    @Test
    void aFileWithManyGapsFillsItUp() {
        assertThat(seen.hasRoom()).isTrue();
        for (long i = 1; i <= 20_000; i++) {
            seen.add(2 * i, i);
        }
        assertThat(seen.hasRoom()).isFalse();
        assertThat(seen.line(40_000)).isEqualTo(20_000);
    }
}
