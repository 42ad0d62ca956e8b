// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;

/**
 * What was to be deleted is gone, or was not there (SW 6A88).
 *
 * @param name of it
 */
record Deleted(String name) implements StepGoal {
    private static final ExpectedStatusWords DONE = ExpectedStatusWords.defaultFor(0x80);

    @Override
    public Verdict judge(StepAnswer answer) {
        ResponseApdu last = answer.last();
        if (last == null) {
            return new Verdict.Missed("the response data cannot be read: " + answer.unreadable());
        }
        StatusWord word = last.statusWord();
        if (word.equals(StatusWord.REFERENCED_DATA_NOT_FOUND)) {
            return new Verdict.Reached(name + " was not on the card");
        }
        return DONE.matches(word)
                ? new Verdict.Reached(null)
                : new Verdict.Missed("DELETE of " + name + ": " + CardRegistry.told(word));
    }
}
