// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.util.Arrays;

/** The value in the middle. */
final class Medians {
    private Medians() {}

    /** @param values one at least */
    static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
