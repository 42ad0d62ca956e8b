// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a packet is spent, when it goes out again and when a delivery ends (design rules 1, 3, 4, 7). */
final class SendRules {
    /** Counters that one delivery may spend for its script. */
    static final int MOST_PACKETS = 2;

    private SendRules() {}

    static void due(Turn turn) {
        PacketDraft p = turn.packet;
        switch (turn.phase) {
            case WAITING -> waiting(turn, p);
            case SENDING -> {
                if (p != null) {
                    sending(turn, p);
                }
            }
            case AWAITING -> {
                if (p != null) {
                    awaiting(turn, p);
                }
            }
            case FINAL -> turn.dueAt = null;
        }
    }

    private static void waiting(Turn turn, @Nullable PacketDraft p) {
        boolean resuming = turn.has(DeliveryMark.RESUMING);
        if (turn.has(DeliveryMark.STOPPING) && turn.packets == 0 && !turn.has(DeliveryMark.PROBED)) {
            turn.finish(Outcome.CANCELLED, null);
            return;
        }
        if (turn.has(DeliveryMark.STOPPING)) {
            finishOn(turn, p, "stopped by an operator");
            return;
        }
        if (turn.expired()) {
            turn.finish(Outcome.EXPIRED, expiry(turn));
            return;
        }
        if (turn.holding) {
            turn.hold();
            return;
        }
        Instant taken = turn.domain.takenUntil();
        if (taken != null) {
            Instant expires = turn.policy.expiresAt();
            turn.dueAt = taken.isAfter(expires) ? expires : taken;
            return;
        }
        if (turn.domain.olderUnresolved()) {
            turn.actions.add(new Action.ChaseOlder());
            return;
        }
        if (resuming && p != null) {
            turn.unmark(DeliveryMark.RESUMING);
            resend(turn, p, true);
            return;
        }
        if (turn.domain.exhausted()) {
            impossible(turn, "counter FFFFFFFFFF: no value is left in this key set of the card");
            return;
        }
        spend(turn);
    }

    private static void spend(Turn turn) {
        boolean leap = turn.domain.lost() && turn.domain.mayLeap();
        if (turn.domain.lost() && turn.domain.probes() && !leap && counts(turn)) {
            turn.finish(turn.packets == 0 ? Outcome.UNCONFIRMED : finalWord(turn, turn.packet), notFound(turn));
            return;
        }
        boolean asked = turn.policy.probe() && turn.domain.placed() == null && turn.packets == 0;
        boolean probing = asked || (leap && turn.domain.probes());
        if (probing && !leap && turn.has(DeliveryMark.PROBED) && !(turn.domain.lost() && !again(turn))) {
            turn.finish(Outcome.UNCONFIRMED, unproven(turn));
            return;
        }
        if (leap) {
            turn.mark(DeliveryMark.LEAPT);
        }
        turn.actions.add(new Action.Spend(probing ? AttemptKind.PROBE : AttemptKind.SCRIPT, leap));
    }

    /** The card takes any higher value, so that its counter can be looked for. */
    private static boolean counts(Turn turn) {
        return turn.policy.counting() == SendPolicy.Counting.HIGHER;
    }

    private static boolean again(Turn turn) {
        return turn.has(DeliveryMark.PROBED_AGAIN);
    }

    private static String notFound(Turn turn) {
        return "the card's counter was not found, 02 to each leap; tell it by cntrN"
                + (turn.packets == 0 ? "; the script was never sent" : "");
    }

    private static String unproven(Turn turn) {
        return turn.packets == 0
                ? "probe unanswered; the script was never sent"
                : "probe unanswered; the script was not sent again";
    }

    static void impossible(Turn turn, String why) {
        String detail = turn.packets == 0 ? why + "; nothing was sent" : why;
        turn.finish(turn.packets == 0 ? Outcome.UNCONFIRMED : finalWord(turn, turn.packet), detail);
    }

    private static String expiry(Turn turn) {
        if (turn.packets > 0) {
            return "the job's time ran out with sends left";
        }
        return turn.has(DeliveryMark.PROBED)
                ? "the job's time ran out after the probe; the script was never sent"
                : "the job's time ran out before it was sent";
    }

    /** Segments that the SMSC refused for now go out again; without an answer they count as unknown. */
    private static void sending(Turn turn, PacketDraft p) {
        boolean valid = turn.now.isBefore(p.validUntil);
        if (valid && !p.partsOfLastRound(SubmissionState.INTENDED).isEmpty()) {
            turn.dueAt = p.validUntil;
            return;
        }
        List<Integer> parts = p.partsOfLastRound(SubmissionState.DEFERRED);
        if (valid && !turn.has(DeliveryMark.STOPPING) && !parts.isEmpty()) {
            for (int part : parts) {
                p.set(p.rounds, part, SubmissionState.INTENDED);
            }
            turn.dueAt = p.validUntil;
            turn.actions.add(new Action.SendParts(parts));
            return;
        }
        p.turn(SubmissionState.DEFERRED, SubmissionState.REFUSED);
        p.turn(SubmissionState.INTENDED, SubmissionState.UNKNOWN);
        SubmitRules.answered(turn, p);
    }

    private static void awaiting(Turn turn, PacketDraft p) {
        if (p.has(PacketMark.CHASED)) {
            endChase(turn, p);
        } else if (p.has(PacketMark.TAKEN)) {
            if (!StepRules.accepted(turn)) {
                turn.finish(Outcome.ACCEPTED, ResponseRules.acceptedDetail(p));
            }
        } else if (p.has(PacketMark.SETTLING)) {
            if (p.kind == AttemptKind.PROBE && turn.packets > 0) {
                // It refuses itself: the script that it was to find the counter for may have run.
                finishOn(turn, p, null);
            } else if (!silent(turn, p)) {
                turn.finish(Outcome.REFUSED, ResponseRules.refusedDetail(turn, p));
            }
        } else if (p.has(PacketMark.REPLAYED) && mayReplace(turn, p)) {
            turn.release();
            turn.waitUntil(turn.now);
        } else if (!turn.sendsLeft(p)) {
            if (!silent(turn, p)) {
                finishOn(turn, p, null);
            }
        } else if (turn.expired()) {
            turn.finish(Outcome.EXPIRED, expiry(turn));
        } else if (turn.holding) {
            turn.hold();
        } else if (turn.policy.counting() == SendPolicy.Counting.NEXT && turn.domain.olderUnresolved()) {
            turn.mark(DeliveryMark.RESUMING);
            turn.release();
            turn.waitUntil(turn.now);
        } else {
            resend(turn, p, true);
        }
    }

    private static boolean silent(Turn turn, PacketDraft p) {
        return p.kind == AttemptKind.SCRIPT && StepRules.silent(turn);
    }

    /** A refusal after which another counter is safe; each but the first of a plain job counts as a restart. */
    static boolean anotherCounter(Turn turn) {
        return turn.rule().equals(StepRule.LAST) ? turn.packets < MOST_PACKETS : StepRules.restart(turn);
    }

    /** A replay refusal that proves nothing: a probe, or a script that may run twice, gets another counter. */
    private static boolean mayReplace(Turn turn, PacketDraft p) {
        if (turn.has(DeliveryMark.STOPPING) || turn.expired()) {
            return false;
        }
        if (p.kind == AttemptKind.PROBE) {
            return turn.domain.mayLeap() || !again(turn);
        }
        boolean plain = turn.policy.repeatable() && turn.packets < MOST_PACKETS;
        return plain || (turn.rule().repeatable() && StepRules.restart(turn));
    }

    /** The same octets once more. */
    private static void resend(Turn turn, PacketDraft p, boolean counted) {
        p.turn(SubmissionState.DEFERRED, SubmissionState.REFUSED);
        p.round(turn.now.plus(turn.policy.validity()));
        if (counted) {
            p.sends++;
        }
        turn.phase = Phase.SENDING;
        turn.dueAt = p.validUntil;
        turn.actions.add(new Action.Send());
    }

    static void unrepeatable(Turn turn, PacketDraft p, String why) {
        if (p.has(PacketMark.CHASED)) {
            endChase(turn, p);
        } else {
            turn.finish(Outcome.UNCONFIRMED, why);
        }
    }

    static void interrupted(Turn turn, PacketDraft p) {
        if (turn.phase != Phase.SENDING || !turn.current) {
            p.turn(SubmissionState.INTENDED, SubmissionState.UNKNOWN);
            p.releaseIfEnded(turn.now);
            return;
        }
        p.turn(SubmissionState.INTENDED, SubmissionState.UNKNOWN);
        p.turn(SubmissionState.DEFERRED, SubmissionState.REFUSED);
        boolean settled = p.has(PacketMark.SETTLING) || p.has(PacketMark.REPLAYED);
        boolean still = turn.holding || turn.has(DeliveryMark.STOPPING) || turn.expired();
        if (still || settled || !turn.policy.mayResend()) {
            SubmitRules.answered(turn, p);
        } else {
            resend(turn, p, false);
        }
    }

    static void chased(Turn turn, PacketDraft p) {
        p.mark(PacketMark.CHASED);
        resend(turn, p, false);
    }

    static void endChase(Turn turn, PacketDraft p) {
        p.unmark(PacketMark.CHASED);
        turn.phase = Phase.FINAL;
        turn.dueAt = null;
        turn.release();
    }

    static void cancelled(Turn turn) {
        if (turn.phase == Phase.FINAL || turn.outcome != Outcome.PENDING) {
            return;
        }
        turn.mark(DeliveryMark.STOPPING);
        PacketDraft p = turn.packet;
        if (turn.phase == Phase.WAITING) {
            waiting(turn, p);
        } else if (turn.phase == Phase.AWAITING && p != null) {
            turn.schedule(p);
        }
    }

    /** As if all its time-outs had come: it ends on the evidence that is there. A verified 00 still wins, as ever. */
    static void aborted(Turn turn) {
        PacketDraft p = turn.packet;
        if (turn.phase == Phase.FINAL || turn.outcome != Outcome.PENDING) {
            return;
        }
        turn.mark(DeliveryMark.STOPPING);
        if (turn.phase == Phase.WAITING) {
            waiting(turn, p);
        } else if (p != null && p.has(PacketMark.TAKEN)) {
            turn.finish(Outcome.ACCEPTED, ResponseRules.acceptedDetail(p));
        } else {
            finishOn(turn, p, "aborted by an operator");
        }
    }

    /** Nothing more goes to a card that is blocked, and what a cancelled delivery ends as it ends as. */
    static void blocked(Turn turn) {
        if (turn.phase != Phase.FINAL && turn.outcome == Outcome.PENDING) {
            turn.mark(DeliveryMark.BLOCKED);
            cancelled(turn);
        }
    }

    /** The end of all attempts: what the evidence says. */
    static void finishOn(Turn turn, @Nullable PacketDraft p, @Nullable String why) {
        Outcome word = finalWord(turn, p);
        String detail = detail(turn, p, word);
        if (why != null) {
            detail = detail == null ? why : why + "; " + detail;
        }
        turn.finish(word, detail);
    }

    private static Outcome finalWord(Turn turn, @Nullable PacketDraft p) {
        if (p == null || (p.kind == AttemptKind.PROBE && (turn.packets > 0 || !refused(p)))) {
            return Outcome.UNCONFIRMED;
        }
        if (refused(p)) {
            return Outcome.REFUSED;
        }
        boolean heard = p.has(PacketMark.ANSWERED) || p.has(PacketMark.HINTED) || heard(turn, p);
        return !heard && p.lastRoundNotDelivered() && !p.delivered() ? Outcome.UNDELIVERED : Outcome.UNCONFIRMED;
    }

    /** Something was said in answer; what an earlier step was answered is in the evidence, too. */
    private static boolean heard(Turn turn, PacketDraft p) {
        return turn.progress.visit().number() == 0
                ? turn.evidence.responseStatus() != null
                : p.has(PacketMark.ANSWERED) || p.has(PacketMark.HINTED) || p.has(PacketMark.HEARD);
    }

    /** Every copy that was sent was answered by a verified refusal. */
    static boolean refused(PacketDraft p) {
        return p.refusals > 0 && p.refusals >= p.copies();
    }

    private static @Nullable String detail(Turn turn, @Nullable PacketDraft p, Outcome word) {
        if (p == null) {
            return null;
        }
        if (p.kind == AttemptKind.PROBE) {
            if (p.has(PacketMark.REPLAYED) && turn.domain.lost()) {
                return notFound(turn);
            }
            return word == Outcome.REFUSED ? "the probe was refused; the script was never sent" : unproven(turn);
        }
        return switch (word) {
            case REFUSED -> ResponseRules.refusedDetail(turn, p);
            case UNDELIVERED -> "sent " + times(p.sends) + "; the SMSC says not delivered";
            default -> unconfirmedDetail(turn, p);
        };
    }

    private static String unconfirmedDetail(Turn turn, PacketDraft p) {
        if (turn.policy.por() == SendPolicy.PorAsked.NONE && p.delivered()) {
            return DeliveryRules.NO_POR_ASKED;
        }
        if (p.has(PacketMark.REPLAYED)) {
            return "replay refusal that proves nothing: "
                    + (turn.domain.shared()
                            ? "another system also spends this counter"
                            : "the card's counter was not known to be below");
        }
        if (p.refusals > 0) {
            return "sent " + times(p.sends) + "; a refusal speaks for one copy only";
        }
        if (heard(turn, p)) {
            return "sent " + times(p.sends) + "; an answer whose check does not verify proves nothing";
        }
        if (turn.policy.por() == SendPolicy.PorAsked.ON_ERROR && p.delivered()) {
            return "PoR asked for on error only: silence after delivery";
        }
        return "sent " + times(p.sends) + "; no PoR";
    }

    private static String times(int sends) {
        return sends == 1 ? "once" : sends + " times";
    }
}
