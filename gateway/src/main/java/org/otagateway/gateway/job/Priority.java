// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.util.Locale;

/** Which of several jobs goes first; the first of these goes before all others (design rule 7). */
public enum Priority {
    /** Someone waits for it: it does not wait for room behind what others have planned. */
    INTERACTIVE,
    /** Before what is usual. */
    HIGH,
    /** What a job file without a priority means. */
    NORMAL,
    /** When nothing else is to be sent. */
    LOW;

    /** The word in job files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException where no priority has this word */
    public static Priority ofLabel(String label) {
        for (Priority priority : values()) {
            if (priority.label().equals(label)) {
                return priority;
            }
        }
        throw new IllegalArgumentException("expected interactive, high, normal or low");
    }
}
