// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;

/**
 * All commands ran, and the last gave a wanted status word.
 *
 * @param commands sent
 * @param expect status words of success; null: any answer will do
 */
public record Executed(int commands, @Nullable ExpectedStatusWords expect) implements StepGoal {
    @Override
    public Verdict judge(StepAnswer answer) {
        if (expect == null) {
            return new Verdict.Reached(null);
        }
        ResponseApdu last = answer.last();
        Integer executed = answer.commandsExecuted();
        if (last == null || executed == null) {
            return new Verdict.Missed("the response data cannot be read: " + answer.unreadable());
        }
        StatusWord word = last.statusWord();
        if (executed != commands) {
            return new Verdict.Missed(executed + " of " + commands + " commands executed, the last with " + word.toHex()
                    + ": " + word.meaning());
        }
        return expect.matches(word)
                ? new Verdict.Reached(null)
                : new Verdict.Missed("status word " + word.toHex() + ": " + word.meaning());
    }
}
