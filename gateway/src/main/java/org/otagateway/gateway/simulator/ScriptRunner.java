// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.script.CompactScript;
import org.otagateway.packet.script.ExpandedScript;

/** Runs scripts until a command fails (TS 102 226 clause 5). */
final class ScriptRunner {
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

    /**
     * Runs a script.
     *
     * @param chains of the application
     * @param fresh makes a runner with nothing selected
     */
    static Outcome run(
            Octets script, CardApplication.Format format, ScriptChains chains, Supplier<CommandRunner> fresh) {
        if (script.isEmpty()) {
            return new Outcome(Octets.EMPTY, 0, null);
        }
        boolean expanded = switch (format) {
            case COMPACT -> false;
            case EXPANDED -> true;
            case EITHER -> script.get(0) == 0xAA || script.get(0) == 0xAE;
        };
        if (expanded) {
            return new ExpandedRun(ExpandedScript.read(script)).run(chains, fresh);
        }
        chains.end();
        return compact(script, fresh.get());
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
}
