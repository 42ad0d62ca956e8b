// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.card.Resync;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.outcome.DomainView;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.SendPolicy;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.packet.keys.Counter;

/** Whose turn it is at a card: what else is under way there, and what its counter allows (design rule 7). */
final class CardTurn {
    /** A card that is taken, nobody knows until when, is looked at again after this. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private static final int MOST_SENDS = 256;

    private CardTurn() {}

    /** What bears on the rules beside the delivery and its packet. */
    static DomainView view(Concern concern, SendPolicy policy, DeliveryEvent event) {
        DeliveryRow delivery = concern.delivery();
        CounterDomain domain = concern.domain();
        JobContext context = concern.context();
        boolean due = event instanceof DeliveryEvent.Due;
        boolean waiting = due && delivery.state().phase() == Phase.WAITING;
        Instant takenUntil = waiting ? takenUntil(concern) : null;
        boolean older =
                due && takenUntil == null && policy.counting() == SendPolicy.Counting.NEXT && older(concern) != null;
        Counter placed = domain.placed();
        return new DomainView(
                takenUntil,
                domain.spent().value(),
                placed == null ? null : placed.value(),
                domain.placedBy() == PlacedBy.OPERATOR,
                context.shared(),
                domain.behind(),
                context.resync().way() == Resync.Way.PROBE,
                CounterSource.mayLeap(context, domain),
                domain.left() < CounterDomain.NEAR_END,
                waiting && CounterSource.next(concern.tx(), context, domain, false) == null,
                older);
    }

    /** Until when the card is taken at least; a packet that nobody needs and whose copies are dead is let go. */
    private static @Nullable Instant takenUntil(Concern concern) {
        DeliveryRow delivery = concern.delivery();
        long holder = concern.tx()
                .deliveryStates()
                .holder(delivery.cardId(), concern.context().securityDomain());
        if (holder != 0 && holder != delivery.id()) {
            return concern.now().plus(LOOK_AGAIN);
        }
        AttemptRow blocker = concern.tx().attempts().underWay(delivery.cardId());
        if (blocker == null) {
            return null;
        }
        Instant ends = blocker.packet().endsAt();
        boolean over = !concern.now().isBefore(ends);
        if (over && !blocker.packet().needed()) {
            concern.tx().attempts().release(blocker.id());
            return null;
        }
        return over ? concern.now().plus(LOOK_AGAIN) : ends;
    }

    /** The packet that under counter setting 11 goes before the next of this delivery; null where there is none. */
    static @Nullable AttemptRow older(Concern concern) {
        AttemptRow attempt = concern.attempt();
        CounterDomain domain = concern.domain();
        boolean own = attempt != null && attempt.domainId() == domain.id();
        long below = attempt == null || !own || attempt.packet().resolved()
                ? domain.spent().value() + 1
                : attempt.packet().counter();
        return concern.tx().attempts().unresolved(domain.id(), below, chaser(concern.delivery(), attempt));
    }

    /** Names one send of one delivery. */
    static long chaser(DeliveryRow delivery, @Nullable AttemptRow attempt) {
        return delivery.id() * MOST_SENDS
                + (attempt == null ? 0 : attempt.packet().sends());
    }
}
