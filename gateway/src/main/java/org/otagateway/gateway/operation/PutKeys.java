// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.keys.KeyRole;

/**
 * {@code put-key}: keys of a version that the gateway knows, onto the card. Which keys packets are secured with does not
 * change by it; {@link ChangeKeys} does that.
 *
 * @param version under which the gateway knows them, 1…15
 * @param roles which of them, in the order of their identifiers
 * @param replaced key version on the card that they replace, 0: none
 * @param firstIdentifier of the first key, 1…127
 * @param newVersion key version on the card, 1…127
 * @param form how the length of an AES key is told
 */
record PutKeys(
        int version, List<KeyRole> roles, int replaced, int firstIdentifier, int newVersion, PutKey.LengthForm form)
        implements ManagementOperation {
    static final String WORD = "put-key";

    PutKeys {
        roles = List.copyOf(roles);
        if (roles.isEmpty() || roles.stream().distinct().count() != roles.size()) {
            throw new IllegalArgumentException(
                    "keys: expected kic, kid and kik, each once at most, got " + roles.size());
        }
        ChangeKeys.requireVersion(version);
    }

    static PutKeys fromJson(JsonNode json) {
        List<KeyRole> roles = new ArrayList<>();
        Json.array(json, "keys")
                .forEach(role -> roles.add(KeyRole.valueOf(role.asText().toUpperCase(Locale.ROOT))));
        return new PutKeys(
                Json.number(json, "version"),
                roles,
                Json.number(json, "replace"),
                Json.number(json, "identifier"),
                Json.number(json, "new-version"),
                ChangeKeys.form(json));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String describe() {
        return WORD + " version " + newVersion + (replaced == 0 ? "" : " in place of " + replaced);
    }

    @Override
    public JsonNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = json.putArray("keys");
        roles.forEach(role -> keys.add(role.name().toLowerCase(Locale.ROOT)));
        return ChangeKeys.write(json, form)
                .put("version", version)
                .put("replace", replaced)
                .put("identifier", firstIdentifier)
                .put("new-version", newVersion);
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        List<Integer> versions = values.keyVersions();
        PutKey command = new CardKeys(values)
                .command(
                        versions.get(versions.size() - 1), version, roles, replaced, firstIdentifier, newVersion, form);
        plan.add(Command.of(new ManagementSteps(plan.room()).plain(command), describe(), replaced != 0));
    }
}
