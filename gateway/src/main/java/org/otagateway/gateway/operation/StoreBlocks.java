// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.StoreData;

/**
 * {@code store-data} and {@code personalize}: data for the security domain, or for an application of it, in as many STORE
 * DATA as it takes. Each packet for an application begins with INSTALL [for personalization], which holds for one session.
 *
 * @param application whose data it is; null: the security domain's
 * @param structure how the data is built
 * @param ciphering whether it is ciphered by itself
 * @param data hexadecimal digits and columns
 */
record StoreBlocks(
        @Nullable Aid application, StoreData.Structure structure, StoreData.Ciphering ciphering, ScriptTemplate data)
        implements ManagementOperation {
    static final String STORE_DATA = "store-data";
    static final String PERSONALIZE = "personalize";

    private static final int MOST_BLOCKS = 256;
    private static final int MOST_DATA = 255;
    /** A shorter block costs more octets of header than it gains. */
    private static final int LEAST_BLOCK = 8;

    static StoreBlocks fromJson(JsonNode json) {
        @Nullable JsonNode application = json.get("application");
        return new StoreBlocks(
                application == null ? null : Aid.hex(application.asText()),
                StoreData.Structure.valueOf(Json.text(json, "structure").toUpperCase(Locale.ROOT)),
                StoreData.Ciphering.valueOf(Json.text(json, "ciphering").toUpperCase(Locale.ROOT)),
                ScriptTemplate.parse(Json.text(json, "data")));
    }

    @Override
    public String word() {
        return application == null ? STORE_DATA : PERSONALIZE;
    }

    @Override
    public Set<String> columns() {
        return data.columns();
    }

    @Override
    public String describe() {
        return application == null ? STORE_DATA : PERSONALIZE + " " + application;
    }

    @Override
    public JsonNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (application != null) {
            json.put("application", application.toString());
        }
        return json.put("structure", structure.name().toLowerCase(Locale.ROOT))
                .put("ciphering", ciphering.name().toLowerCase(Locale.ROOT))
                .put("data", data.text());
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        Octets octets = octets(values);
        if (application != null) {
            plan.cut();
            begin(plan, application);
        }
        int at = 0;
        int number = 0;
        while (at < octets.length()) {
            int left = octets.length() - at;
            int most = Math.min(plan.dataLeft(), MOST_DATA);
            if (most < Math.min(left, LEAST_BLOCK)) {
                plan.cut();
                if (application != null) {
                    begin(plan, application);
                }
                most = Math.min(plan.dataLeft(), MOST_DATA);
            }
            int some = Math.max(Math.min(left, most), 1);
            if (number == MOST_BLOCKS) {
                throw wrong("what 256 blocks of a packet hold, got " + octets.length() + " octets");
            }
            StoreData block =
                    new StoreData(some == left, ciphering, structure, false, number++, octets.slice(at, at + some));
            plan.add(Command.of(block.command(), describe(), false));
            at += some;
        }
    }

    private Octets octets(CardValues values) throws CompileException {
        try {
            Octets octets = Octets.hex(data.fill(values::column));
            if (octets.isEmpty()) {
                throw new IllegalArgumentException("data: expected at least one octet, got none");
            }
            return octets;
        } catch (IllegalArgumentException e) {
            throw wrong(Expectation.of(e));
        }
    }

    private CompileException wrong(String expected) {
        return new CompileException(
                data.columns().isEmpty() ? "data" : String.join(", ", data.columns()), null, expected);
    }

    private static void begin(PlanBuilder plan, Aid application) throws CompileException {
        InstallCommand command = new InstallCommand.ForPersonalization(application);
        plan.add(Command.of(command.command(), "INSTALL [for personalization]", false));
    }
}
