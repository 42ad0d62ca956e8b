// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import org.otagateway.gateway.outcome.StepRule;

/**
 * One packet of a plan.
 *
 * @param name for people, as "LOAD 3 of 12"; no secret
 * @param keyVersion whose keys secure it, 1…15; 0: those of the application
 * @param apdus its script, hexadecimal, one APDU each; they may hold secrets
 * @param goal what it wants of its answer
 * @param rule how the plan goes on from it
 * @param effect what its proof changes in the store
 */
public record Step(String name, int keyVersion, List<String> apdus, StepGoal goal, StepRule rule, StepEffect effect) {
    /** @throws IllegalArgumentException where there is no APDU, or the key version is none of SCP80 */
    public Step {
        apdus = List.copyOf(apdus);
        if (apdus.isEmpty()) {
            throw new IllegalArgumentException("step " + name + ": expected at least one APDU");
        }
        if (keyVersion < 0 || keyVersion > 15) {
            throw new IllegalArgumentException("key version: expected 0 to 15, got " + keyVersion);
        }
    }

    /** Without the APDUs, which may hold a PIN or a key. */
    @Override
    public String toString() {
        return "Step[" + name + ", " + apdus.size() + " commands, " + rule + "]";
    }
}
