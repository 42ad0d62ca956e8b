// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.config;

import java.util.List;

/**
 * Which links some packets take. A packet takes the first rule that fits in all that it says.
 *
 * @param prefix what the card's international number starts with; empty: anything
 * @param profile the name of the card's profile; empty: any
 * @param job the name of the job; empty: any
 * @param links the names of links, at least one, the preferred first
 * @param order how one of those that are bound is chosen
 */
public record RouteRule(String prefix, String profile, String job, List<String> links, Order order) {
    /** How a link is chosen. */
    public enum Order {
        /** The first that is bound: the others stand in for it. */
        IN_ORDER,
        /** The cards are spread over all; each keeps to its own while that is bound. */
        IN_TURN
    }

    /** @throws IllegalArgumentException where there is no link */
    public RouteRule {
        links = List.copyOf(links);
        if (links.isEmpty()) {
            throw new IllegalArgumentException("links: expected at least one link");
        }
    }

    /** Everything over these links, in their order. */
    public static RouteRule all(List<String> links) {
        return new RouteRule("", "", "", links, Order.IN_ORDER);
    }

    /** Which of its links is the one of a card while all are bound, an index. */
    public int first(String msisdn) {
        return order == Order.IN_ORDER ? 0 : Math.floorMod(msisdn.hashCode(), links.size());
    }

    /** Whether it is for such a packet. */
    public boolean fits(String msisdn, String ofProfile, String ofJob) {
        return msisdn.startsWith(prefix)
                && (profile.isEmpty() || profile.equals(ofProfile))
                && (job.isEmpty() || job.equals(ofJob));
    }
}
