// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A packet while one event changes it. */
final class PacketDraft {
    final AttemptKind kind;
    final long counter;
    final int segments;
    final List<Submission> submissions;
    int sends;
    int rounds;
    Instant validUntil = Instant.EPOCH;
    Instant endsAt = Instant.EPOCH;

    @Nullable
    Instant answeredAt;

    @Nullable
    Instant failedAt;

    @Nullable
    Instant finalAt;

    int submitted;
    int refusals;
    int deferrals;
    int marks;
    boolean needed = true;
    boolean underWay = true;
    boolean resolved;

    PacketDraft(AttemptKind kind, long counter, int segments) {
        this.kind = kind;
        this.counter = counter;
        this.segments = segments;
        this.submissions = new ArrayList<>();
    }

    PacketDraft(PacketState from) {
        kind = from.kind();
        counter = from.counter();
        segments = from.segments();
        submissions = new ArrayList<>(from.submissions());
        sends = from.sends();
        rounds = from.rounds();
        validUntil = from.validUntil();
        endsAt = from.endsAt();
        answeredAt = from.answeredAt();
        failedAt = from.failedAt();
        finalAt = from.finalAt();
        submitted = from.submitted();
        refusals = from.refusals();
        deferrals = from.deferrals();
        marks = from.marks();
        needed = from.needed();
        underWay = from.underWay();
        resolved = from.resolved();
    }

    PacketState freeze() {
        return new PacketState(
                kind,
                counter,
                segments,
                sends,
                rounds,
                submissions,
                validUntil,
                endsAt,
                answeredAt,
                failedAt,
                finalAt,
                submitted,
                refusals,
                deferrals,
                marks,
                needed,
                underWay,
                resolved);
    }

    boolean has(PacketMark mark) {
        return (marks & mark.bit()) != 0;
    }

    void mark(PacketMark mark) {
        marks |= mark.bit();
    }

    void unmark(PacketMark mark) {
        marks &= ~mark.bit();
    }

    /** All segments go out once more, valid until then. */
    void round(Instant until) {
        rounds++;
        for (int part = 1; part <= segments; part++) {
            submissions.add(new Submission(rounds, part, SubmissionState.INTENDED));
        }
        validUntil = until;
        if (until.isAfter(endsAt)) {
            endsAt = until;
        }
        answeredAt = null;
        failedAt = null;
        deferrals = 0;
        needed = true;
        underWay = true;
    }

    /** The state of a segment; null where there is none such. */
    @Nullable
    SubmissionState state(int round, int part) {
        for (Submission submission : submissions) {
            if (submission.round() == round && submission.part() == part) {
                return submission.state();
            }
        }
        return null;
    }

    void set(int round, int part, SubmissionState state) {
        for (int i = 0; i < submissions.size(); i++) {
            Submission submission = submissions.get(i);
            if (submission.round() == round && submission.part() == part) {
                submissions.set(i, new Submission(round, part, state));
                return;
            }
        }
    }

    /** Turns every segment in state {@code from} into {@code to}. */
    void turn(SubmissionState from, SubmissionState to) {
        submissions.replaceAll(s -> s.state() == from ? new Submission(s.round(), s.part(), to) : s);
    }

    List<Integer> partsOfLastRound(SubmissionState state) {
        List<Integer> parts = new ArrayList<>();
        for (Submission submission : submissions) {
            if (submission.round() == rounds && submission.state() == state) {
                parts.add(submission.part());
            }
        }
        return parts;
    }

    boolean lastRoundAnswered() {
        return submissions.stream()
                .allMatch(s -> s.round() != rounds || s.state().answered());
    }

    boolean lastRoundFails() {
        return submissions.stream()
                .anyMatch(s -> s.round() == rounds && s.state().failing());
    }

    /** The SMSC itself says of the last round that it did not arrive. */
    boolean lastRoundNotDelivered() {
        return submissions.stream()
                .anyMatch(s -> s.round() == rounds
                        && (s.state() == SubmissionState.REFUSED || s.state() == SubmissionState.NOT_DELIVERED));
    }

    /** Every segment was delivered, be it in one round or another: the octets are the same. */
    boolean delivered() {
        for (int part = 1; part <= segments; part++) {
            int wanted = part;
            if (submissions.stream().noneMatch(s -> s.part() == wanted && s.state() == SubmissionState.DELIVERED)) {
                return false;
            }
        }
        return true;
    }

    /** The SMSC has taken no segment, and none may be under way unknown. */
    boolean neverExisted() {
        return submissions.stream().allMatch(s -> s.state() == SubmissionState.REFUSED);
    }

    /** No copy is in the network any longer: all had their final receipts, or their validity is over. */
    boolean ended(Instant now) {
        return !now.isBefore(endsAt)
                || submissions.stream().allMatch(s -> s.state().ended());
    }

    /**
     * Copies of the whole packet that may have reached the card: of the segment that went out least often as many as
     * were not refused. Copies that the network doubles are not counted.
     */
    int copies() {
        int least = Integer.MAX_VALUE;
        for (int part = 1; part <= segments; part++) {
            int count = 0;
            for (Submission submission : submissions) {
                if (submission.part() == part && submission.state() != SubmissionState.REFUSED) {
                    count++;
                }
            }
            least = Math.min(least, count);
        }
        return least;
    }

    /** The domain is free once nobody waits for the packet and its last copy is dead. */
    void releaseIfEnded(Instant now) {
        if (!needed && ended(now)) {
            underWay = false;
        }
    }
}
