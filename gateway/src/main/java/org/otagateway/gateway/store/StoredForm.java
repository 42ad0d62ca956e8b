// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.Evidence;
import org.otagateway.gateway.outcome.PacketState;

/** What is read back of what was written: times in milliseconds, and texts as long as their columns. */
@SuppressWarnings("ReferenceEquality") // the same object is what was not changed; an equal one costs a copy at most
final class StoredForm {
    private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

    private StoredForm() {}

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the part below a millisecond is all that is asked for
    static Instant of(Instant time) {
        return time.getNano() % NANOS_OF_A_MILLISECOND == 0 ? time : Instant.ofEpochMilli(time.toEpochMilli());
    }

    private static @Nullable Instant ofOrNull(@Nullable Instant time) {
        return time == null ? null : of(time);
    }

    static PacketState of(PacketState p) {
        Instant validUntil = of(p.validUntil());
        Instant endsAt = of(p.endsAt());
        Instant answeredAt = ofOrNull(p.answeredAt());
        Instant failedAt = ofOrNull(p.failedAt());
        Instant finalAt = ofOrNull(p.finalAt());
        boolean same = validUntil == p.validUntil()
                && endsAt == p.endsAt()
                && answeredAt == p.answeredAt()
                && failedAt == p.failedAt()
                && finalAt == p.finalAt();
        return same
                ? p
                : new PacketState(
                        p.kind(),
                        p.counter(),
                        p.segments(),
                        p.sends(),
                        p.rounds(),
                        p.submissions(),
                        validUntil,
                        endsAt,
                        answeredAt,
                        failedAt,
                        finalAt,
                        p.submitted(),
                        p.refusals(),
                        p.deferrals(),
                        p.marks(),
                        p.needed(),
                        p.underWay(),
                        p.resolved());
    }

    /** The packet holds its card no longer. */
    static PacketState released(PacketState p) {
        return with(p, false, p.resolved());
    }

    /** The card is proven to have gone past the packet. */
    static PacketState resolved(PacketState p) {
        return with(p, p.underWay(), true);
    }

    private static PacketState with(PacketState p, boolean underWay, boolean resolved) {
        return new PacketState(
                p.kind(),
                p.counter(),
                p.segments(),
                p.sends(),
                p.rounds(),
                p.submissions(),
                p.validUntil(),
                p.endsAt(),
                p.answeredAt(),
                p.failedAt(),
                p.finalAt(),
                p.submitted(),
                p.refusals(),
                p.deferrals(),
                p.marks(),
                p.needed(),
                underWay,
                resolved);
    }

    static DeliveryState of(DeliveryState state) {
        Instant dueAt = ofOrNull(state.dueAt());
        Evidence evidence = of(state.evidence());
        return dueAt == state.dueAt() && evidence == state.evidence()
                ? state
                : new DeliveryState(
                        state.phase(),
                        state.outcome(),
                        dueAt,
                        state.packets(),
                        state.marks(),
                        evidence,
                        state.progress());
    }

    private static Evidence of(Evidence e) {
        String error = EvidenceColumns.error(e.smscError());
        Instant finished = ofOrNull(e.finished());
        return Objects.equals(error, e.smscError()) && finished == e.finished()
                ? e
                : new Evidence(
                        e.porVerified(),
                        e.responseStatus(),
                        e.commandsExecuted(),
                        e.statusWord(),
                        e.responseData(),
                        e.smscState(),
                        error,
                        finished,
                        e.detail());
    }
}
