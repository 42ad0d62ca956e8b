// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/** One delivery told event by event: carries out what the rules ask as the store would, with one packet at a time. */
final class Story {
    static final Duration VALIDITY = Duration.ofHours(1);
    static final Duration RESPONSE = Duration.ofMinutes(5);
    static final Duration RETRY = Duration.ofMinutes(10);
    static final Duration GRACE = Duration.ofSeconds(30);
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    SendPolicy policy = policy(3, SendPolicy.Counting.HIGHER, SendPolicy.PorAsked.ALWAYS, false, false, Set.of());
    DeliveryState delivery = DeliveryState.PLANNED;

    @Nullable
    PacketState packet;

    final List<PacketState> older = new ArrayList<>();
    final List<StepVisit> olderVisits = new ArrayList<>();
    int olderIndex;
    PlanView plan = PlanView.SINGLE;
    StepVisit visit = StepVisit.FIRST;
    Instant now = START;
    long spent = 10;

    @Nullable
    Long placed = 10L;

    boolean operatorsWord;
    boolean shared;
    boolean behind;
    boolean probes;
    boolean nearEnd;
    boolean mayLeap = true;
    boolean olderUnresolved;
    boolean holding;
    long last = 0xFF_FFFF_FFFFL;
    int segments = 1;
    double jitter = 0.5;

    @Nullable
    Instant takenUntil;

    List<Action> actions = List.of();
    int sent;

    static SendPolicy policy(
            int attempts,
            SendPolicy.Counting counting,
            SendPolicy.PorAsked por,
            boolean probe,
            boolean repeatable,
            Set<Integer> afterCounter) {
        return new SendPolicy(
                attempts,
                VALIDITY,
                RESPONSE,
                RETRY,
                START.plus(Duration.ofDays(14)),
                2,
                probe,
                repeatable,
                counting,
                por,
                true,
                afterCounter,
                Set.of(2));
    }

    private DomainView domain() {
        return new DomainView(
                takenUntil,
                spent,
                placed,
                operatorsWord,
                shared,
                behind,
                probes,
                mayLeap,
                nearEnd,
                spent + 1 >= last,
                olderUnresolved);
    }

    Story on(DeliveryEvent event) {
        take(DeliveryRules.on(delivery, packet, place(true, visit), event, plan, policy, domain(), moment()));
        return this;
    }

    private PacketPlace place(boolean latest, StepVisit at) {
        boolean present = packet != null && at.equals(delivery.progress().visit());
        return !present ? PacketPlace.PAST : latest ? PacketPlace.LATEST : PacketPlace.PRESENT;
    }

    private Moment moment() {
        return new Moment(now, jitter, holding, null);
    }

    private void take(Transition next) {
        delivery = next.delivery();
        packet = next.packet() == null ? packet : next.packet();
        actions = next.actions();
        for (Action action : actions) {
            if (action instanceof Action.Spend spend) {
                spent += spend.leap() ? 1000 : 1;
                behind &= !spend.leap();
                if (packet != null) {
                    older.add(packet);
                    olderVisits.add(visit);
                }
                PacketState first = PacketState.first(spend.kind(), spent, segments, now.plus(VALIDITY));
                Transition sending = DeliveryRules.spent(delivery, first, plan.steps() == 1 ? null : "");
                delivery = sending.delivery();
                packet = sending.packet();
                visit = delivery.progress().visit();
                sent++;
            } else if (action instanceof Action.Send) {
                sent++;
            } else if (action instanceof Action.Place place) {
                placed = place.counter();
                operatorsWord = false;
                behind = false;
            } else if (action instanceof Action.Behind) {
                behind = true;
            }
        }
    }

    /** Its time comes; nothing else happens until then. */
    Story due() {
        Instant due = delivery.dueAt();
        if (due != null && due.isAfter(now)) {
            now = due;
        }
        return on(new DeliveryEvent.Due());
    }

    Story pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    PacketState packet() {
        PacketState p = packet;
        if (p == null) {
            throw new AssertionError("no packet");
        }
        return p;
    }

    int round() {
        return packet().rounds();
    }

    /** The first send, all segments taken by the SMSC. */
    Story sent() {
        return due().accepted();
    }

    Story accepted() {
        for (int part = 1; part <= segments; part++) {
            on(new DeliveryEvent.SegmentAccepted(round(), part));
        }
        return this;
    }

    Story unknown(int part, boolean written) {
        return on(new DeliveryEvent.SegmentUnknown(round(), part, written));
    }

    Story refused(int part, boolean temporary) {
        return on(new DeliveryEvent.SegmentRefused(round(), part, 0x0B, temporary));
    }

    Story delivered() {
        for (int part = 1; part <= segments; part++) {
            receipt(round(), part, DeliveryEvent.ReceiptKind.DELIVERED, "DELIVRD");
        }
        return this;
    }

    Story undelivered() {
        return receipt(round(), 1, DeliveryEvent.ReceiptKind.NOT_DELIVERED, "UNDELIV");
    }

    Story receipt(int round, int part, DeliveryEvent.ReceiptKind kind, String state) {
        return on(new DeliveryEvent.Receipt(round, part, kind, state, ""));
    }

    Story por(int status) {
        return on(new DeliveryEvent.Responded(status, true, status == 0 ? answer(true) : null));
    }

    static ScriptAnswer answer(boolean wanted) {
        return answer(
                wanted ? new Verdict.Reached(null) : new Verdict.Missed("status word 6a82"), wanted ? 0x9000 : 0x6A82);
    }

    static ScriptAnswer answer(Verdict verdict, int word) {
        return new ScriptAnswer(verdict, 2, word, Octets.EMPTY);
    }

    /** {@link #porOfOlder} is then about that packet, from 0. */
    Story olderTo(int index) {
        olderIndex = index;
        return this;
    }

    /** The PoR of a packet that is no longer the latest. */
    Story porOfOlder(int status) {
        PacketState first = older.get(olderIndex);
        Transition next = DeliveryRules.on(
                delivery,
                first,
                place(false, olderVisits.get(olderIndex)),
                new DeliveryEvent.Responded(status, true, status == 0 ? answer(true) : null),
                plan,
                policy,
                domain(),
                moment());
        delivery = next.delivery();
        actions = next.actions();
        return this;
    }

    Story cancel() {
        return on(new DeliveryEvent.Cancelled());
    }

    /** Whether {@link #due} came at that time after {@code from}. */
    Duration dueAfter(Instant from) {
        Instant due = delivery.dueAt();
        if (due == null) {
            throw new AssertionError("nothing is due");
        }
        return Duration.between(from, due);
    }

    String detail() {
        return String.valueOf(delivery.evidence().detail());
    }
}
