// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line of {@code inspect} read without picocli means what picocli reads in it. */
class QuickInspectTest {
    private static final Streams STREAMS = new Streams(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00a40004026f46",
                "a b - c",
                "--json 00 --as command-apdu --hex-dump",
                "--kic 000102030405060708090a0b0c0d0e0f --kid 101112131415161718191a1b1c1d1e1f --alg 3des 00",
                "00 --key-version 3 --spi 1639 --jsonl"
            })
    void itReadsWhatPicocliReads(String line) {
        String[] words = line.split(" ");
        InspectCommand expected = new InspectCommand(STREAMS);
        new CommandLine(expected).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);

        assertThat(QuickInspect.of(STREAMS, command(words)))
                .hasValueSatisfying(
                        quick -> assertThat(quick).usingRecursiveComparison().isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "00 --json --json",
                "--kic",
                "--kic 0g 00",
                "--json=true 00",
                "--as nothing 00",
                "--key-version x 00",
                "@words",
                "-- 00",
                "--unknown 00"
            })
    void whatItDoesNotKnowIsLeftToPicocli(String line) {
        assertThat(QuickInspect.of(STREAMS, command(line.split(" ")))).isEmpty();
    }

    @Test
    void otherCommandsAreLeftToPicocli() {
        assertThat(QuickInspect.of(STREAMS)).isEmpty();
        assertThat(QuickInspect.of(STREAMS, "inspect")).isEmpty();
        assertThat(QuickInspect.of(STREAMS, "demo", "--json")).isEmpty();
    }

    private static String[] command(String[] words) {
        String[] command = new String[words.length + 1];
        command[0] = "inspect";
        System.arraycopy(words, 0, command, 1, words.length);
        return command;
    }
}
