// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.Instruction;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * Commands one after another in the compact remote application data format (TS 102 226 clause 5.1.1).
 *
 * <pre>
 * | CLA | INS | P1 | P2 | P3 | data (P3 octets, where the command takes data) | CLA | INS | …
 * </pre>
 *
 * <p>P3 always stands, 00 where a command has no data. A command with data has no Le; only after the last one a single
 * octet is taken as its Le, as some senders and cards do.
 *
 * @param commands 1…255, with short lengths
 */
public record CompactScript(List<CommandApdu> commands) {
    /** The response counts the commands in one octet. */
    static final int MAX_COMMANDS = 255;

    private static final String CLAUSE = "TS 102 226 5.1.1";

    public CompactScript {
        commands = List.copyOf(commands);
        if (commands.isEmpty() || commands.size() > MAX_COMMANDS) {
            throw new IllegalArgumentException("expected 1 to 255 commands, got " + commands.size());
        }
        for (int i = 0; i < commands.size(); i++) {
            CommandApdu command = commands.get(i);
            String problem = problem(command, i == commands.size() - 1);
            if (problem != null) {
                throw new IllegalArgumentException("command " + (i + 1) + ": " + problem);
            }
        }
    }

    private static @Nullable String problem(CommandApdu command, boolean last) {
        if (command.isExtended()) {
            return "extended lengths do not go into a compact script";
        }
        if (command.isoCase() == 4 && !last) {
            return "Le after data, and another command follows";
        }
        return switch (instruction(command)) {
            case OUTGOING -> command.isoCase() == 2 ? null : "this instruction takes Le and no data";
            case INCOMING -> command.isoCase() != 2 ? null : "this instruction takes data, not Le alone";
            case UNKNOWN -> null;
        };
    }

    private static Instruction instruction(CommandApdu command) {
        return Instruction.of(command.cla(), command.ins(), command.p1(), command.p2());
    }

    public Octets encode() {
        Octets[] parts = new Octets[commands.size()];
        for (int i = 0; i < parts.length; i++) {
            CommandApdu command = commands.get(i);
            parts[i] = command.isoCase() == 1 ? Octets.concat(command.encode(), Octets.of(0)) : command.encode();
        }
        return Octets.concat(parts);
    }

    /**
     * Cuts a script into its commands. P3 alone does not tell Lc from Le: {@link Instruction} decides, and an unknown
     * instruction is taken as one with data.
     */
    public static Decoded<CompactScript> decode(Octets script) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(script, CLAUSE);
            List<CommandApdu> commands = new ArrayList<>();
            do {
                if (commands.size() == MAX_COMMANDS) {
                    throw in.fail("script", in.offset(), "at most 255 commands", in.remaining() + " more octets");
                }
                commands.add(readCommand(in));
            } while (!in.atEnd());
            return new CompactScript(commands);
        });
    }

    private static CommandApdu readCommand(OctetReader in) throws MalformedException {
        int at = in.offset();
        int cla = in.u8("CLA");
        if (cla == 0xFF) {
            throw in.fail("CLA", at, "00 to fe", "ff");
        }
        int ins = in.u8("INS");
        int p1 = in.u8("P1");
        int p2 = in.u8("P2");
        int p3 = in.u8("P3");
        if (Instruction.of(cla, ins, p1, p2) == Instruction.OUTGOING) {
            return new CommandApdu(cla, ins, p1, p2, Octets.EMPTY, p3 == 0 ? 256 : p3);
        }
        Octets data = in.octets("data", p3);
        int ne = 0;
        if (p3 > 0 && in.remaining() == 1) {
            int le = in.u8("Le");
            ne = le == 0 ? 256 : le;
        }
        return new CommandApdu(cla, ins, p1, p2, data, ne);
    }
}
