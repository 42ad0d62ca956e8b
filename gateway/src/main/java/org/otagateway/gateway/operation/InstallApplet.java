// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.otagateway.packet.globalplatform.Aid;

/**
 * {@code install}: an applet of a package that is on the card.
 *
 * @param loadFile AID of the package
 * @param instance what is installed
 */
record InstallApplet(Aid loadFile, AppletInstance instance) implements ManagementOperation {
    static final String WORD = "install";

    static InstallApplet fromJson(JsonNode json) {
        return new InstallApplet(Aid.hex(Json.text(json, "package")), ManagementJson.instance(json));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public Set<String> columns() {
        return instance.parameters().columns();
    }

    @Override
    public String describe() {
        return WORD + " " + instance.application() + " of " + loadFile;
    }

    @Override
    public JsonNode json() {
        return ManagementJson.write(instance).put("package", loadFile.toString());
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        plan.add(Command.of(instance.command(loadFile, values).command(), describe(), false));
    }
}
