// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * {@code select}: the operations that follow and name no file are about this one.
 *
 * @param file which
 */
record SelectFile(FileTarget file) implements FileOperation {
    static final String WORD = "select";

    static SelectFile fromJson(JsonNode json) {
        return new SelectFile(FileTarget.parse(Json.text(json, "file")));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public JsonNode json() {
        return object();
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        selectFirst(plan);
        plan.select(title());
    }
}
