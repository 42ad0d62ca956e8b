// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserErrorTest {
    @Test
    void namesFileLineFieldValueAndExpectation() {
        assertThat(UserError.in("cards.csv", 12, "iccid", "89x", "18 to 20 digits"))
                .hasMessage("cards.csv:12: iccid: expected 18 to 20 digits, got '89x'");
    }

    @Test
    void leavesOutWhatThereIsNot() {
        assertThat(UserError.in("cards.csv", 0, null, null, "the column iccid"))
                .hasMessage("cards.csv: expected the column iccid");
    }

    @Test
    void isOneLineWhateverTheValueHolds() {
        assertThat(UserError.in("f", 1, "x", "a\n  b", "c")).hasMessage("f:1: x: expected c, got 'a b'");
    }

    @Test
    void cutsALongValue() {
        assertThat(UserError.in("f", 1, "x", "v".repeat(10_000), "c").getMessage())
                .hasSizeLessThan(200);
    }
}
