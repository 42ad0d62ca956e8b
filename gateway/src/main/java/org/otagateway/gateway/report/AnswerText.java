// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.script.ExpandedResponse;

/** What a card answered to a script, APDU by APDU. */
final class AnswerText {
    private AnswerText() {}

    /** Adds what can be read of {@code data}; octets that are no answer of that format add why not. */
    static void add(ObjectNode json, ScriptFormat format, Octets data) {
        if (format == ScriptFormat.COMPACT) {
            CompactResponse answer = CompactResponse.decode(data).success().orElse(null);
            if (answer != null) {
                json.put("commands_executed", answer.commandsExecuted());
                add(json, List.of(new ResponseApdu(answer.lastResponseData(), answer.lastStatusWord())));
            }
            return;
        }
        ExpandedResponse answer = ExpandedResponse.decode(data).success().orElse(null);
        if (answer != null) {
            json.put("commands_executed", answer.commandResponses().size());
            add(json, answer.commandResponses());
        }
    }

    private static void add(ObjectNode json, List<ResponseApdu> responses) {
        ArrayNode list = json.putArray("responses");
        for (ResponseApdu response : responses) {
            list.addObject()
                    .put("data", response.data().toHex())
                    .put(
                            "status_word",
                            String.format("%04x", response.statusWord().value()));
        }
    }
}
