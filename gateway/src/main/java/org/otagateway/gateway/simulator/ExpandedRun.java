// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.ExpandedResponse;
import org.otagateway.packet.script.ExpandedScript;
import org.otagateway.packet.script.ResponseElement;
import org.otagateway.packet.script.ResponseElement.BadFormat;
import org.otagateway.packet.script.ResponseElement.ImmediateActionResponse;
import org.otagateway.packet.script.ResponseElement.ScriptChainingResponse;
import org.otagateway.packet.script.ScriptElement;
import org.otagateway.packet.script.ScriptElement.ScriptChaining.Link;
import org.otagateway.packet.script.TemplateLength;

/** One run of an expanded script (TS 102 226 clause 5.2): up to its end, the first command that fails, or a fault in it. */
final class ExpandedRun {
    /** Octets of response data that the card has room for. */
    private static final int ROOM = 2048;

    private static final int PROACTIVE_COMMAND = 0xD0;
    private static final int COMMAND_DETAILS = 0x81;
    private static final int COMMAND_DETAILS_LENGTH = 3;
    /** b8 of a tag: the terminal has to understand it. */
    private static final int COMMAND_REQUIRED = 0x80;

    private static final int PROACTIVE_SESSION = 0x81;
    private static final int EARLY_RESPONSE = 0x82;

    private final ExpandedScript.Reading script;
    private final List<ResponseElement> answers = new ArrayList<>();
    private int objects;
    private int commands;
    private int used;
    private @Nullable StatusWord word;

    ExpandedRun(ExpandedScript.Reading script) {
        this.script = script;
    }

    ScriptRunner.Outcome run(ScriptChains chains, Supplier<CommandRunner> fresh) {
        Link link = !script.elements().isEmpty()
                        && script.elements().get(0) instanceof ScriptElement.ScriptChaining chaining
                ? chaining.link()
                : null;
        boolean goesOn = link == Link.MORE_FOLLOW || link == Link.LAST;
        if (!goesOn) {
            chains.end();
        }
        CommandRunner runner = goesOn ? chains.underWay().orElse(null) : fresh.get();
        if (runner == null) {
            answers.add(new ScriptChainingResponse(ScriptChainingResponse.NO_PREVIOUS_SCRIPT));
            return outcome();
        }
        boolean done = run(runner);
        if (!done || link == Link.LAST) {
            chains.end();
        } else if (link == Link.FIRST || link == Link.FIRST_KEPT_OVER_RESET) {
            chains.keep(runner, link == Link.FIRST_KEPT_OVER_RESET);
        }
        return outcome();
    }

    /** False where a command failed or the format was broken. */
    private boolean run(CommandRunner runner) {
        for (ScriptElement element : script.elements()) {
            objects++;
            if (element instanceof ScriptElement.Command command && !run(runner, command)) {
                return false;
            }
            if (element instanceof ScriptElement.ImmediateAction action) {
                act(action.value());
            }
            // An error action asks for a screen, which this card does not have: done, and it never has an answer.
        }
        Malformed fault = script.fault().orElse(null);
        if (fault != null) {
            answers.add(badFormat(fault));
        }
        return fault == null;
    }

    private boolean run(CommandRunner runner, ScriptElement.Command command) {
        ResponseApdu answer = runner.execute(command.apdu());
        if (used + answer.data().length() > ROOM) {
            answer = new ResponseApdu(answer.data().slice(0, ROOM - used), StatusWord.RESPONSE_TRUNCATED);
        }
        used += answer.data().length();
        commands++;
        word = answer.statusWord();
        answers.add(new ResponseElement.CommandResponse(answer));
        return answer.statusWord().letsScriptGoOn() && !answer.statusWord().equals(StatusWord.RESPONSE_TRUNCATED);
    }

    /**
     * One octet opens a session or asks for an early answer, or names a record of EF RMA, which this card does not have.
     * More octets are a proactive command, which the terminal takes.
     */
    private void act(Octets action) {
        int first = action.get(0);
        if (action.length() == 1 && (first == PROACTIVE_SESSION || first == EARLY_RESPONSE)) {
            return;
        }
        int details = action.length() > 2 && action.get(1) == 0x81 ? 3 : 2;
        boolean command = first == PROACTIVE_COMMAND
                && action.length() >= details + 2 + COMMAND_DETAILS_LENGTH
                && action.get(details - 1) == action.length() - details
                && (action.get(details) | COMMAND_REQUIRED) == COMMAND_DETAILS
                && action.get(details + 1) == COMMAND_DETAILS_LENGTH;
        answers.add(new ImmediateActionResponse(
                command
                        // TERMINAL RESPONSE: the details of the command, terminal to UICC, done.
                        ? Octets.concat(
                                action.slice(details, details + 2 + COMMAND_DETAILS_LENGTH),
                                Octets.hex("82028281830100"))
                        : ImmediateActionResponse.SUSPENSION_ERROR));
    }

    private static BadFormat badFormat(Malformed fault) {
        if (fault.field().endsWith("tag")) {
            return new BadFormat(BadFormat.UNKNOWN_TAG);
        }
        boolean missing = fault.field().equals("end of content")
                || (fault.field().endsWith("length") && fault.actual().equals("0 octets"));
        return new BadFormat(missing ? BadFormat.LENGTH_NOT_FOUND : BadFormat.WRONG_LENGTH);
    }

    private ScriptRunner.Outcome outcome() {
        TemplateLength form = script.form().orElse(TemplateLength.DEFINITE);
        OptionalInt executed = form == TemplateLength.DEFINITE ? OptionalInt.of(objects) : OptionalInt.empty();
        return new ScriptRunner.Outcome(new ExpandedResponse(form, executed, answers).encode(), commands, word);
    }
}
