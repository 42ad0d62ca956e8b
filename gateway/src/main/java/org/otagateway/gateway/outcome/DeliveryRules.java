// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules of sending and of what answers mean (design rules 3 to 7): pure functions of durable state and event. */
public final class DeliveryRules {
    /** The detail by which a report's reader and the exit code know that nothing is amiss. */
    public static final String NO_POR_ASKED = "no PoR asked; all segments delivered";
    /** The first words of the detail where the card was blocked or removed while its delivery was open. */
    public static final String BLOCKED = "the card was blocked by the operator";

    private DeliveryRules() {}

    /**
     * What an event makes of a delivery.
     *
     * @param delivery as stored
     * @param packet the packet that the event concerns, as stored; for {@link DeliveryEvent.Due} and {@link
     *     DeliveryEvent.Cancelled} the delivery's latest; null where there is none
     * @param place where that packet stands
     * @param plan of the delivery
     * @throws IllegalArgumentException where the event concerns a packet and there is none
     */
    public static Transition on(
            DeliveryState delivery,
            @Nullable PacketState packet,
            PacketPlace place,
            DeliveryEvent event,
            PlanView plan,
            SendPolicy policy,
            DomainView domain,
            Moment moment) {
        boolean ofDelivery = event instanceof DeliveryEvent.Due
                || event instanceof DeliveryEvent.Cancelled
                || event instanceof DeliveryEvent.Aborted
                || event instanceof DeliveryEvent.Blocked
                || event instanceof DeliveryEvent.Impossible;
        // The latest packet of a plan may be of the step before: that one is settled.
        PacketState concerned = ofDelivery && place == PacketPlace.PAST ? null : packet;
        Turn turn = new Turn(delivery, concerned, place, plan, policy, domain, moment);
        PacketDraft p = turn.packet;
        if (event instanceof DeliveryEvent.Due) {
            SendRules.due(turn);
        } else if (event instanceof DeliveryEvent.Impossible impossible) {
            SendRules.impossible(turn, impossible.why());
        } else if (event instanceof DeliveryEvent.Cancelled) {
            SendRules.cancelled(turn);
        } else if (event instanceof DeliveryEvent.Aborted) {
            SendRules.aborted(turn);
        } else if (event instanceof DeliveryEvent.Blocked) {
            SendRules.blocked(turn);
        } else if (p == null) {
            throw new IllegalArgumentException("expected a packet for " + event);
        } else if (event instanceof DeliveryEvent.Responded responded) {
            ResponseRules.responded(turn, p, responded);
        } else if (event instanceof DeliveryEvent.Hinted hinted) {
            ResponseRules.hinted(turn, p, hinted.status());
        } else if (event instanceof DeliveryEvent.Receipt receipt) {
            SubmitRules.receipt(turn, p, receipt);
        } else if (event instanceof DeliveryEvent.Unrepeatable unrepeatable) {
            SendRules.unrepeatable(turn, p, unrepeatable.why());
        } else if (event instanceof DeliveryEvent.Interrupted) {
            SendRules.interrupted(turn, p);
        } else if (event instanceof DeliveryEvent.Seen seen) {
            SubmitRules.seen(turn, p, seen.when());
        } else if (event instanceof DeliveryEvent.Chased) {
            SendRules.chased(turn, p);
        } else {
            SubmitRules.segment(turn, p, event);
        }
        return turn.end();
    }

    /**
     * The state once the counter that {@link Action.Spend} asked for is spent and the packet about to go out.
     *
     * @param holds the security domain that the plan holds from now on (design rule 7); null where it is one packet
     */
    public static Transition spent(DeliveryState delivery, PacketState packet, @Nullable String holds) {
        int marks = delivery.marks();
        int packets = delivery.packets();
        if (packet.kind() == AttemptKind.PROBE) {
            boolean again = (marks & DeliveryMark.PROBED.bit()) != 0;
            marks |= again ? DeliveryMark.PROBED_AGAIN.bit() : DeliveryMark.PROBED.bit();
        } else {
            packets++;
        }
        DeliveryState sending = new DeliveryState(
                Phase.SENDING,
                delivery.outcome(),
                packet.validUntil(),
                packets,
                marks,
                delivery.evidence(),
                delivery.progress().holding(holds));
        return new Transition(sending, packet, java.util.List.of(new Action.Send()));
    }

    /** Whether the delivery is unconfirmed only because its job asked for no PoR: all segments were delivered. */
    private static boolean wellUnconfirmed(DeliveryState delivery) {
        return delivery.outcome() == Outcome.UNCONFIRMED
                && NO_POR_ASKED.equals(delivery.evidence().detail());
    }

    /**
     * Whether its outcome is one that thresholds of failures count. Cancelled says nothing of the card, and accepted is a
     * card that took what it was sent.
     */
    public static boolean failure(DeliveryState delivery) {
        return switch (delivery.outcome()) {
            case PENDING, CONFIRMED, ACCEPTED, CANCELLED -> false;
            case FAILED, REFUSED, UNDELIVERED, EXPIRED -> true;
            case UNCONFIRMED -> !wellUnconfirmed(delivery);
        };
    }

    /** A packet whose delivery no longer waits for it. */
    public static PacketState released(PacketState packet, Instant now) {
        PacketDraft draft = new PacketDraft(packet);
        draft.needed = false;
        draft.turn(SubmissionState.DEFERRED, SubmissionState.REFUSED);
        draft.releaseIfEnded(now);
        return draft.freeze();
    }
}
