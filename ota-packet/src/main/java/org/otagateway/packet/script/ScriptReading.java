// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.Instruction;
import org.otagateway.packet.bytes.Octets;

/** What came of reading a script that a person wrote: the script, or each fault in it. */
public sealed interface ScriptReading {
    /** The script, ready to be sent. */
    record Valid(CompactScript script) implements ScriptReading {}

    /**
     * What has to be mended.
     *
     * @param faults in the order of the commands, not empty
     */
    record Invalid(List<ScriptFault> faults) implements ScriptReading {
        public Invalid {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("expected at least one fault");
            }
        }
    }

    /**
     * Reads one hexadecimal APDU an entry, in the form that a compact script takes: {@code CLA INS P1 P2}, and P3 with the
     * data it announces. As each entry stands alone, its length tells what P3 means.
     *
     * <p>Only the last command may ask for data: the card answers with the data of one command only, and TS 102 226
     * clause 5.1.1 wants it last.
     */
    static ScriptReading compact(List<String> apdus) {
        List<ScriptFault> faults = new ArrayList<>();
        List<CommandApdu> commands = new ArrayList<>();
        for (int i = 0; i < apdus.size(); i++) {
            try {
                CommandApdu command = compactCommand(Octets.hex(apdus.get(i)));
                if (command.asksForData() && i < apdus.size() - 1) {
                    throw new IllegalArgumentException("asks for data, and only the last command may");
                }
                commands.add(command);
            } catch (IllegalArgumentException e) {
                faults.add(new ScriptFault(i + 1, String.valueOf(e.getMessage())));
            }
        }
        if (apdus.isEmpty() || apdus.size() > CompactScript.MAX_COMMANDS) {
            faults.add(new ScriptFault(
                    Math.max(apdus.size(), 1),
                    "expected 1 to " + CompactScript.MAX_COMMANDS + " commands in a script, got " + apdus.size()));
        }
        return faults.isEmpty() ? new Valid(new CompactScript(commands)) : new Invalid(faults);
    }

    private static CommandApdu compactCommand(Octets apdu) {
        int length = apdu.length();
        if (length < 4) {
            throw new IllegalArgumentException("expected at least CLA INS P1 P2, got " + length + " octets");
        }
        int p3 = length == 4 ? 0 : apdu.get(4);
        int following = Math.max(length - 5, 0);
        Instruction instruction = Instruction.of(apdu.get(0), apdu.get(1), apdu.get(2), apdu.get(3));
        if (instruction == Instruction.OUTGOING) {
            if (length == 4) {
                throw new IllegalArgumentException("this instruction asks for data: expected Le after P2");
            }
            if (following > 0) {
                throw new IllegalArgumentException(
                        "this instruction asks for data: P3 is Le, expected nothing after it, got " + following
                                + " octets");
            }
        } else if (following == 0) {
            if (p3 != 0 && instruction == Instruction.INCOMING) {
                throw new IllegalArgumentException("Lc says " + p3 + " octets of data, got none");
            }
        } else if (p3 == 0) {
            throw new IllegalArgumentException(
                    "P3 is 00, expected nothing after it (a script takes short lengths only), got " + following
                            + " octets");
        } else if (following == p3 + 1) {
            throw new IllegalArgumentException(
                    "Le after " + p3 + " octets of data: inside a script the card would read it"
                            + " as the next CLA; leave it out, and fetch the answer with GET RESPONSE");
        } else if (following != p3) {
            throw new IllegalArgumentException("Lc says " + p3 + " octets of data, got " + following);
        }
        boolean le = following == 0 && (instruction == Instruction.OUTGOING || p3 != 0);
        return new CommandApdu(
                apdu.get(0),
                apdu.get(1),
                apdu.get(2),
                apdu.get(3),
                following == 0 ? Octets.EMPTY : apdu.from(5),
                !le ? 0 : p3 == 0 ? 256 : p3);
    }
}
