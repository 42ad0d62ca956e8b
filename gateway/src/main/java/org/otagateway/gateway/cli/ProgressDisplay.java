// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.dispatch.JobProgress;
import org.otagateway.gateway.outcome.Outcome;

/** The progress bar of a job: sent, confirmed, refused, rate, time left. On a terminal alone; else it does nothing. */
final class ProgressDisplay implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();

    private final @Nullable ProgressBar bar;
    private long windowStart = System.nanoTime();
    private long windowSubmitted;
    private double rate;

    ProgressDisplay(Streams streams, String name) {
        this.bar = streams.terminal()
                ? new ProgressBarBuilder()
                        .setTaskName(name)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .setConsumer(new ConsoleProgressBarConsumer(streams.err()))
                        .build()
                : null;
    }

    /** Shows how far the job is. */
    void show(JobProgress progress) {
        if (bar == null) {
            return;
        }
        long now = System.nanoTime();
        if (now - windowStart >= WINDOW_NANOS || rate == 0) {
            rate = (progress.submitted() - windowSubmitted) * NANOS / Math.max(now - windowStart, 1);
            windowStart = now;
            windowSubmitted = progress.submitted();
        }
        bar.maxHint(progress.planned());
        bar.stepTo(progress.done());
        bar.setExtraMessage(String.format(
                Locale.ROOT,
                " sent %d, confirmed %d, refused %d, %.0f/s",
                progress.submitted(),
                progress.count(Outcome.CONFIRMED),
                progress.count(Outcome.REFUSED),
                rate));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
