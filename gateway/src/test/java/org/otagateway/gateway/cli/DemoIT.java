// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.OtaProcess.Ended;

class DemoIT {
    @TempDir
    private Path directory;

    @Test
    void everyCardHoldsWhatWasSentAndNothingIsLeftBehind() {
        Ended demo = OtaProcess.run(
                directory,
                Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory),
                "demo",
                "--cards",
                "1000",
                "--json");
        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.json().get("outcomes").get("confirmed").asInt()).isEqualTo(1000);
        assertThat(demo.json().get("read_back").get("match").asInt()).isEqualTo(1000);
        assertThat(directory.toFile().list((dir, name) -> name.startsWith("ota-demo-")))
                .isEmpty();
    }
}
