// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.outcome.ScriptAnswer;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.script.ExpandedResponse;

/** Reads what a PoR with status 00 says of its script, against what the job wants. */
public final class ScriptAnswers {
    private ScriptAnswers() {}

    /**
     * Reads the additional response data.
     *
     * @param commands the number of commands sent
     * @param expected status words of success; null: the job takes any answer
     */
    public static ScriptAnswer read(
            ScriptFormat format, int commands, @Nullable ExpectedStatusWords expected, Octets data) {
        return format == ScriptFormat.COMPACT ? compact(commands, expected, data) : expanded(commands, expected, data);
    }

    private static ScriptAnswer compact(int commands, @Nullable ExpectedStatusWords expected, Octets data) {
        return CompactResponse.decode(data)
                .fold(
                        answer -> judge(
                                commands,
                                expected,
                                answer.commandsExecuted(),
                                answer.lastStatusWord(),
                                answer.lastResponseData()),
                        bad -> unreadable(expected, data, bad.describe()));
    }

    /** In the expanded format the R-APDUs count: 80 may count other objects (TS 102 226 clause 5.2.2). */
    private static ScriptAnswer expanded(int commands, @Nullable ExpectedStatusWords expected, Octets data) {
        return ExpandedResponse.decode(data)
                .fold(
                        answer -> {
                            List<ResponseApdu> responses = answer.commandResponses();
                            if (responses.isEmpty()) {
                                return unreadable(expected, data, "no R-APDU in it");
                            }
                            ResponseApdu last = responses.get(responses.size() - 1);
                            return judge(commands, expected, responses.size(), last.statusWord(), last.data());
                        },
                        bad -> unreadable(expected, data, bad.describe()));
    }

    private static ScriptAnswer judge(
            int commands, @Nullable ExpectedStatusWords expected, int executed, StatusWord word, Octets data) {
        String detail = null;
        if (expected != null && executed != commands) {
            detail = executed + " of " + commands + " commands executed, the last with " + word.toHex() + ": "
                    + word.meaning();
        } else if (expected != null && !expected.matches(word)) {
            detail = "status word " + word.toHex() + ": " + word.meaning();
        }
        return new ScriptAnswer(detail == null, executed, word.value(), data, detail);
    }

    private static ScriptAnswer unreadable(@Nullable ExpectedStatusWords expected, Octets data, String why) {
        boolean any = expected == null;
        return new ScriptAnswer(
                any, null, null, data.isEmpty() ? null : data, any ? null : "the response data cannot be read: " + why);
    }
}
