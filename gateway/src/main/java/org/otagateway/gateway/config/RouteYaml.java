// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.otagateway.gateway.input.YamlList;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;

/** The entries of {@code routes}. */
final class RouteYaml {
    private static final Map<String, RouteRule.Order> ORDERS =
            Map.of("in-order", RouteRule.Order.IN_ORDER, "in-turn", RouteRule.Order.IN_TURN);

    private RouteYaml() {}

    /** @param known the names of all links */
    static List<RouteRule> read(YamlList list, Set<String> known) {
        List<RouteRule> rules = new ArrayList<>();
        for (YamlNode node : list.nodes()) {
            rules.add(rule(node.asMap(), known));
        }
        return rules;
    }

    private static RouteRule rule(YamlMap yaml, Set<String> known) {
        YamlList names = yaml.required("links").asList();
        List<String> links = new ArrayList<>();
        for (YamlNode node : names.nodes()) {
            YamlScalar name = node.asScalar();
            if (!known.contains(name.anyText()) || links.contains(name.anyText())) {
                throw name.wrong("the name of a link, each once");
            }
            links.add(name.anyText());
        }
        if (links.isEmpty()) {
            throw names.fault("at least one link");
        }
        RouteRule rule = new RouteRule(
                yaml.optionalScalar("prefix").map(RouteYaml::digits).orElse(""),
                text(yaml, "profile"),
                text(yaml, "job"),
                links,
                yaml.optionalScalar("order").map(word -> word.oneOf(ORDERS)).orElse(RouteRule.Order.IN_ORDER));
        yaml.noOtherKeys();
        return rule;
    }

    private static String text(YamlMap yaml, String key) {
        return yaml.optionalScalar(key).map(value -> value.text(255)).orElse("");
    }

    private static String digits(YamlScalar prefix) {
        String digits = prefix.anyText();
        if (digits.isEmpty() || digits.length() > 20 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw prefix.wrong("the first digits of international numbers");
        }
        return digits;
    }
}
