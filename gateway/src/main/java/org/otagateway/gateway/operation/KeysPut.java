// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.apdu.ResponseApdu;

/**
 * The card took the keys. Where it refuses them they may be there already, put by a copy whose answer was lost: another step
 * asks.
 *
 * @param version of the keys
 */
record KeysPut(int version) implements StepGoal {
    private static final ExpectedStatusWords DONE = ExpectedStatusWords.defaultFor(0x80);

    @Override
    public Verdict judge(StepAnswer answer) {
        ResponseApdu last = answer.last();
        if (last == null) {
            return new Verdict.Again("PUT KEY: the response data cannot be read: " + answer.unreadable());
        }
        return DONE.matches(last.statusWord())
                ? new Verdict.Reached(null)
                : new Verdict.Again("PUT KEY version " + version + ": " + CardRegistry.told(last.statusWord()));
    }
}
