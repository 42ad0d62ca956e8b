// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a run of {@link ImportBench} found.
 *
 * @param cards rows of the file
 * @param sqlite imports by sqlite3, one a round; none where there is no sqlite3
 * @param ours imports by this program
 */
public record ImportFigures(long cards, List<Run> sqlite, List<Run> ours) {
    public ImportFigures {
        sqlite = List.copyOf(sqlite);
        ours = List.copyOf(ours);
        if (ours.isEmpty()) {
            throw new IllegalArgumentException("expected a round at least");
        }
    }

    /**
     * One import.
     *
     * @param seconds from the start of the process to its end
     * @param cpu seconds of CPU of all its threads
     */
    public record Run(double seconds, double cpu) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f s, CPU %.2f s", seconds, cpu);
        }
    }

    /** The median of our imports. */
    public double median(ToDoubleFunction<Run> what) {
        return median(ours, what);
    }

    /** How many times as much as sqlite3, of the medians; empty without sqlite3. */
    public OptionalDouble ratio(ToDoubleFunction<Run> what) {
        return sqlite.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(median(ours, what) / Math.max(median(sqlite, what), 1e-3));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> what) {
        return Medians.of(runs.stream().mapToDouble(what).toArray());
    }
}
