// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Duration;
import java.time.Instant;

/** What the SMSC's answers and receipts mean: they move timers and free domains, they never say what the card did. */
final class SubmitRules {
    private static final Duration FIRST_DEFERRAL = Duration.ofSeconds(1);
    private static final Duration APART = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 6;

    private SubmitRules() {}

    static void segment(Turn turn, PacketDraft p, DeliveryEvent event) {
        if (event instanceof DeliveryEvent.SegmentAccepted accepted) {
            p.submitted++;
            move(p, accepted.round(), accepted.part(), SubmissionState.ACCEPTED);
        } else if (event instanceof DeliveryEvent.SegmentAcceptedLate late) {
            move(p, late.round(), late.part(), SubmissionState.ACCEPTED);
        } else if (event instanceof DeliveryEvent.SegmentRefused refused) {
            p.submitted++;
            refused(turn, p, refused);
        } else if (event instanceof DeliveryEvent.SegmentUnknown unknown) {
            if (unknown.written()) {
                p.submitted++;
            }
            move(
                    p,
                    unknown.round(),
                    unknown.part(),
                    unknown.written() ? SubmissionState.UNKNOWN : SubmissionState.DEFERRED);
        }
        afterAnswer(turn, p);
    }

    private static void refused(Turn turn, PacketDraft p, DeliveryEvent.SegmentRefused refused) {
        move(
                p,
                refused.round(),
                refused.part(),
                refused.temporary() ? SubmissionState.DEFERRED : SubmissionState.REFUSED);
        if (!refused.temporary()) {
            turn.evidence = turn.evidence.smsc("refused", String.format("%08x", refused.commandStatus()));
        }
    }

    /** An answer counts only where none was there, or only an unknown one. */
    private static void move(PacketDraft p, int round, int part, SubmissionState to) {
        SubmissionState from = p.state(round, part);
        boolean open = from == SubmissionState.INTENDED || from == SubmissionState.DEFERRED;
        if (open || (from == SubmissionState.UNKNOWN && to == SubmissionState.ACCEPTED)) {
            p.set(round, part, to);
        }
    }

    private static void afterAnswer(Turn turn, PacketDraft p) {
        if (!p.needed) {
            p.turn(SubmissionState.DEFERRED, SubmissionState.REFUSED);
            p.releaseIfEnded(turn.now);
            return;
        }
        if (turn.phase != Phase.SENDING || !turn.current) {
            return;
        }
        if (p.lastRoundAnswered()) {
            answered(turn, p);
        } else if (p.partsOfLastRound(SubmissionState.INTENDED).isEmpty()) {
            Instant again = turn.now.plus(FIRST_DEFERRAL.multipliedBy(1L << Math.min(p.deferrals, MOST_DOUBLINGS)));
            p.deferrals++;
            turn.dueAt = again.isAfter(p.validUntil) ? p.validUntil : again;
        }
    }

    /** The last segment of a send is answered: from now on receipts and the PoR are waited for. */
    static void answered(Turn turn, PacketDraft p) {
        turn.phase = Phase.AWAITING;
        p.answeredAt = turn.now;
        if (p.lastRoundFails() && p.failedAt == null) {
            p.failedAt = turn.now;
        }
        if (p.has(PacketMark.SETTLING)) {
            turn.dueAt = turn.now.plus(turn.grace());
        } else if (!deliveredIsAll(turn, p)) {
            turn.schedule(p);
        }
    }

    static void receipt(Turn turn, PacketDraft p, DeliveryEvent.Receipt receipt) {
        boolean delivered = receipt.kind() == DeliveryEvent.ReceiptKind.DELIVERED;
        SubmissionState from = p.state(receipt.round(), receipt.part());
        boolean known = from == SubmissionState.DELIVERED || (from == SubmissionState.NOT_DELIVERED && !delivered);
        if (from == null || known) {
            return;
        }
        turn.evidence = turn.evidence.smsc(receipt.state(), receipt.error());
        if (receipt.kind() == DeliveryEvent.ReceiptKind.INTERMEDIATE) {
            return;
        }
        p.set(receipt.round(), receipt.part(), delivered ? SubmissionState.DELIVERED : SubmissionState.NOT_DELIVERED);
        p.finalAt = turn.now;
        p.releaseIfEnded(turn.now);
        if (turn.phase == Phase.FINAL) {
            lateDelivery(turn, p);
        } else if (turn.phase == Phase.SENDING && turn.current) {
            afterAnswer(turn, p);
        } else if (turn.phase == Phase.AWAITING && turn.current && !deliveredIsAll(turn, p)) {
            boolean failsAnew = p.failedAt == null && receipt.round() == p.rounds && !delivered;
            if (failsAnew) {
                p.failedAt = turn.now;
            }
            if (failsAnew || p.failedAt == null || !turn.sendsLeft(p)) {
                turn.schedule(p);
            }
        }
    }

    /** Where no PoR was asked for, final receipts of all segments are all there is to wait for (design rule 7). */
    private static boolean deliveredIsAll(Turn turn, PacketDraft p) {
        boolean all = turn.policy.por() == SendPolicy.PorAsked.NONE && p.delivered() && p.kind == AttemptKind.SCRIPT;
        if (all) {
            turn.finish(Outcome.UNCONFIRMED, DeliveryRules.NO_POR_ASKED);
        }
        return all;
    }

    /**
     * The card gave a sign of life: where the SMSC has given the last send up, the next one does not wait its pause out. Only
     * the time moves. However often a card is seen, sends stay apart by {@link #APART} for each that went before.
     */
    static void seen(Turn turn, PacketDraft p, Instant when) {
        Instant failed = p.failedAt;
        boolean waits = turn.phase == Phase.AWAITING && turn.current && turn.outcome == Outcome.PENDING;
        if (failed == null || when.isBefore(failed)) {
            return;
        }
        boolean away = p.lastRoundNotDelivered() && !p.delivered();
        if (!waits || !away || p.has(PacketMark.SETTLING) || p.has(PacketMark.CHASED) || !turn.sendsLeft(p)) {
            return;
        }
        Instant answered = p.answeredAt;
        Instant apart = (answered == null ? failed : answered).plus(APART.multipliedBy(p.sends));
        Instant due = apart.isAfter(turn.now) ? apart : turn.now;
        if (turn.dueAt != null && due.isBefore(turn.dueAt)) {
            turn.dueAt = due;
        }
    }

    private static void lateDelivery(Turn turn, PacketDraft p) {
        boolean turns = turn.outcome == Outcome.UNDELIVERED || turn.outcome == Outcome.UNCONFIRMED;
        if (turn.current && turns && p.delivered()) {
            boolean noPor = turn.policy.por() == SendPolicy.PorAsked.NONE;
            if (noPor && p.kind == AttemptKind.SCRIPT) {
                turn.finish(Outcome.UNCONFIRMED, DeliveryRules.NO_POR_ASKED);
            } else if (turn.outcome == Outcome.UNDELIVERED) {
                turn.finish(Outcome.UNCONFIRMED, "delivered after all attempts; no PoR");
            }
        }
    }
}
