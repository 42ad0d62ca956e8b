// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.otagateway.gateway.card.CardColumns;
import org.otagateway.gateway.input.YamlList;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.script.ScriptReading;

/** Reads the script of a job file; each fault is a {@link org.otagateway.gateway.app.UserError} with its line. */
public final class ScriptYaml {
    private ScriptYaml() {}

    /**
     * An entry of a script.
     *
     * @param written where it stands
     * @param operation what it says
     */
    public record Entry(YamlNode written, Operation operation) {}

    /** Reads the entries, one at least: a text is an APDU, a map of one key a word. */
    public static List<Entry> read(YamlList list, ScriptContext context) {
        List<Entry> entries = new ArrayList<>();
        for (YamlNode node : list.nodes()) {
            Operation operation = node instanceof YamlScalar apdu ? apdu(apdu) : word(node, context);
            for (String column : operation.columns()) {
                if (CardColumns.isKey(column)) {
                    throw wrong(node, "no key, algorithm or counter of a card in a script");
                }
            }
            entries.add(new Entry(node, operation));
        }
        if (entries.isEmpty()) {
            throw list.fault("at least one APDU");
        }
        return entries;
    }

    /** The fault of an entry, with its value where it is a single one. */
    public static RuntimeException wrong(YamlNode node, String expected) {
        return node instanceof YamlScalar scalar ? scalar.wrong(expected) : node.fault(expected);
    }

    private static Operation apdu(YamlScalar written) {
        RawApdu apdu = written.parse(RawApdu::parse);
        // What stands there without columns is wrong for all cards or for none.
        if (apdu.columns().isEmpty()
                && ScriptReading.compact(List.of(apdu.template().text())) instanceof ScriptReading.Invalid invalid) {
            throw written.wrong("an APDU (" + invalid.faults().get(0).problem() + ")");
        }
        return apdu;
    }

    private static Operation word(YamlNode node, ScriptContext context) {
        Map<String, YamlNode> entry = node.asMap().all();
        if (entry.size() != 1) {
            throw node.fault("an APDU or one word with what it is about");
        }
        Map.Entry<String, YamlNode> said = entry.entrySet().iterator().next();
        Word word = Words.of(said.getKey());
        if (word == null) {
            throw said.getValue().fault("one of the words " + Words.names());
        }
        return word.yaml().read(said.getValue(), context);
    }
}
