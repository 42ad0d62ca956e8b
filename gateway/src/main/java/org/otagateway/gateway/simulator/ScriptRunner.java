// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.script.CompactScript;
import org.otagateway.packet.script.ExpandedResponse;
import org.otagateway.packet.script.ExpandedScript;
import org.otagateway.packet.script.ResponseElement;
import org.otagateway.packet.script.ScriptElement;
import org.otagateway.packet.script.TemplateLength;

/** Runs scripts until a command fails (TS 102 226 clause 5). */
final class ScriptRunner {
    /** Octets of response data that the card has room for. */
    private static final int ROOM = 2048;

    private ScriptRunner() {}

    /**
     * What came of a script.
     *
     * @param response in the format of the script
     * @param commandsExecuted the one that failed included
     * @param statusWord of the last command; null where there was none
     */
    record Outcome(
            Octets response, int commandsExecuted, @Nullable StatusWord statusWord) {}

    static Outcome run(Octets script, CardApplication.Format format, CommandRunner runner) {
        if (script.isEmpty()) {
            return new Outcome(Octets.EMPTY, 0, null);
        }
        boolean expanded = switch (format) {
            case COMPACT -> false;
            case EXPANDED -> true;
            case EITHER -> script.get(0) == 0xAA || script.get(0) == 0xAE;
        };
        return expanded ? expanded(script, runner) : compact(script, runner);
    }

    private static Outcome compact(Octets octets, CommandRunner runner) {
        return CompactScript.decode(octets).fold(script -> compact(script, runner), malformed -> {
            Octets response = new CompactResponse(0, StatusWord.WRONG_LENGTH, Octets.EMPTY).encode();
            return new Outcome(response, 0, StatusWord.WRONG_LENGTH);
        });
    }

    private static Outcome compact(CompactScript script, CommandRunner runner) {
        int executed = 0;
        ResponseApdu last = ResponseApdu.of(StatusWord.OK);
        for (CommandApdu command : script.commands()) {
            last = runner.execute(command);
            executed++;
            if (!last.statusWord().letsScriptGoOn()) {
                break;
            }
        }
        Octets response = new CompactResponse(executed, last.statusWord(), last.data()).encode();
        return new Outcome(response, executed, last.statusWord());
    }

    private static Outcome expanded(Octets octets, CommandRunner runner) {
        return ExpandedScript.decode(octets).fold(script -> expanded(script, runner), malformed -> {
            TemplateLength form = octets.get(0) == TemplateLength.INDEFINITE.scriptTag()
                    ? TemplateLength.INDEFINITE
                    : TemplateLength.DEFINITE;
            return outcome(form, 0, 0, null, List.of(badFormat(malformed)));
        });
    }

    private static ResponseElement badFormat(Malformed malformed) {
        if (malformed.field().endsWith("tag")) {
            return new ResponseElement.BadFormat(ResponseElement.BadFormat.UNKNOWN_TAG);
        }
        boolean short_ = malformed.field().equals("end of content");
        return new ResponseElement.BadFormat(
                short_ ? ResponseElement.BadFormat.LENGTH_NOT_FOUND : ResponseElement.BadFormat.WRONG_LENGTH);
    }

    private static Outcome expanded(ExpandedScript script, CommandRunner runner) {
        List<ResponseElement> answers = new ArrayList<>();
        int objects = 0;
        int commands = 0;
        int used = 0;
        StatusWord word = null;
        for (ScriptElement element : script.elements()) {
            objects++;
            if (element instanceof ScriptElement.Command command) {
                ResponseApdu answer = runner.execute(command.apdu());
                if (used + answer.data().length() > ROOM) {
                    answer = new ResponseApdu(answer.data().slice(0, ROOM - used), StatusWord.RESPONSE_TRUNCATED);
                }
                used += answer.data().length();
                commands++;
                word = answer.statusWord();
                answers.add(new ResponseElement.CommandResponse(answer));
                if (!word.letsScriptGoOn() || word.equals(StatusWord.RESPONSE_TRUNCATED)) {
                    break;
                }
            } else if (element instanceof ScriptElement.ScriptChaining) {
                answers.add(new ResponseElement.ScriptChainingResponse(
                        ResponseElement.ScriptChainingResponse.NOT_SUPPORTED));
                objects--;
                break;
            }
            // Immediate and error actions ask for a screen, which this card does not have: done, without an answer.
        }
        return outcome(script.form(), objects, commands, word, answers);
    }

    private static Outcome outcome(
            TemplateLength form, int objects, int commands, @Nullable StatusWord word, List<ResponseElement> answers) {
        OptionalInt executed = form == TemplateLength.DEFINITE ? OptionalInt.of(objects) : OptionalInt.empty();
        return new Outcome(new ExpandedResponse(form, executed, answers).encode(), commands, word);
    }
}
