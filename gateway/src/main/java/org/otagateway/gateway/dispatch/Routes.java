// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.config.RouteRule;
import org.otagateway.gateway.delivery.Outgoing;
import org.otagateway.packet.secured.ResponseChannel;
import org.otagateway.smpp.link.LinkState;

/**
 * Chooses the link of a packet. The choice hangs on the packet and on which links are bound, on nothing else: a card keeps
 * to its link while that is bound, goes over to another when it is lost, and comes back with it.
 */
public final class Routes {
    private record Rule(RouteRule rule, List<Route> routes) {}

    private final List<Route> all;
    private final List<Rule> rules;

    /**
     * @param routes the preferred first
     * @param rules the first that fits counts; what none fits takes the routes in their order
     * @throws IllegalArgumentException where a rule names a link that is not there
     */
    public Routes(List<Route> routes, List<RouteRule> rules) {
        this.all = List.copyOf(routes);
        Map<String, Route> byName = new LinkedHashMap<>();
        all.forEach(route -> byName.put(route.link().name(), route));
        List<Rule> resolved = new ArrayList<>();
        for (RouteRule rule : rules) {
            resolved.add(resolve(rule, byName));
        }
        resolved.add(resolve(RouteRule.all(List.copyOf(byName.keySet())), byName));
        this.rules = List.copyOf(resolved);
    }

    private static Rule resolve(RouteRule rule, Map<String, Route> byName) {
        List<Route> routes = new ArrayList<>();
        for (String name : rule.links()) {
            Route route = byName.get(name);
            if (route == null) {
                throw new IllegalArgumentException("links: expected the name of a link, got " + name);
            }
            routes.add(route);
        }
        return new Rule(rule, List.copyOf(routes));
    }

    /** All of them. */
    public List<Route> all() {
        return all;
    }

    /** Whether a link is bound. */
    boolean bound() {
        return all.stream().anyMatch(Routes::bound);
    }

    /** The link of a packet; one that is not bound where none is that it may take. */
    Route choose(Outgoing packet) {
        return choose(packet.msisdn(), packet.profile(), packet.jobName());
    }

    /** The link of a card's packet, before there is one. */
    Route choose(String msisdn, String profile, String jobName) {
        for (Rule rule : rules) {
            if (rule.rule().fits(msisdn, profile, jobName)) {
                List<Route> routes = rule.routes();
                int first = rule.rule().first(msisdn);
                Route bound = firstBound(routes, first);
                return bound == null ? routes.get(first) : bound;
            }
        }
        throw new IllegalStateException("the last rule fits everything");
    }

    private static @Nullable Route firstBound(List<Route> routes, int first) {
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get((first + i) % routes.size());
            if (bound(route)) {
                return route;
            }
        }
        return null;
    }

    /** How the link of a card's packet wants its proof of receipt; null: it does not say. */
    public @Nullable ResponseChannel answers(String msisdn, String profile, String jobName) {
        return choose(msisdn, profile, jobName).answers();
    }

    /** Short messages that may go out now, over the links that rules choose as things stand; see {@link Lanes}. */
    int room() {
        Set<Route> chosen = new HashSet<>();
        for (Rule rule : rules) {
            if (rule.rule().order() == RouteRule.Order.IN_TURN) {
                rule.routes().stream().filter(Routes::bound).forEach(chosen::add);
            } else {
                Route bound = firstBound(rule.routes(), 0);
                if (bound != null) {
                    chosen.add(bound);
                }
            }
        }
        int room = 0;
        for (Route route : chosen) {
            room += route.link().headroom();
        }
        return room;
    }

    static boolean bound(Route route) {
        return route.link().state() == LinkState.BOUND;
    }
}
