// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import java.util.List;

/** A list of a YAML file. */
public final class YamlList extends YamlNode {
    private final List<YamlNode> nodes;

    YamlList(Place place, List<YamlNode> nodes) {
        super(place);
        this.nodes = List.copyOf(nodes);
    }

    public List<YamlNode> nodes() {
        return nodes;
    }
}
