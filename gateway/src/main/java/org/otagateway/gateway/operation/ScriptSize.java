// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.packet.apdu.CommandApdu;

/** How long a script is before it is made (TS 102 226 clauses 5.1.1 and 5.2.1). */
final class ScriptSize {
    private static final int HEADER_AND_P3 = 5;
    private static final int TAG = 1;
    /** AE 80 … 00 00. */
    private static final int INDEFINITE = 4;

    private ScriptSize() {}

    /** Octets of one command in a script, its object's tag and length included. */
    static int ofCommand(ScriptFormat format, CommandApdu command) {
        int octets = command.encode().length();
        return ofCommand(format, octets);
    }

    /** The same of a command of so many octets. */
    static int ofCommand(ScriptFormat format, int octets) {
        return format == ScriptFormat.COMPACT ? Math.max(octets, HEADER_AND_P3) : TAG + length(octets) + octets;
    }

    /** Octets of a script whose commands come to {@code content}. */
    static int ofScript(ScriptFormat format, int content) {
        return switch (format) {
            case COMPACT -> content;
            case EXPANDED_DEFINITE -> TAG + length(content) + content;
            case EXPANDED_INDEFINITE -> content + INDEFINITE;
        };
    }

    /** Octets of a length field (BER). */
    private static int length(int value) {
        return value < 0x80 ? 1 : value < 0x100 ? 2 : 3;
    }
}
