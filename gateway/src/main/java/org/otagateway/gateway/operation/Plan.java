// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import org.otagateway.gateway.outcome.StepRule;

/**
 * What one delivery does to its card: steps of one packet each, from the first on, each sent after the proof of the one
 * before.
 *
 * @param steps one at least, 999 at most
 */
public record Plan(List<Step> steps) {
    private static final int MOST_STEPS = 999;

    /** @throws IllegalArgumentException where there is no step, or too many, or a rule names a step that is none */
    public Plan {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("plan: expected 1 to " + MOST_STEPS + " steps, got " + steps.size());
        }
        for (Step step : steps) {
            StepRule rule = step.rule();
            int last = Math.max(Math.max(rule.next(), rule.recovery()), Math.max(rule.cleanup(), rule.silent()));
            if (last >= steps.size()) {
                throw new IllegalArgumentException(
                        "step " + step.name() + ": expected indexes below " + steps.size() + ", got " + last);
            }
        }
        requireEnd(steps);
    }

    private static void requireEnd(List<Step> steps) {
        // Other ways are bounded: a recovery by the policy, a clean-up since it is begun once.
        boolean[] ends = new boolean[steps.size()];
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = steps.size() - 1; i >= 0; i--) {
                StepRule rule = steps.get(i).rule();
                boolean reached = (rule.next() == StepRule.END || ends[rule.next()])
                        && (rule.silent() == StepRule.NONE || ends[rule.silent()]);
                changed |= reached && !ends[i];
                ends[i] |= reached;
            }
        }
        for (int i = 0; i < ends.length; i++) {
            if (!ends[i]) {
                throw new IllegalArgumentException("step " + steps.get(i).name() + ": expected a way to the end");
            }
        }
    }

    /** A plan of one step. */
    public static Plan of(Step step) {
        return new Plan(List.of(step));
    }

    /** The step at {@code index}. */
    public Step step(int index) {
        return steps.get(index);
    }

    /** How many steps there are. */
    public int size() {
        return steps.size();
    }
}
