// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import org.jspecify.annotations.Nullable;

/**
 * One visit of a plan to one of its steps; repeats under another counter are of the same visit.
 *
 * @param step the index of the step, from 0
 * @param number how often the plan went to a step before, from 0: tells the packets of a step from those of an earlier
 *     visit to it
 * @param variant Le of the step's last command, 1…256, after SW 6Cxx; null: as the plan says
 */
public record StepVisit(int step, int number, @Nullable Integer variant) {
    /** The first, to the first step. */
    public static final StepVisit FIRST = new StepVisit(0, 0, null);

    /** @throws IllegalArgumentException where a number is below 0, or the variant is no Le of one octet */
    public StepVisit {
        if (step < 0 || number < 0) {
            throw new IllegalArgumentException("step: expected none below 0, got " + step + " and " + number);
        }
        if (variant != null && (variant < 1 || variant > 256)) {
            throw new IllegalArgumentException("Le: expected 1 to 256, got " + variant);
        }
    }

    /** The next visit. */
    StepVisit next(int to, @Nullable Integer nextVariant) {
        return new StepVisit(to, number + 1, nextVariant);
    }
}
