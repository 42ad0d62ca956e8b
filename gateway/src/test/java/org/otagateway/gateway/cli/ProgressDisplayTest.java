// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.junit.jupiter.api.Test;

final class ProgressDisplayTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void eightyColumnsHoldAllTheWordsAndABar() {
        String line = rendered(80, 50);
        assertThat(line)
                .hasSizeLessThanOrEqualTo(80)
                .startsWith("job 50 % sent 316 confirmed 286 refused 0 34/s left ")
                .matches(".*\\[=+ +]");
    }

    @Test
    void aNarrowTerminalCutsTheLineAndNothingElse() {
        assertThat(rendered(10, 50)).isEqualTo("job 50 % s");
    }

    @Test
    void nothingDoneYetHasNoTimeLeftToTell() {
        assertThat(rendered(80, 0)).contains("left ? [").doesNotContain("=");
    }

    private String rendered(int width, long done) {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("job")
                .setInitialMax(100)
                .setRenderer(ProgressDisplay::line)
                .setConsumer(new Lines(width))
                .build()) {
            bar.setExtraMessage("sent 316 confirmed 286 refused 0 34/s");
            bar.stepTo(done);
            bar.refresh();
        }
        return lines.get(lines.size() - 1);
    }

    private final class Lines implements ProgressBarConsumer {
        private final int width;

        Lines(int width) {
            this.width = width;
        }

        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public void accept(String line) {
            lines.add(line);
        }

        @Override
        public void close() {}
    }
}
