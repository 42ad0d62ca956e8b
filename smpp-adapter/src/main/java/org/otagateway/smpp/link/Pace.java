// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * How fast segments go out.
 *
 * @param window segments without an answer at any time, 1 to 10,000
 * @param rate segments in any second, wherever it starts, 1 to 100,000
 */
public record Pace(int window, int rate) {
    /** @throws IllegalArgumentException where a field is out of its range; the message names it */
    public Pace {
        Ranges.within("window", window, 1, 10_000);
        Ranges.within("rate", rate, 1, 100_000);
    }
}
