// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.Octets;

/**
 * {@code refresh}: the terminal reads changed files again. No standard has a command for it in a script: the card profile
 * gives one.
 *
 * @param apdu the profile's command, as it was when the job was made
 */
record Refresh(CommandApdu apdu) implements FileOperation {
    static final String WORD = "refresh";
    static final String BY_PROFILE = "profile";

    static Refresh fromJson(JsonNode json) {
        try {
            return new Refresh(
                    CommandApdu.decode(Octets.hex(Json.text(json, "apdu"))).orThrow());
        } catch (MalformedException e) {
            throw new IllegalArgumentException("the refresh of a job in the store is no APDU", e);
        }
    }

    @Override
    public @Nullable FileTarget file() {
        return null;
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public JsonNode json() {
        return JsonNodeFactory.instance.objectNode().put("apdu", apdu.encode().toHex());
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        plan.add(Command.of(apdu, title(), true));
    }
}
