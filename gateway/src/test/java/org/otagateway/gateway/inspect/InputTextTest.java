// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.bytes.Octets;

/** Octets are found in what people paste, whatever its form and length. */
class InputTextTest {
    private static final String SCRIPT = "00a40004026f4600d6000005014869ffff00b0000010";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // xxd
                "00000000: 00a4 0004 026f 4600 d600 0005 0148 69ff  .....oF......Hi.\n"
                        + "00000010: ff00 b000 0010                           ......",
                // hexdump -C
                "00000000  00 a4 00 04 02 6f 46 00  d6 00 00 05 01 48 69 ff  |.....oF......Hi.|\n"
                        + "00000010  ff 00 b0 00 00 10                                 |......|",
                // Wireshark
                "0000   00 a4 00 04 02 6f 46 00 d6 00 00 05 01 48 69 ff\n0010   ff 00 b0 00 00 10",
                // xxd -g 4
                "00000000: 00a40004 026f4600 d6000005 014869ff  .....oF......Hi.\n00000010: ff00b000 0010  ......",
                "00a40004026f4600d6000005\n014869ffff00b0000010",
                "2026-11-24 17:05:58 id=17 pdu=" + SCRIPT + " rc=0",
                "17:05:58 apdu 00 a4 00 04 02 6f 46 00 d6 00 00 05 01 48 69 ff ff 00 b0 00 00 10, sent",
            })
    void dumpsAndLinesOfLogsAreRead(String text) {
        assertThat(InputText.messages(text)).containsExactly(Octets.hex(SCRIPT));
    }

    @Test
    void shortRunsAndRunsInsideWordsAreNoOctets() {
        assertThat(InputText.line("id 00112233445566 at 12:30:59, g" + SCRIPT + " h"))
                .isEmpty();
        assertThat(InputText.line("id " + SCRIPT + "z h")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "00 ", "00:"})
    void aLineMayHoldMoreOctetsThanAStackHasFrames(String octet) {
        assertThat(InputText.line("pdu " + octet.repeat(100_000) + " x"))
                .extracting(Octets::length)
                .isEqualTo(List.of(100_000));
    }

    /** Digits that could be parted in many ways, with something behind them that fits none. */
    @Test
    void noLineTakesLongerThanItsLength() {
        String lines = ("0000 " + "0".repeat(45) + "!\n\n").repeat(200);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(InputText.messages(lines)).isEmpty());
    }
}
