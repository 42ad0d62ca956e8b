// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.otagateway.packet.files.FileCommand;

/**
 * {@code delete-file} (TS 102 222 clause 6.4).
 *
 * @param file which
 */
record RemoveFile(FileTarget file) implements FileOperation {
    static final String WORD = "delete-file";

    static RemoveFile fromJson(JsonNode json) {
        return new RemoveFile(FileTarget.parse(Json.text(json, "file")));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public void require(FileCommand files) {
        FileOperation.super.require(files);
        Administration.require(WORD, files);
        Administration.identifier(file, files);
    }

    @Override
    public JsonNode json() {
        return object();
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        Administration.directory(plan, file);
        plan.add(Command.of(FileCommand.delete(Administration.identifier(file, plan.files())), title(), false));
        plan.filesChanged();
    }
}
