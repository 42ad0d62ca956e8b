// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.LoadFile;
import org.otagateway.packet.globalplatform.Privilege;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.RamCommand;
import org.otagateway.packet.globalplatform.SystemParameters;
import org.otagateway.packet.globalplatform.UiccParameters;

/** Packages and instances as they lie in the store, written and read side by side. Octets are hexadecimal. */
final class ManagementJson {
    private ManagementJson() {}

    static ObjectNode write(LoadApplet load) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        LoadContent content = load.content();
        json.put("command", content.command().command().encode().toHex());
        ArrayNode applets = json.putArray("applets");
        content.applets().forEach(applet -> applets.add(applet.toString()));
        json.put("code", content.file().code().toHex());
        ArrayNode daps = json.putArray("dap");
        for (LoadFile.Dap dap : content.file().daps()) {
            daps.addObject()
                    .put("security-domain", dap.securityDomain().toString())
                    .put("signature", dap.signature().toHex());
        }
        ArrayNode instances = json.putArray("instances");
        load.instances().forEach(instance -> instances.add(write(instance)));
        return json.put("replace", load.replace());
    }

    static LoadApplet load(JsonNode json) {
        Octets apdu = Octets.hex(Json.text(json, "command"));
        RamCommand command = read(CommandApdu.decode(apdu).flatMap(RamCommand::decode));
        if (!(command instanceof InstallCommand.ForLoad install)) {
            throw new IllegalArgumentException("the load of a job in the store is none");
        }
        List<Aid> applets = new ArrayList<>();
        Json.array(json, "applets").forEach(applet -> applets.add(Aid.hex(applet.asText())));
        List<LoadFile.Dap> daps = new ArrayList<>();
        Json.array(json, "dap")
                .forEach(dap -> daps.add(new LoadFile.Dap(
                        Aid.hex(Json.text(dap, "security-domain")), Octets.hex(Json.text(dap, "signature")))));
        List<AppletInstance> instances = new ArrayList<>();
        Json.array(json, "instances").forEach(instance -> instances.add(instance(instance)));
        LoadContent content = new LoadContent(
                install.loadFile(),
                applets,
                new LoadFile(daps, Octets.hex(Json.text(json, "code"))),
                install.securityDomain(),
                install.hash(),
                install.parameters(),
                install.token());
        return new LoadApplet(content, instances, Json.flag(json, "replace"));
    }

    static ObjectNode write(AppletInstance instance) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("module", instance.module().toString());
        json.put("application", instance.application().toString());
        json.put("selectable", instance.selectable());
        ArrayNode privileges = json.putArray("privileges");
        instance.privileges().all().forEach(privilege -> privileges.add(privilege.label()));
        AppletParameters parameters = instance.parameters();
        ScriptTemplate own = parameters.application();
        if (own != null) {
            json.put("parameters", own.text());
        }
        SystemParameters system = parameters.system();
        if (system != null) {
            json.put("system", system.encode().toHex());
        }
        UiccParameters uicc = parameters.uicc();
        if (uicc != null) {
            json.put("uicc", uicc.encode().toHex());
        }
        return json.put("token", instance.token().toHex());
    }

    static AppletInstance instance(JsonNode json) {
        Set<Privilege> privileges = new LinkedHashSet<>();
        Json.array(json, "privileges")
                .forEach(label -> privileges.add(Privilege.ofLabel(label.asText())
                        .orElseThrow(
                                () -> new IllegalArgumentException("a job in the store has an unknown privilege"))));
        @Nullable JsonNode own = json.get("parameters");
        @Nullable JsonNode system = json.get("system");
        @Nullable JsonNode uicc = json.get("uicc");
        return new AppletInstance(
                Aid.hex(Json.text(json, "module")),
                Aid.hex(Json.text(json, "application")),
                Json.flag(json, "selectable"),
                new Privileges(privileges),
                new AppletParameters(
                        own == null ? null : ScriptTemplate.parse(own.asText()),
                        system == null ? null : read(SystemParameters.decode(Octets.hex(system.asText()))),
                        uicc == null ? null : read(UiccParameters.decode(Octets.hex(uicc.asText())))),
                Octets.hex(Json.text(json, "token")));
    }

    private static <T> T read(Decoded<T> decoded) {
        return decoded.fold(value -> value, bad -> {
            throw new IllegalArgumentException(bad.describe());
        });
    }
}
