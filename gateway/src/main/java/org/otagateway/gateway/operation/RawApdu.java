// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import org.otagateway.gateway.input.Expectation;

/**
 * An APDU as the operator wrote it.
 *
 * @param template hexadecimal digits and columns
 */
public record RawApdu(ScriptTemplate template) implements Operation {
    /**
     * Reads one line of a script.
     *
     * @throws IllegalArgumentException where something is neither a hexadecimal digit nor {@code ${column}}
     */
    public static RawApdu parse(String line) {
        return new RawApdu(ScriptTemplate.parse(line));
    }

    @Override
    public String word() {
        return "";
    }

    @Override
    public Set<String> columns() {
        return template.columns();
    }

    @Override
    public Set<String> hexColumns() {
        return template.columns();
    }

    @Override
    public String describe() {
        return template.text();
    }

    @Override
    public JsonNode json() {
        return TextNode.valueOf(template.text());
    }

    /** The digits for one card, whatever they are. */
    String fill(CardValues values) throws CompileException {
        try {
            return template.fill(values::column);
        } catch (IllegalArgumentException e) {
            throw new CompileException("script", null, Expectation.of(e));
        }
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        plan.asWritten(fill(values));
    }
}
