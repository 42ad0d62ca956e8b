// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event on its way through the rules: what it finds, and what it changes. */
final class Turn {
    private static final Duration MOST_GRACE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 16;
    private static final Duration HELD = Duration.ofMinutes(1);
    private static final double JITTER = 0.1;

    final SendPolicy policy;
    final DomainView domain;
    final Instant now;
    final double jitter;
    final boolean holding;
    private final @Nullable Instant heldUntil;
    /** The packet that the event concerns is the delivery's latest. */
    final boolean current;

    final PacketPlace place;
    final PlanView plan;

    final @Nullable PacketDraft packet;
    final List<Action> actions = new ArrayList<>();
    Phase phase;
    Outcome outcome;

    @Nullable
    Instant dueAt;

    int packets;
    int marks;
    Evidence evidence;
    Progress progress;

    Turn(
            DeliveryState delivery,
            @Nullable PacketState packet,
            PacketPlace place,
            PlanView plan,
            SendPolicy policy,
            DomainView domain,
            Moment moment) {
        this.policy = policy;
        this.domain = domain;
        this.now = moment.now();
        this.jitter = moment.jitter();
        this.holding = moment.holding();
        this.heldUntil = moment.heldUntil();
        this.current = packet != null && place == PacketPlace.LATEST;
        this.place = place;
        this.plan = plan;
        this.packet = packet == null ? null : new PacketDraft(packet);
        this.phase = delivery.phase();
        this.outcome = delivery.outcome();
        this.dueAt = delivery.dueAt();
        this.packets = delivery.packets();
        this.marks = delivery.marks();
        this.evidence = delivery.evidence();
        this.progress = delivery.progress();
    }

    Transition end() {
        return new Transition(
                new DeliveryState(phase, outcome, dueAt, packets, marks, evidence, progress),
                packet == null ? null : packet.freeze(),
                actions);
    }

    boolean has(DeliveryMark mark) {
        return (marks & mark.bit()) != 0;
    }

    void mark(DeliveryMark mark) {
        marks |= mark.bit();
    }

    void unmark(DeliveryMark mark) {
        marks &= ~mark.bit();
    }

    /** How the plan goes on from the step that it is at. */
    StepRule rule() {
        return plan.rule(progress.step());
    }

    /** 02 and 06 may overtake a 00: they wait this long. */
    Duration grace() {
        return policy.response().compareTo(MOST_GRACE) < 0 ? policy.response() : MOST_GRACE;
    }

    /** The pause before the next send: doubles with each, within ten per cent. */
    Duration pause(int sends) {
        long millis = policy.retryAfter().toMillis() << Math.min(Math.max(sends - 1, 0), MOST_DOUBLINGS);
        return Duration.ofMillis((long) (millis * (1 - JITTER + 2 * JITTER * jitter)));
    }

    boolean expired() {
        return !now.isBefore(policy.expiresAt());
    }

    /** The same octets may, and can to some use, go out once more. */
    boolean sendsLeft(PacketDraft p) {
        return !has(DeliveryMark.STOPPING)
                && p.sends < mostSends()
                && policy.mayResend()
                && !p.has(PacketMark.USELESS)
                && !p.has(PacketMark.REPLAYED)
                && !p.has(PacketMark.TAKEN)
                && !(policy.por() != SendPolicy.PorAsked.ALWAYS && p.delivered());
    }

    private int mostSends() {
        int most = rule().sends();
        return most == 0 ? policy.attempts() : Math.min(most, policy.attempts());
    }

    /** Until when the PoR of the copies under way is waited for. */
    Instant responseDeadline(PacketDraft p) {
        if (p.neverExisted()) {
            return now;
        }
        boolean ended = p.submissions.stream().allMatch(s -> s.state().ended());
        Instant last = ended && p.finalAt != null ? p.finalAt : p.endsAt;
        return last.plus(policy.response());
    }

    /** Sets when the next step of an answered send falls due. */
    void schedule(PacketDraft p) {
        if (p.has(PacketMark.SETTLING)) {
            return;
        }
        Instant deadline = responseDeadline(p);
        if (p.has(PacketMark.CHASED) || !sendsLeft(p)) {
            dueAt = deadline;
            return;
        }
        Duration pause = pause(p.sends);
        if (p.failedAt != null) {
            dueAt = cut(p.failedAt.plus(pause), deadline);
            return;
        }
        dueAt = cut(later((p.answeredAt == null ? now : p.answeredAt).plus(pause), deadline), deadline);
    }

    /** No pause outlasts the job's time, unless the PoR may still come then. */
    private Instant cut(Instant due, Instant deadline) {
        Instant expires = policy.expiresAt();
        return due.isAfter(expires) ? later(expires, due.isBefore(deadline) ? due : deadline) : due;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The last word, for now: late evidence may turn it. */
    void finish(Outcome word, @Nullable String why) {
        String detail = StepRules.detail(this, word, why);
        if (!DeliveryRules.NO_POR_ASKED.equals(detail)) {
            detail = has(DeliveryMark.LEAPT) ? StepRules.join(detail, "counter moved on to find the card's") : detail;
            detail = domain.nearEnd() ? StepRules.join(detail, "the counter is near its end") : detail;
        }
        end(word, detail);
    }

    /** The same with a detail that is complete. */
    void end(Outcome word, @Nullable String detail) {
        phase = Phase.FINAL;
        outcome = word;
        dueAt = null;
        evidence = evidence.finished(now, has(DeliveryMark.BLOCKED) ? blocked(word, detail) : detail);
        progress = progress.holding(null);
        release();
    }

    private static @Nullable String blocked(Outcome word, @Nullable String detail) {
        if (word == Outcome.CONFIRMED || DeliveryRules.NO_POR_ASKED.equals(detail)) {
            return detail;
        }
        return detail == null ? DeliveryRules.BLOCKED : DeliveryRules.BLOCKED + "; " + detail;
    }

    /** The packet is needed no more; its domain is free once its copies are dead. */
    void release() {
        if (packet != null) {
            packet.needed = false;
            packet.turn(SubmissionState.DEFERRED, SubmissionState.REFUSED);
            packet.releaseIfEnded(now);
        }
    }

    /** Looks again when the job may send, or in a while where that is not known; and when its time is over. */
    void hold() {
        Instant again = heldUntil == null ? now.plus(HELD) : heldUntil;
        Instant expires = policy.expiresAt();
        dueAt = again.isAfter(expires) && expires.isAfter(now) ? expires : again;
    }

    /** The delivery waits, without a packet of its own under way, until then. */
    void waitUntil(Instant when) {
        phase = Phase.WAITING;
        dueAt = when;
    }
}
