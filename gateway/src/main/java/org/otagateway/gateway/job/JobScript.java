// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.ExpandedScript;
import org.otagateway.packet.script.ScriptFault;
import org.otagateway.packet.script.ScriptReading;
import org.otagateway.packet.script.TemplateLength;

/**
 * The script of one card.
 *
 * @param commands how many commands it has
 * @param octets what the packet carries
 */
public record JobScript(int commands, Octets octets) {
    /**
     * Writes the APDUs of a job for one card.
     *
     * @param values the value of a column in hexadecimal, by its name in lower case
     * @throws IllegalArgumentException where the APDUs make no script; the message names the command and shows no value
     */
    public static JobScript of(ScriptFormat format, List<ScriptTemplate> templates, Function<String, String> values) {
        List<String> apdus =
                templates.stream().map(template -> template.fill(values)).toList();
        return switch (format) {
            case COMPACT -> compact(apdus);
            case EXPANDED_DEFINITE -> expanded(TemplateLength.DEFINITE, apdus);
            case EXPANDED_INDEFINITE -> expanded(TemplateLength.INDEFINITE, apdus);
        };
    }

    private static JobScript compact(List<String> apdus) {
        ScriptReading reading = ScriptReading.compact(apdus);
        if (reading instanceof ScriptReading.Valid valid) {
            return new JobScript(apdus.size(), valid.script().encode());
        }
        ScriptFault fault = ((ScriptReading.Invalid) reading).faults().get(0);
        throw wrong(fault.command(), fault.problem());
    }

    private static JobScript expanded(TemplateLength form, List<String> apdus) {
        List<CommandApdu> commands = new ArrayList<>();
        for (String apdu : apdus) {
            int number = commands.size() + 1;
            commands.add(CommandApdu.decode(octets(number, apdu)).fold(command -> command, bad -> {
                throw wrong(number, bad.field() + ": expected " + bad.expected() + ", got " + bad.actual());
            }));
        }
        return new JobScript(apdus.size(), ExpandedScript.of(form, commands).encode());
    }

    private static Octets octets(int number, String apdu) {
        try {
            return Octets.hex(apdu);
        } catch (IllegalArgumentException e) {
            throw wrong(number, "expected " + Expectation.of(e));
        }
    }

    private static IllegalArgumentException wrong(int command, String problem) {
        return new IllegalArgumentException("command " + command + ": " + problem);
    }

    /** Without the octets, which may hold a PIN. */
    @Override
    public String toString() {
        return "JobScript[" + commands + " commands, " + octets.length() + " octets]";
    }
}
