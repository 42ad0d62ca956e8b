// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtaTest {
    @Test
    void helpNamesEveryCommandAndEndsWell() {
        Run run = Run.of("--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("encode", "decode", "conformance", "Exit codes");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-command", "--no-such-option", "conformance", "encode extra", "decode --jsonn"})
    void wrongUsageIsOneLineAndCodeTwo(String line) {
        Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" ", -1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).startsWith("ota").contains("--help").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "push job.yaml --cards cards.csv --config gateway.yaml --report no/such/out.csv",
                "jobs report 1 --config gateway.yaml --output no/such/out.csv",
                "jobs report 1 --config gateway.yaml --format xml",
                "jobs report 1 --config gateway.yaml --outcome failed,lost"
            })
    void aReportThatCannotBeWrittenIsToldBeforeAnythingIsDone(String line) {
        Run run = Run.of(line.split(" ", -1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).containsPattern("--(report|output|format|outcome): expected .*, got '");
    }

    @Test
    void anUnknownCommandIsNamed() {
        assertThat(Run.of("psuh", "job.yaml").err()).contains("unknown command 'psuh'");
    }
}
