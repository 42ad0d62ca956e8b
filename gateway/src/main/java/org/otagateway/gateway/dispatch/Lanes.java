// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.delivery.Outgoing;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.Priority;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;

/**
 * The room of each link during one look. Where there are several, a card whose link is full or away is put off before a
 * counter is spent for it, to when the link may come to it: it neither fills the queue of that link nor stands in the way of
 * cards of the others.
 */
final class Lanes {
    /** A link that is away is not waited for at length, and one that goes faster again is soon used. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration AWAY = Duration.ofSeconds(1);

    private static final class Lane {
        int room;
        int putOff;
        final double rate;
        final boolean bound;

        Lane(Route route) {
            this.bound = Routes.bound(route);
            this.room = bound ? route.link().headroom() : 0;
            this.rate = Math.max(1, route.link().status().rate());
        }
    }

    private final Routes routes;
    private final Map<Route, Lane> lanes = new HashMap<>();

    Lanes(Routes routes) {
        this.routes = routes;
    }

    /** A new look begins. */
    void look() {
        lanes.clear();
        if (routes.all().size() > 1) {
            routes.all().forEach(route -> lanes.put(route, new Lane(route)));
        }
    }

    /** How long this delivery is to wait for its link; null where it need not. What is urgent waits for no room. */
    @Nullable
    Duration putOff(Transaction tx, DeliveryRow row, Job job) {
        Card card = lanes.isEmpty() ? null : tx.cards().find(row.cardId());
        Lane lane = card == null
                ? null
                : lanes.get(routes.choose(
                        card.msisdn(), card.profile(), job.definition().name()));
        boolean urgent = job.definition().campaign().priority() == Priority.INTERACTIVE;
        if (lane == null || lane.room > 0 || (urgent && lane.bound)) {
            return null;
        }
        lane.putOff++;
        Duration turn = Duration.ofMillis((long) (lane.putOff * 1000 / lane.rate));
        Duration least = lane.bound ? SHORTEST : AWAY;
        Duration wait = turn.compareTo(least) < 0 ? least : turn;
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** These go out. */
    void take(List<Outgoing> packets) {
        if (!lanes.isEmpty()) {
            for (Outgoing packet : packets) {
                Lane lane = lanes.get(routes.choose(packet));
                if (lane != null) {
                    lane.room -= packet.parts().size();
                }
            }
        }
    }
}
