// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A map of a YAML file. It notes which keys were asked for, so that {@link #noOtherKeys} can name the others. */
public final class YamlMap extends YamlNode {
    private final Map<String, YamlNode> nodes;
    private final Set<String> known = new TreeSet<>();

    YamlMap(Place place, Map<String, YamlNode> nodes) {
        super(place);
        this.nodes = new LinkedHashMap<>(nodes);
    }

    /** All entries, in the order of the file; every key counts as known. */
    public Map<String, YamlNode> all() {
        known.addAll(nodes.keySet());
        return nodes;
    }

    /** The node of {@code key}; a {@link UserError} where it is missing. */
    public YamlNode required(String key) {
        return optional(key).orElseThrow(() -> fault("the key " + key));
    }

    /** The node of {@code key}, or nothing. */
    public Optional<YamlNode> optional(String key) {
        known.add(key);
        return Optional.ofNullable(nodes.get(key));
    }

    /** The single value of {@code key}; a {@link UserError} where it is missing or none. */
    public YamlScalar scalar(String key) {
        return required(key).asScalar();
    }

    /** The single value of {@code key}, or nothing. */
    public Optional<YamlScalar> optionalScalar(String key) {
        return optional(key).map(YamlNode::asScalar);
    }

    /** @throws UserError at the first key that was never asked for */
    public void noOtherKeys() {
        nodes.forEach((key, node) -> {
            if (!known.contains(key)) {
                throw node.fault("no such key, but one of " + String.join(", ", known));
            }
        });
    }
}
