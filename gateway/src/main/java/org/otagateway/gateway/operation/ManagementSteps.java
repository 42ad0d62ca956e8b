// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.RamCommand;

/** Makes steps of commands of remote applet management, in the format of the route. */
final class ManagementSteps {
    private static final int MOST_COMMANDS = 255;
    /** Octets of an answer with its status word, in an object of the expanded format. */
    private static final int MOST_ANSWER = 262;

    private static final int MOST_OCCURRENCES = 4;
    /** The answer to a command with data, in the compact format (TS 102 226 clause 5.1.1). */
    private static final CommandApdu GET_RESPONSE = new CommandApdu(0x00, 0xC0, 0, 0, Octets.EMPTY, 256);

    private final PacketRoom room;

    ManagementSteps(PacketRoom room) {
        this.room = room;
    }

    /**
     * One packet.
     *
     * @throws CompileException where the route does not carry it
     */
    Step step(String name, List<CommandApdu> commands, StepGoal goal, StepRule rule) throws CompileException {
        return step(name, 0, commands, goal, rule, StepEffect.NONE);
    }

    /** One packet that is secured with the keys of a version, and changes the store. */
    Step step(String name, int keyVersion, List<CommandApdu> commands, StepGoal goal, StepRule rule, StepEffect effect)
            throws CompileException {
        if (size(commands) > room.octets(keyVersion)) {
            throw new CompileException(
                    "script",
                    null,
                    name + " in the octets that a packet of the route carries, " + room.octets(keyVersion));
        }
        return new Step(
                name,
                keyVersion,
                commands.stream().map(command -> command.encode().toHex()).toList(),
                goal,
                rule,
                effect);
    }

    /** One packet with a GET STATUS. */
    Step status(String name, GetStatus status, StepGoal goal, StepRule rule) throws CompileException {
        return step(name, answered(status), goal, rule);
    }

    /** A command and what fetches its answer. */
    List<CommandApdu> answered(RamCommand command) {
        return room.format() == ScriptFormat.COMPACT
                ? List.of(unanswered(command.command()), GET_RESPONSE)
                : List.of(command.command());
    }

    /**
     * GET STATUS with what asks for further occurrences, as often as the answers fit the route. The compact format has no way
     * to it: it answers with the data of one command, and the card forgets its place with the end of the script.
     */
    List<CommandApdu> wholeStatus(GetStatus first) {
        if (room.format() == ScriptFormat.COMPACT) {
            return answered(first);
        }
        GetStatus next = new GetStatus(first.subset(), true, first.filter(), first.tags());
        List<CommandApdu> commands = new ArrayList<>(List.of(first.command()));
        int answers = Math.min(room.octets(0) / MOST_ANSWER, MOST_OCCURRENCES);
        while (commands.size() < answers) {
            commands.add(next.command());
        }
        return commands;
    }

    /** A command of which the status word is all that is wanted. */
    CommandApdu plain(RamCommand command) {
        return room.format() == ScriptFormat.COMPACT ? unanswered(command.command()) : command.command();
    }

    private static CommandApdu unanswered(CommandApdu command) {
        return command.data().isEmpty()
                ? command
                : new CommandApdu(command.cla(), command.ins(), command.p1(), command.p2(), command.data(), 0);
    }

    /** Whether one more command fits behind others. */
    boolean fits(List<CommandApdu> commands, CommandApdu next) {
        List<CommandApdu> all = new ArrayList<>(commands);
        all.add(next);
        return all.size() <= MOST_COMMANDS && size(all) <= room.octets(0);
    }

    private int size(List<CommandApdu> commands) {
        int content = 0;
        for (CommandApdu command : commands) {
            content += ScriptSize.ofCommand(room.format(), command);
        }
        return ScriptSize.ofScript(room.format(), content);
    }
}
