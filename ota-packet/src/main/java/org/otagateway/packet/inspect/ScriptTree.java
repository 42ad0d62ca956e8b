// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.CompactScript;

/** Scripts of TS 102 226: commands one after another, or objects in a template. */
final class ScriptTree {
    private static final int MOST_COMMANDS = 255;

    private ScriptTree() {}

    /** Whether octets are commands throughout, of known classes and instructions. */
    static boolean readsAsCompact(Octets script) {
        return CompactScript.decode(script)
                .success()
                .filter(read -> read.commands().stream().allMatch(ScriptTree::known))
                .isPresent();
    }

    private static boolean known(CommandApdu command) {
        return Commands.knownClass(command.cla())
                && Commands.instruction(command.cla(), command.ins(), command.p1())
                        .isPresent();
    }

    static Field compact(Octets script, int base, boolean derived, Context context) {
        String clause = Kind.COMPACT_SCRIPT.clause();
        return FieldReader.tree(Kind.COMPACT_SCRIPT.text(), script, base, derived, clause, "", context.notes(), in -> {
            ApduTree commands = new ApduTree(in);
            int number = 0;
            do {
                if (++number > MOST_COMMANDS) {
                    throw in.cut("script", in.place(), "expected at most 255 commands");
                }
                commands.read(number, ApduTree.Form.COMPACT, in.remaining());
            } while (!in.atEnd());
        });
    }

    static Field alone(Octets apdu, int base, boolean derived, Context context) {
        String clause = Kind.COMMAND_APDU.clause();
        return FieldReader.tree(
                Kind.COMMAND_APDU.text(),
                apdu,
                base,
                derived,
                clause,
                "",
                context.notes(),
                in -> new ApduTree(in).read(0, ApduTree.Form.ALONE, in.remaining()));
    }

    static Field expanded(Octets script, int base, boolean derived, Context context) {
        String clause = Kind.EXPANDED_SCRIPT.clause();
        return FieldReader.tree(Kind.EXPANDED_SCRIPT.text(), script, base, derived, clause, "", context.notes(), in -> {
            ApduTree commands = new ApduTree(in);
            int[] number = {0};
            Template.read(in, 0xAA, 0xAE, (tag, length) -> {
                switch (tag) {
                    case 0x22 -> commands.read(++number[0], ApduTree.Form.ALONE, length);
                    case 0x81 -> in.octets("immediate action", length, ScriptTree::action);
                    case 0x82 -> in.octets("error action", length, ScriptTree::action);
                    case 0x83 -> in.octets("script chaining", length, ScriptTree::chaining);
                    default ->
                        throw in.cut(
                                "object tag", in.place(), "expected 22, 81, 82 or 83, got " + OctetReader.hex8(tag));
                }
            });
        });
    }

    static String tagName(int tag) {
        return switch (tag) {
            case 0x22 -> "C-APDU";
            case 0x23 -> "R-APDU";
            case 0x80 -> "number of executed objects";
            case 0x81 -> "immediate action";
            case 0x82 -> "error action";
            case 0x83 -> "script chaining";
            case 0x90 -> "bad format";
            default -> "not a tag of this template";
        };
    }

    private static String action(Octets value) {
        return value.length() == 1 ? "stored action " + value.toHex() : "a proactive command";
    }

    private static String chaining(Octets value) {
        return switch (value.isEmpty() ? -1 : value.get(0)) {
            case 0x01 -> "the first script; the chain ends with a reset";
            case 0x11 -> "the first script; the chain is kept over a reset";
            case 0x02 -> "a further script, more follow";
            case 0x03 -> "the last script";
            default -> "not a value of the standard";
        };
    }
}
