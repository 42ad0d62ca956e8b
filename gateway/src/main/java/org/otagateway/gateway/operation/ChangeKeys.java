// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.KeyInformation;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.keys.KeyRole;

/**
 * {@code change-keys}: the keys of another version onto the card, proven by a packet that they secure; from then on they
 * secure all packets to the card. Whatever answer is lost, the gateway knows both versions, and finds out which of them the
 * card has with at most two packets that the card may refuse.
 *
 * <pre>
 *  PUT KEY ──done──▶ GET STATUS under the new keys ──any answer──▶ switch ──▶ [DELETE of the old keys, under the new]
 *   │ refused, perhaps since an earlier copy ran                    ▲
 *   ▼                                                               │ any answer
 *  GET DATA of the keys ──there, or not told──▶ GET STATUS under the new keys, twice at most ──silent──▶ both are kept
 *   └──not there──▶ failed
 * </pre>
 *
 * @param version of the new keys, 1…15, the same on the card and in the gateway
 * @param deleteOld whether the old keys are deleted then
 * @param generated what keys the gateway draws for each card; null: each card has them already
 * @param form how the length of an AES key is told
 */
public record ChangeKeys(
        int version, boolean deleteOld, @Nullable GeneratedKeys generated, PutKey.LengthForm form)
        implements ManagementOperation {
    static final String WORD = "change-keys";

    private static final int MOST_VERSION = 15;
    private static final List<KeyRole> ALL = List.of(KeyRole.KIC, KeyRole.KID, KeyRole.KIK);
    private static final int FIRST_IDENTIFIER = 1;

    /** @throws IllegalArgumentException where it is no key version of SCP80 */
    public ChangeKeys {
        requireVersion(version);
    }

    static void requireVersion(int version) {
        if (version < 1 || version > MOST_VERSION) {
            throw new IllegalArgumentException("key version: expected 1 to 15, got " + version);
        }
    }

    static ChangeKeys fromJson(JsonNode json) {
        @Nullable JsonNode generated = json.get("generate");
        return new ChangeKeys(
                Json.number(json, "to"),
                Json.flag(json, "delete-old"),
                generated == null ? null : GeneratedKeys.ofLabel(generated.asText()),
                form(json));
    }

    /** How the length of an AES key is told, in the store. */
    static PutKey.LengthForm form(JsonNode json) {
        return PutKey.LengthForm.valueOf(Json.text(json, "length").toUpperCase(Locale.ROOT));
    }

    static ObjectNode write(ObjectNode json, PutKey.LengthForm form) {
        return json.put("length", form.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String describe() {
        return WORD + " to version " + version
                + (generated == null ? "" : ", drawn as " + generated.label())
                + (deleteOld ? ", the old ones deleted" : "");
    }

    @Override
    public JsonNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("to", version).put("delete-old", deleteOld);
        if (generated != null) {
            json.put("generate", generated.label());
        }
        return write(json, form);
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        int old = old(values.keyVersions());
        PutKey put = new CardKeys(values).command(old, version, ALL, 0, FIRST_IDENTIFIER, version, form);
        ManagementSteps steps = new ManagementSteps(plan.room());
        int start = plan.size();
        int ask = start + 1;
        int proof = start + 2;
        int trial = start + 3;
        int secondTrial = start + 4;
        int behind = start + 5;
        plan.step(steps.step(
                "PUT KEY version " + version,
                old,
                List.of(steps.plain(put)),
                new KeysPut(version),
                StepRule.then(proof).asRepeatable().withRecovery(ask),
                StepEffect.NONE));
        plan.step(steps.step(
                "GET DATA of the keys",
                old,
                List.of(KeyInformation.COMMAND.command()),
                new KeysListed(version),
                StepRule.then(trial).asRepeatable().withRecovery(trial),
                StepEffect.NONE));
        // The card has said that it took these keys: no packet under them is a trial.
        plan.step(proof(
                steps,
                "a packet under version " + version,
                StepRule.then(behind).asRepeatable(),
                old));
        plan.step(proof(
                steps, "a trial of version " + version, StepRule.then(behind).withSilent(secondTrial, 1), old));
        plan.step(proof(
                steps,
                "another trial of version " + version,
                StepRule.then(behind).withSilent(StepRule.NONE, 1),
                old));
        if (deleteOld) {
            plan.step(steps.step(
                    "DELETE of version " + old,
                    version,
                    List.of(DeleteCommand.OfKey.version(old).command()),
                    new Deleted("key version " + old),
                    StepRule.then(behind + 1).asRepeatable(),
                    new StepEffect.DropKeys(old)));
        }
    }

    private Step proof(ManagementSteps steps, String name, StepRule rule, int old) throws CompileException {
        GetStatus status = new GetStatus(GetStatus.Subset.ISSUER_SECURITY_DOMAIN, false, Octets.EMPTY, Octets.EMPTY);
        return steps.step(
                name,
                version,
                steps.answered(status),
                new Executed(1, null),
                rule,
                new StepEffect.SwitchKeys(old, version));
    }

    /** The version before the new one, whether the switch has happened or not: the plan is the same after it. */
    private int old(List<Integer> versions) throws CompileException {
        int at = versions.indexOf(version);
        if (at == 0) {
            throw new CompileException("kic" + version, null, "another key version than the one that the job uses");
        }
        return versions.get(at < 0 ? versions.size() - 1 : at - 1);
    }
}
