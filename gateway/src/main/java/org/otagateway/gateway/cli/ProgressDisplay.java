// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
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
                        .setRenderer(ProgressDisplay::line)
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
                "sent %d confirmed %d refused %d %.0f/s",
                progress.submitted(),
                progress.count(Outcome.CONFIRMED),
                progress.count(Outcome.REFUSED),
                rate));
    }

    /**
     * One line: the words first and the bar in what is left of the width, since the library's own line cuts the words.
     *
     * <pre>
     * job 87 % sent 316 confirmed 286 refused 0 34/s left 0:01:12 [======= ]
     * </pre>
     */
    static String line(ProgressState state, int width) {
        double part = state.getMax() > 0 ? Math.min(1, state.getCurrent() / (double) state.getMax()) : 0;
        Duration elapsed = state.getTotalElapsed();
        String left = part == 0 ? "?" : clock(Duration.ofMillis((long) (elapsed.toMillis() * (1 - part) / part)));
        String words = String.format(
                Locale.ROOT, "%s %.0f %% %s left %s ", state.getTaskName(), part * 100, state.getExtraMessage(), left);
        int room = width - words.length() - 2;
        if (room < 1) {
            return words.substring(0, Math.min(words.length(), Math.max(width, 0)));
        }
        int filled = (int) Math.round(part * room);
        return words + "[" + "=".repeat(filled) + " ".repeat(room - filled) + "]";
    }

    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
