// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.otagateway.packet.files.FileCommand;

/**
 * {@code resize-file} (TS 102 222 clause 6.10).
 *
 * @param file which
 * @param size the new size, octets, 1…FFFF
 */
record ResizeFile(FileTarget file, int size) implements FileOperation {
    static final String WORD = "resize-file";

    static ResizeFile fromJson(JsonNode json) {
        return new ResizeFile(FileTarget.parse(Json.text(json, "file")), Json.number(json, "size"));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String describe() {
        return title() + " to " + size + " octets";
    }

    @Override
    public void require(FileCommand files) {
        FileOperation.super.require(files);
        Administration.require(WORD, files);
        Administration.identifier(file, files);
    }

    @Override
    public JsonNode json() {
        return object().put("size", size);
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        Administration.directory(plan, file);
        plan.add(Command.of(FileCommand.resize(Administration.identifier(file, plan.files()), size), title(), true));
        plan.filesChanged();
    }
}
