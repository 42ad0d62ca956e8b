// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.operation.StepAnswer;
import org.otagateway.gateway.operation.StepGoal;
import org.otagateway.gateway.outcome.ScriptAnswer;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.script.ExpandedResponse;

/** Reads what a PoR with status 00 says of its script, against what the step wants. */
public final class ScriptAnswers {
    private ScriptAnswers() {}

    /**
     * Reads the additional response data.
     *
     * @param goal what the step wants of it
     */
    public static ScriptAnswer read(ScriptFormat format, StepGoal goal, Octets data) {
        StepAnswer answer = format == ScriptFormat.COMPACT ? compact(data) : expanded(data);
        ResponseApdu last = answer.last();
        @Nullable Octets shown = last == null ? (data.isEmpty() ? null : data) : last.data();
        return new ScriptAnswer(
                goal.judge(answer),
                answer.commandsExecuted(),
                last == null ? null : last.statusWord().value(),
                shown);
    }

    private static StepAnswer compact(Octets data) {
        return CompactResponse.decode(data)
                .fold(
                        answer -> new StepAnswer(
                                answer.commandsExecuted(),
                                List.of(new ResponseApdu(answer.lastResponseData(), answer.lastStatusWord())),
                                data,
                                null),
                        bad -> unreadable(data, bad.describe()));
    }

    /** In the expanded format the R-APDUs count: 80 may count other objects (TS 102 226 clause 5.2.2). */
    private static StepAnswer expanded(Octets data) {
        return ExpandedResponse.decode(data)
                .fold(
                        answer -> {
                            List<ResponseApdu> responses = answer.commandResponses();
                            return responses.isEmpty()
                                    ? unreadable(data, "no R-APDU in it")
                                    : new StepAnswer(responses.size(), responses, data, null);
                        },
                        bad -> unreadable(data, bad.describe()));
    }

    private static StepAnswer unreadable(Octets data, String why) {
        return new StepAnswer(null, List.of(), data, why);
    }
}
