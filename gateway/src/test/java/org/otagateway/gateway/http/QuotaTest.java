// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private long nanos = Long.MAX_VALUE - 5; // a clock may start anywhere
    private final Quota quota = new Quota(1_000, 100, () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void whatWasSavedUpIsBounded() {
        pass(Duration.ofDays(30));
        assertThat(quota.tryTake(100)).isZero();
        assertThat(quota.tryTake(1)).isZero();
        assertThat(quota.tryTake(1)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void whatIsOwedIsMadeUpBeforeTheNext() {
        quota.take(1_100);
        assertThat(quota.tryTake(1)).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofMillis(999));
        assertThat(quota.tryTake(1)).isPositive();
        pass(Duration.ofMillis(2));
        assertThat(quota.tryTake(1)).isZero();
    }
}
