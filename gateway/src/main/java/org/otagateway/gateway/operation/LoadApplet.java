// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads a package, installs applets from it, and proves it. What is on the card is not touched: a package with this AID ends
 * the job for the card, unless it is to be replaced. Where the load fails the package is deleted, and that is proven.
 *
 * @param content the package
 * @param instances what is installed from it, perhaps nothing
 * @param replace whether a package with this AID is deleted first, with all applets of it
 */
record LoadApplet(LoadContent content, List<AppletInstance> instances, boolean replace) implements ManagementOperation {
    static final String WORD = "load-applet";

    LoadApplet {
        instances = List.copyOf(instances);
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        instances.forEach(instance -> columns.addAll(instance.parameters().columns()));
        return columns;
    }

    @Override
    public String describe() {
        String instance =
                instances.stream().map(one -> one.application().toString()).collect(Collectors.joining(", "));
        return WORD + " " + content.loadFile() + " (" + content.file().code().length() + " octets)"
                + (instance.isEmpty() ? "" : ", instances " + instance) + (replace ? ", replacing it" : "");
    }

    @Override
    public JsonNode json() {
        return ManagementJson.write(this);
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        new LoadPlan(plan, content).add(this, values);
    }
}
