// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a PoR proves (design rules 3 to 6). */
final class ResponseRules {
    private static final int OK = 0x00;
    private static final String UNVERIFIED = "PoR without integrity as asked";
    /** More time needed; response follows by SMS-SUBMIT; by USSD: another one comes (TS 102 225 clause 5.2.1). */
    private static final Set<Integer> NOT_FINAL = Set.of(0x08, 0x0B, 0x0C);
    /** Counter blocked, TAR unknown, insufficient security level: the same octets will meet the same. */
    private static final Set<Integer> USELESS_TO_RESEND = Set.of(0x04, 0x09, 0x0A);

    private ResponseRules() {}

    static void responded(Turn turn, PacketDraft p, DeliveryEvent.Responded event) {
        int status = event.status();
        p.mark(event.verified() ? PacketMark.ANSWERED : PacketMark.HEARD);
        if (status == OK) {
            done(turn, p, event);
        } else if (NOT_FINAL.contains(status)) {
            notFinal(turn, event);
        } else if (turn.policy.afterCounter().contains(status) && event.verified()) {
            refusedAfterCounter(turn, p, status);
        } else if (turn.policy.replay().contains(status)) {
            replayed(turn, p, status, event.verified());
        } else {
            copyRefused(turn, p, event);
        }
    }

    /** Rule 5: a 00 wins whenever it comes, for any counter of the delivery. */
    private static void done(Turn turn, PacketDraft p, DeliveryEvent.Responded event) {
        if (event.verified()) {
            turn.actions.add(new Action.Place(p.counter));
            turn.actions.add(new Action.Resolve(p.counter));
            p.resolved = true;
        }
        boolean known = p.has(PacketMark.DONE);
        p.mark(PacketMark.DONE);
        p.unmark(PacketMark.CHASED);
        if (p.kind == AttemptKind.PROBE) {
            probed(turn, p);
            return;
        }
        if (turn.place == PacketPlace.PAST) {
            turn.release();
            return;
        }
        boolean decided = turn.outcome == Outcome.CONFIRMED || turn.outcome == Outcome.FAILED;
        boolean better = event.verified() && Boolean.FALSE.equals(turn.evidence.porVerified());
        if ((decided || (known && turn.phase == Phase.FINAL)) && !better) {
            if (turn.phase != Phase.FINAL && turn.current) {
                turn.end(turn.outcome, turn.evidence.detail());
            }
            turn.release();
            return;
        }
        ScriptAnswer answer = event.answer();
        if (answer == null) {
            turn.evidence = turn.evidence.status(event.verified(), OK);
        } else {
            turn.evidence = turn.evidence.answer(event.verified(), answer);
        }
        Verdict verdict = answer == null
                ? new Verdict.Missed("the PoR's response data cannot be read")
                : event.verified() ? answer.verdict() : unverified(answer.verdict());
        if (event.verified() && verdict instanceof Verdict.Reached) {
            turn.actions.add(new Action.Proven(turn.progress.step()));
        }
        if (turn.outcome == Outcome.PENDING && turn.current) {
            StepRules.judged(turn, verdict);
        } else {
            StepRules.judgedLate(turn, verdict);
        }
    }

    private static Verdict unverified(Verdict verdict) {
        if (verdict instanceof Verdict.Reached reached) {
            return new Verdict.Reached(reached.note() == null ? UNVERIFIED : UNVERIFIED + "; " + reached.note());
        }
        return verdict instanceof Verdict.Missed missed
                ? new Verdict.Missed(UNVERIFIED + "; " + missed.why())
                : verdict;
    }

    /** The probe placed the counter: now the script. */
    private static void probed(Turn turn, PacketDraft p) {
        boolean waits = turn.current && turn.phase != Phase.FINAL && turn.outcome == Outcome.PENDING;
        if (!waits) {
            p.needed = turn.current && p.needed && turn.phase != Phase.FINAL;
            p.releaseIfEnded(turn.now);
            return;
        }
        turn.release();
        turn.waitUntil(turn.now);
    }

    private static void notFinal(Turn turn, DeliveryEvent.Responded event) {
        if (turn.outcome != Outcome.PENDING) {
            return;
        }
        turn.evidence = turn.evidence.status(event.verified(), event.status());
        if (turn.phase == Phase.AWAITING && turn.current) {
            postpone(turn, turn.now.plus(turn.policy.response()));
        }
    }

    private static void postpone(Turn turn, Instant until) {
        if (turn.dueAt == null || turn.dueAt.isBefore(until)) {
            turn.dueAt = until;
        }
    }

    /**
     * Rule 3: given after the counter was stored, so this packet did not run and never will. Only this, or a repeatable
     * job, allows another counter.
     */
    private static void refusedAfterCounter(Turn turn, PacketDraft p, int status) {
        turn.actions.add(new Action.Place(p.counter));
        turn.actions.add(new Action.Resolve(p.counter));
        p.resolved = true;
        if (p.kind == AttemptKind.PROBE) {
            probed(turn, p);
            return;
        }
        if (!turn.current || turn.outcome == Outcome.CONFIRMED || turn.outcome == Outcome.FAILED) {
            return;
        }
        turn.evidence = turn.evidence.status(true, status);
        boolean again = turn.outcome == Outcome.PENDING
                && !turn.has(DeliveryMark.STOPPING)
                && !turn.expired()
                && SendRules.anotherCounter(turn);
        if (again) {
            turn.release();
            turn.waitUntil(turn.now.plus(turn.pause(1)));
        } else if (turn.outcome != Outcome.REFUSED) {
            turn.finish(Outcome.REFUSED, "refused after the counter was stored");
        } else if (turn.phase != Phase.FINAL) {
            SendRules.endChase(turn, p);
        }
    }

    /**
     * Rule 4: a verified 02 says that the card took the packet only where nobody else spends from the domain, its
     * counter was known to be below, and nothing higher was spent since. A 00 that it overtook is waited for.
     */
    private static void replayed(Turn turn, PacketDraft p, int status, boolean verified) {
        if (verified) {
            turn.actions.add(new Action.Resolve(p.counter));
            p.resolved = true;
            if (turn.domain.unknown() && turn.domain.spent() == p.counter) {
                turn.actions.add(new Action.Behind());
            }
        }
        if (turn.outcome == Outcome.CONFIRMED || turn.outcome == Outcome.FAILED || !turn.current) {
            return;
        }
        turn.evidence = turn.evidence.status(verified, status);
        boolean proof = verified
                && p.kind == AttemptKind.SCRIPT
                && !turn.domain.shared()
                && turn.domain.placed() != null
                && turn.domain.placed() < p.counter
                && turn.domain.spent() == p.counter;
        p.mark(proof ? PacketMark.TAKEN : PacketMark.REPLAYED);
        if (proof && turn.domain.operatorsWord()) {
            p.mark(PacketMark.OPERATORS_WORD);
        }
        if (turn.outcome != Outcome.PENDING) {
            lateReplay(turn, p, proof);
        } else if (turn.phase == Phase.AWAITING) {
            settle(turn, p, proof);
        } else if (turn.phase == Phase.SENDING && proof) {
            p.mark(PacketMark.SETTLING);
        }
    }

    private static void settle(Turn turn, PacketDraft p, boolean proof) {
        if (proof && !p.has(PacketMark.SETTLING)) {
            p.mark(PacketMark.SETTLING);
            turn.dueAt = turn.now.plus(turn.grace());
        } else if (!proof && !p.has(PacketMark.SETTLING)) {
            turn.dueAt = turn.now.plus(turn.policy.response());
        }
    }

    private static void lateReplay(Turn turn, PacketDraft p, boolean proof) {
        boolean turns = turn.outcome == Outcome.UNCONFIRMED
                || turn.outcome == Outcome.UNDELIVERED
                || turn.outcome == Outcome.EXPIRED;
        if (proof && turns) {
            p.unmark(PacketMark.CHASED);
            turn.finish(Outcome.ACCEPTED, acceptedDetail(p));
        } else if (turn.phase != Phase.FINAL) {
            SendRules.endChase(turn, p);
        }
    }

    /** A refusal speaks for one copy (rule 3): the others may have run. */
    private static void copyRefused(Turn turn, PacketDraft p, DeliveryEvent.Responded event) {
        if (event.verified()) {
            p.refusals = Math.min(p.refusals + 1, Math.max(p.copies(), 1));
        }
        if (USELESS_TO_RESEND.contains(event.status())) {
            p.mark(PacketMark.USELESS);
        }
        if (turn.outcome == Outcome.CONFIRMED || turn.outcome == Outcome.FAILED || !turn.current) {
            return;
        }
        turn.evidence = turn.evidence.status(event.verified(), event.status());
        if (turn.outcome != Outcome.PENDING) {
            lateRefusal(turn, p);
            return;
        }
        boolean settles = SendRules.refused(p) && !turn.sendsLeft(p);
        if (settles && !p.has(PacketMark.SETTLING)) {
            p.mark(PacketMark.SETTLING);
            turn.dueAt = turn.phase == Phase.AWAITING ? turn.now.plus(turn.grace()) : turn.dueAt;
        } else if (turn.phase == Phase.AWAITING && !p.has(PacketMark.SETTLING)) {
            if (turn.sendsLeft(p) && p.failedAt == null) {
                p.failedAt = turn.now;
            }
            if (p.failedAt == null || p.failedAt.equals(turn.now) || !turn.sendsLeft(p)) {
                turn.schedule(p);
            }
            postpone(turn, turn.now.plus(turn.grace()));
        } else if (turn.phase == Phase.SENDING && p.failedAt == null) {
            p.failedAt = turn.now;
        }
    }

    private static void lateRefusal(Turn turn, PacketDraft p) {
        boolean turns = turn.outcome == Outcome.UNCONFIRMED
                || turn.outcome == Outcome.UNDELIVERED
                || turn.outcome == Outcome.EXPIRED;
        if (turns && SendRules.refused(p) && p.kind == AttemptKind.SCRIPT) {
            p.unmark(PacketMark.CHASED);
            turn.finish(Outcome.REFUSED, refusedDetail(turn, p));
        } else if (turn.phase != Phase.FINAL) {
            SendRules.endChase(turn, p);
        }
    }

    /** Rule 6: proves nothing; holds back the next send once, for one pause at most. */
    static void hinted(Turn turn, PacketDraft p, int status) {
        if (turn.outcome != Outcome.PENDING || !turn.current || p.has(PacketMark.HINTED)) {
            return;
        }
        p.mark(PacketMark.HINTED);
        if (!p.has(PacketMark.ANSWERED)) {
            turn.evidence = turn.evidence.status(false, status);
        }
        if (turn.phase == Phase.AWAITING && turn.sendsLeft(p)) {
            postpone(turn, turn.now.plus(turn.policy.retryAfter()));
        }
    }

    static String acceptedDetail(PacketDraft p) {
        return p.has(PacketMark.OPERATORS_WORD)
                ? "replay refusal (02) on the word of the operator's counter: the card took the packet, its answer is lost"
                : "replay refusal (02): the card took the packet, its answer is lost";
    }

    static @Nullable String refusedDetail(Turn turn, PacketDraft p) {
        Integer status = turn.evidence.responseStatus();
        return p.copies() + (p.copies() == 1 ? " copy" : " copies") + " answered by refusals"
                + (status == null ? "" : String.format(", the last with %02x", status));
    }
}
