// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.bench.PushFigures.Push;

class PushFiguresTest {
    private static Push push(double seconds, double cpu) {
        return new Push(seconds, cpu, 1, 1, 1);
    }

    @Test
    void theStartOfAProcessIsNoCostOfACard() {
        PushFigures figures = new PushFigures(
                List.of(1_000L, 11_000L),
                List.of(List.of(push(2, 5), push(9, 6), push(3, 4)), List.of(push(20, 7), push(22, 6), push(50, 9))),
                Map.of(1_000L, 3.0, 11_000L, 4.0),
                Map.of());

        assertThat(figures.pushMicrosACard()).isEqualTo(200, offset(1e-9));
        assertThat(figures.adapterMicrosACard()).isEqualTo(100, offset(1e-9));
        assertThat(figures.ratio()).isEqualTo(2, offset(1e-9));
        assertThat(figures.growth()).isEqualTo(11_000 / 22.0 / (1_000 / 3.0), offset(1e-9));
    }

    @Test
    void withOneSizeAllIsCostOfItsCards() {
        PushFigures figures = new PushFigures(
                List.of(1_000L), List.of(List.of(push(2, 5), push(2, 7))), Map.of(1_000L, 3.0), Map.of());

        assertThat(figures.pushMicrosACard()).isEqualTo(6_000, offset(1e-9));
        assertThat(figures.ratio()).isEqualTo(2, offset(1e-9));
        assertThat(figures.growth()).isEqualTo(1, offset(1e-9));
    }
}
