// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.ArrayList;
import java.util.List;

/**
 * The hosts of one SMSC.
 *
 * @param list 1 to 16 of them
 * @param order which of them a bind tries first
 */
public record Endpoints(List<Endpoint> list, Order order) {
    private static final int MOST = 16;

    /** Which host a bind tries first; it goes on with the others before it waits. */
    public enum Order {
        /** Always the first: the others stand in for it. */
        IN_ORDER,
        /** Each bind another, and another each time: the load is spread. */
        IN_TURN
    }

    /** @throws IllegalArgumentException where there is none, or more than 16 */
    public Endpoints {
        list = List.copyOf(list);
        Ranges.within("number of hosts", list.size(), 1, MOST);
    }

    /** One host. */
    public static Endpoints of(Endpoint endpoint) {
        return new Endpoints(List.of(endpoint), Order.IN_ORDER);
    }

    /**
     * All hosts in the order in which a bind tries them.
     *
     * @param bind the number of the bind, from 0
     * @param attempt how often it was tried before
     */
    List<Endpoint> from(int bind, int attempt) {
        int first = order == Order.IN_ORDER ? 0 : Math.floorMod(bind + attempt, list.size());
        List<Endpoint> rotated = new ArrayList<>(list.subList(first, list.size()));
        rotated.addAll(list.subList(0, first));
        return rotated;
    }

    @Override
    public String toString() {
        return String.join(", ", list.stream().map(Endpoint::toString).toList());
    }
}
