// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.StatusEntry;

/**
 * The card has an entry with this AID in its registry. Where it has not, what was done before may be done again.
 *
 * @param aid of the instance, or of the package
 * @param owner whose life cycle it is
 * @param least the state that has to be reached; of an application one with all its bits set will do, since an applet may go
 *     on by itself
 */
record Registered(Aid aid, LifeCycleState.Owner owner, int least) implements StepGoal {
    @Override
    public Verdict judge(StepAnswer answer) {
        CardRegistry registry = CardRegistry.of(answer);
        String fault = registry.fault();
        if (fault != null) {
            return new Verdict.Missed(fault);
        }
        StatusEntry entry = registry.entry(aid).orElse(null);
        if (entry == null) {
            return new Verdict.Again(aid + " is not on the card");
        }
        String state = CardRegistry.state(entry, owner);
        return (entry.state() & least) == least
                ? new Verdict.Reached(aid + " is " + state)
                : new Verdict.Missed(aid + " is " + state);
    }
}
