// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.LifeCycleState;

/**
 * The card has no package with this AID.
 *
 * @param loadFile AID of the package
 * @param otherwise what is told where it has
 */
record Absent(Aid loadFile, String otherwise) implements StepGoal {
    @Override
    public Verdict judge(StepAnswer answer) {
        CardRegistry registry = CardRegistry.of(answer);
        String fault = registry.fault();
        if (fault != null) {
            return new Verdict.Missed(fault);
        }
        return registry.entry(loadFile)
                .<Verdict>map(entry -> new Verdict.Missed(
                        CardRegistry.describe(entry, LifeCycleState.Owner.LOAD_FILE) + " " + otherwise))
                .orElseGet(() -> new Verdict.Reached(null));
    }
}
