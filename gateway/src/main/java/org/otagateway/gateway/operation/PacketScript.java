// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ExpectedStatusWords;

/** The commands of one packet, while they are collected. */
final class PacketScript {
    private static final int MOST_COMMANDS = 255;
    private static final int MOST_NAMES = 3;
    private static final int STATUS_WORD = 2;
    private static final int HEADER_AND_LC = 5;

    private final PacketRoom room;
    private final ScriptFormat format;
    private final List<CommandApdu> commands = new ArrayList<>();
    private final Map<Integer, Reading> readings = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private int content;
    private int answers;
    private boolean closed;
    private boolean lengthOpen;
    private boolean verifies;
    private boolean repeatable = true;

    PacketScript(PacketRoom room) {
        this.room = room;
        this.format = room.format();
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    /** Executing what is in it twice does no harm, once its secrets were right. */
    boolean repeatable() {
        return repeatable;
    }

    /**
     * Adds commands that belong together.
     *
     * @return whether they fit; if not, nothing was added
     */
    boolean add(List<Command> together, String name, boolean twice) {
        if (together.isEmpty()) {
            return true;
        }
        if (closed || commands.size() + together.size() > MOST_COMMANDS) {
            return false;
        }
        int more = 0;
        int answered = 0;
        for (Command command : together) {
            more += ScriptSize.ofCommand(format, command.apdu());
            answered += answer(command.apdu());
        }
        if (ScriptSize.ofScript(format, content + more) > room.octets(0)) {
            return false;
        }
        // The proof comes back over the same route: no more is asked for than that carries.
        if (!commands.isEmpty() && ScriptSize.ofScript(format, answers + answered) > room.octets(0)) {
            return false;
        }
        for (Command command : together) {
            if (command.reading() != null) {
                readings.put(commands.size(), command.reading());
            }
            commands.add(command.apdu());
            lengthOpen |= command.lengthOpen();
            verifies |= command.verifies();
        }
        Command last = together.get(together.size() - 1);
        closed = last.lengthOpen()
                || (format == ScriptFormat.COMPACT && last.apdu().asksForData());
        content += more;
        answers += answered;
        repeatable &= twice;
        names.add(name);
        return true;
    }

    private int answer(CommandApdu command) {
        return format == ScriptFormat.COMPACT ? 0 : ScriptSize.ofCommand(format, command.ne() + STATUS_WORD);
    }

    /** Octets of data of one more command after others, 0 where none fits. */
    int dataLeft(List<Command> before, int most) {
        if (closed || commands.size() + before.size() >= MOST_COMMANDS) {
            return 0;
        }
        int with = content;
        for (Command command : before) {
            with += ScriptSize.ofCommand(format, command.apdu());
        }
        int data = most;
        while (data > 0
                && ScriptSize.ofScript(format, with + ScriptSize.ofCommand(format, HEADER_AND_LC + data))
                        > room.octets(0)) {
            data--;
        }
        return data;
    }

    Step step(int next, @Nullable ExpectedStatusWords expect) {
        StepRule rule = StepRule.then(next);
        StepGoal goal = readings.isEmpty() && !lengthOpen
                ? new Executed(commands.size(), expect)
                : new Answered(commands.size(), expect, readings, lengthOpen);
        return new Step(
                name(),
                0,
                commands.stream().map(command -> command.encode().toHex()).toList(),
                goal,
                repeatable && !verifies ? rule.asRepeatable() : rule,
                StepEffect.NONE);
    }

    private String name() {
        List<String> first = names.stream().limit(MOST_NAMES).toList();
        return String.join(", ", first) + (names.size() > MOST_NAMES ? " …" : "");
    }
}
