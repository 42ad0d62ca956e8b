// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is durable about one packet and bears on what happens next.
 *
 * @param kind what it carries
 * @param counter its counter, 1…2^40−1
 * @param segments its short messages, 1…255
 * @param sends how often it was sent, as policy counts
 * @param rounds how often it went out, with the rounds that a crash made uncertain
 * @param submissions every segment of every round
 * @param validUntil when the SMSC gives up on the last round
 * @param endsAt when the last possible copy is dead
 * @param answeredAt when the last segment of the last round was answered
 * @param failedAt when the last round was first known to fail
 * @param finalAt when the last final receipt came
 * @param submitted submit_sm written for it, as far as known
 * @param refusals copies answered by a verified refusal, at most one for each round
 * @param deferrals pauses after temporary refusals in this round
 * @param marks {@link PacketMark} bits
 * @param needed its delivery still waits for it
 * @param underWay it holds its counter domain
 * @param resolved the card is proven to have gone past it
 */
public record PacketState(
        AttemptKind kind,
        long counter,
        int segments,
        int sends,
        int rounds,
        List<Submission> submissions,
        Instant validUntil,
        Instant endsAt,
        @Nullable Instant answeredAt,
        @Nullable Instant failedAt,
        @Nullable Instant finalAt,
        int submitted,
        int refusals,
        int deferrals,
        int marks,
        boolean needed,
        boolean underWay,
        boolean resolved) {

    private static final long LAST_COUNTER = 0xFF_FFFF_FFFFL;

    /** @throws IllegalArgumentException where the counter is no 40 bits or there is no segment */
    public PacketState {
        if (counter < 1 || counter > LAST_COUNTER) {
            throw new IllegalArgumentException("counter: expected 1 to 2^40-1, got " + counter);
        }
        if (segments < 1 || segments > 255) {
            throw new IllegalArgumentException("segments: expected 1 to 255, got " + segments);
        }
        submissions = List.copyOf(submissions);
    }

    /** A packet whose first round is about to go out. */
    public static PacketState first(AttemptKind kind, long counter, int segments, Instant validUntil) {
        PacketDraft draft = new PacketDraft(kind, counter, segments);
        draft.round(validUntil);
        draft.sends = 1;
        return draft.freeze();
    }

    /** The same with one mark more. */
    public PacketState with(PacketMark mark) {
        PacketDraft draft = new PacketDraft(this);
        draft.mark(mark);
        return draft.freeze();
    }

    public boolean has(PacketMark mark) {
        return (marks & mark.bit()) != 0;
    }
}
