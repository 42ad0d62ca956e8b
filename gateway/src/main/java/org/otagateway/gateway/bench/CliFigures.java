// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.util.List;

/**
 * Start to end of processes, in nanoseconds, one value a round.
 *
 * @param bare a JVM that prints one line
 * @param inspect {@code ./ota inspect} of one packet
 */
public record CliFigures(List<Long> bare, List<Long> inspect) {
    public CliFigures {
        bare = List.copyOf(bare);
        inspect = List.copyOf(inspect);
        if (bare.isEmpty() || bare.size() != inspect.size()) {
            throw new IllegalArgumentException("expected as many rounds of one as of the other, at least one");
        }
    }

    public int rounds() {
        return bare.size();
    }

    public double bareMillis() {
        return median(bare) / 1e6;
    }

    public double inspectMillis() {
        return median(inspect) / 1e6;
    }

    /** How many times as long an inspection takes: the ratio of the medians. */
    public double ratio() {
        return median(inspect) / median(bare);
    }

    private static double median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }
}
