// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.otagateway.gateway.input.YamlNode;

/**
 * A word of scripts, and how what stands behind it is read.
 *
 * @param name as in a script, and in the store
 * @param yaml reads a job file
 * @param json reads what {@link Operation#json} wrote
 */
record Word(String name, FromYaml yaml, FromJson json) {
    /** Reads a job file; each fault is a {@link org.otagateway.gateway.app.UserError}. */
    interface FromYaml {
        Operation read(YamlNode node, ScriptContext context);
    }

    /** Reads the store. */
    interface FromJson {
        /** @throws IllegalArgumentException where it is none */
        Operation read(JsonNode json);
    }
}
