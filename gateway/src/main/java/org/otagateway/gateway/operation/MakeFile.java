// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.otagateway.packet.files.CreateFile;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.Structure;

/**
 * {@code create-file}: an EF in a directory (TS 102 222 clause 6.3).
 *
 * @param file its place and identifier
 * @param create how it is built; its identifier is that of {@code file}
 */
record MakeFile(FileTarget file, CreateFile create) implements FileOperation {
    static final String WORD = "create-file";

    static MakeFile fromJson(JsonNode json) {
        return new MakeFile(
                FileTarget.parse(Json.text(json, "file")),
                new CreateFile(
                        Json.number(json, "identifier"),
                        structure(Json.text(json, "structure")),
                        Json.number(json, "size"),
                        Json.number(json, "record-length"),
                        Json.number(json, "rules-file"),
                        Json.number(json, "rules-record")));
    }

    /** The word for a structure. */
    static String label(Structure structure) {
        return structure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Structure structure(String label) {
        return Structure.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String describe() {
        return title() + ", " + label(create.structure()) + ", " + create.size()
                + (create.structure() == Structure.TRANSPARENT
                        ? " octets"
                        : " records of " + create.recordLength() + " octets");
    }

    @Override
    public void require(FileCommand files) {
        FileOperation.super.require(files);
        Administration.require(WORD, files);
    }

    @Override
    public JsonNode json() {
        ObjectNode json = object();
        return json.put("identifier", create.identifier())
                .put("structure", label(create.structure()))
                .put("size", create.size())
                .put("record-length", create.recordLength())
                .put("rules-file", create.rulesFile())
                .put("rules-record", create.rulesRecord());
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        Administration.directory(plan, file);
        plan.add(Command.of(create.command(), title(), false));
        plan.filesChanged();
    }
}
