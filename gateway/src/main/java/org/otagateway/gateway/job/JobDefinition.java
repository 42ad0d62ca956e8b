// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that a job ever needs, resolved when it was made: it never looks at its files or at the profiles again.
 *
 * @param name for people
 * @param application the name of an application of the card profiles
 * @param script the APDUs, in order, one at least
 * @param repeatable whether executing it twice does no harm
 * @param policy how hard it tries
 */
public record JobDefinition(
        String name, String application, List<ScriptTemplate> script, boolean repeatable, Policy policy) {
    public JobDefinition {
        script = List.copyOf(script);
        if (script.isEmpty()) {
            throw new IllegalArgumentException("script: expected at least one APDU");
        }
    }

    /** The columns of the card file that the script names, in lower case. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        script.forEach(line -> columns.addAll(line.columns()));
        return columns;
    }

    /** The form in the store. */
    public String toJson() {
        return JobDefinitionJson.write(this);
    }

    /** @throws IllegalArgumentException where it is not what {@link #toJson} wrote */
    public static JobDefinition fromJson(String json) {
        return JobDefinitionJson.read(json);
    }
}
