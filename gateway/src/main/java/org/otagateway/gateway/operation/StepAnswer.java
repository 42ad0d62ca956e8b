// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;

/**
 * What a card answered to the script of one step.
 *
 * @param commandsExecuted the commands that it executed, the one that failed included; null where it cannot be read
 * @param responses of those commands, in order; in the compact format the last alone, none where it cannot be read
 * @param raw the additional response data as it came
 * @param unreadable why it cannot be read; null where it can
 */
public record StepAnswer(
        @Nullable Integer commandsExecuted,
        List<ResponseApdu> responses,
        Octets raw,
        @Nullable String unreadable) {
    /** @throws IllegalArgumentException where it can be read and says nothing, or cannot and says something */
    public StepAnswer {
        responses = List.copyOf(responses);
        if ((unreadable == null) != (commandsExecuted != null) || (unreadable == null) == responses.isEmpty()) {
            throw new IllegalArgumentException("answer: expected responses, or why there are none");
        }
    }

    /** The answer to the last command executed; null where it cannot be read. */
    public @Nullable ResponseApdu last() {
        return responses.isEmpty() ? null : responses.get(responses.size() - 1);
    }
}
