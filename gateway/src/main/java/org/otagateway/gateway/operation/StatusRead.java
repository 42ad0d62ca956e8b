// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.stream.Collectors;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.globalplatform.GetStatus;

/**
 * The registry is read, and told entry by entry.
 *
 * @param subset of the registry
 */
record StatusRead(GetStatus.Subset subset) implements StepGoal {
    @Override
    public Verdict judge(StepAnswer answer) {
        CardRegistry registry = CardRegistry.of(answer);
        String fault = registry.fault();
        if (fault != null) {
            return new Verdict.Missed(fault);
        }
        String entries = registry.entries().stream()
                .map(entry -> CardRegistry.describe(entry, subset.owner()))
                .collect(Collectors.joining("; "));
        return new Verdict.Reached(
                registry.entries().isEmpty()
                        ? "nothing of this kind is on the card"
                        : registry.more() ? entries + "; and more, which the first octets of an AID select" : entries);
    }
}
