// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of {@code ./ota bench cli}. */
class CliFiguresTest {
    @Test
    void theRatioIsThatOfTheMedians() {
        CliFigures figures =
                new CliFigures(List.of(90_000_000L, 100_000_000L, 5L), List.of(7L, 225_000_000L, 999_000_000L));

        assertThat(figures.rounds()).isEqualTo(3);
        assertThat(figures.bareMillis()).isEqualTo(90);
        assertThat(figures.inspectMillis()).isEqualTo(225);
        assertThat(figures.ratio()).isEqualTo(2.5);
    }

    @Test
    void bothHaveTheSameNumberOfRounds() {
        assertThatThrownBy(() -> new CliFigures(List.of(1L), List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
