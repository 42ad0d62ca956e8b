// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.bytes.Octets;

final class ConcatenationTest {
    @ParameterizedTest
    @CsvSource({
        "0700032a02017000, 42, 2, 1",
        "07700000032a0202, 42, 2, 2",
        "06080401000302, 256, 3, 2",
        "0a00030102010003090201, 9, 2, 1"
    })
    void theLastWellFormedElementOfTheHeaderCounts(String userData, int reference, int total, int part) {
        assertThat(Concatenation.of(Octets.hex(userData))).contains(new Concatenation(reference, total, part));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "027000aa",
                "0500032a0001",
                "0500032a0203",
                "0500032a0200",
                "0500032a02",
                "0500042a0201",
                "0400022a02",
                "ff00032a0201",
                "0600032a020100",
                "010000"
            })
    void whatIsMalformedOrOutOfRangeIsNone(String userData) {
        assertThat(Concatenation.of(Octets.hex(userData))).isEmpty();
    }

    @Test
    void anElementWithTotalZeroDoesNotHideAGoodOne() {
        assertThat(Concatenation.of(Octets.hex("0a0003010201" + "0003090000"))).contains(new Concatenation(1, 2, 1));
    }
}
