// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.files.FileCommand;

/**
 * The words activate and deactivate.
 *
 * @param file which; null: what is selected
 * @param active whether it is to be used
 */
record ActivateFile(@Nullable FileTarget file, boolean active) implements FileOperation {
    static final String ACTIVATE = "activate";
    static final String DEACTIVATE = "deactivate";

    static ActivateFile activate(JsonNode json) {
        return new ActivateFile(Json.file(json), true);
    }

    static ActivateFile deactivate(JsonNode json) {
        return new ActivateFile(Json.file(json), false);
    }

    @Override
    public String word() {
        return active ? ACTIVATE : DEACTIVATE;
    }

    @Override
    public JsonNode json() {
        return object();
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        FileCommand files = plan.files();
        CommandApdu command = active ? files.activate() : files.deactivate();
        selectFirst(plan);
        // A SIM refuses what is done already (9810).
        plan.add(Command.of(command, title(), files == FileCommand.UICC));
    }
}
