// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.outcome.Verdict;

/** What a step wants of its answer: a pure judge, that never throws whatever a card says. */
public interface StepGoal {
    /** What the answer means to the step. */
    Verdict judge(StepAnswer answer);
}
