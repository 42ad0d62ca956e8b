// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.List;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.script.ExpandedResponse;
import org.otagateway.packet.script.ExpandedScript;

/** The data of a secured packet: a script or an answer to one where it reads as such; applications may use any form. */
final class DataTree {
    private DataTree() {}

    static Field of(Octets data, int base, boolean derived, Shape shape, Context context) {
        return shape == Shape.COMMAND ? command(data, base, derived, context) : response(data, base, derived, context);
    }

    private static Field command(Octets data, int base, boolean derived, Context context) {
        if (ExpandedScript.decode(data).success().isPresent()) {
            return data(data, base, derived, ScriptTree.expanded(data, base, derived, context));
        }
        if (ScriptTree.readsAsCompact(data)) {
            return data(data, base, derived, ScriptTree.compact(data, base, derived, context));
        }
        return plain(data, base, derived, "no script: the application's own form");
    }

    private static Field response(Octets data, int base, boolean derived, Context context) {
        if (ExpandedResponse.decode(data).success().isPresent()) {
            return data(data, base, derived, AnswerTree.expanded(data, base, derived, context));
        }
        if (CompactResponse.decode(data).success().isPresent()) {
            return data(data, base, derived, AnswerTree.compact(data, base, derived, context));
        }
        return plain(data, base, derived, "no answer to a script: the application's own form");
    }

    private static Field data(Octets data, int base, boolean derived, Field inside) {
        return new Field(
                base, data, "", "data", inside.name(), inside.clause(), Verdict.PLAIN, derived, inside.children());
    }

    private static Field plain(Octets data, int base, boolean derived, String meaning) {
        return new Field(base, data, "", "data", meaning, "", Verdict.PLAIN, derived, List.of());
    }
}
