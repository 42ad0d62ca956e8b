// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import org.jspecify.annotations.Nullable;

/**
 * How a plan goes on from a step (design rules 3, 5 and 7): what is under way is one packet; the next step's counter is
 * spent only after the proof of the step, or, where the next step tells, once the card is proven to have taken it.
 */
final class StepRules {
    private static final int MOST_DETAIL = 1000;

    private StepRules() {}

    /** A verified 00 of the step under way, the latest packet of a pending delivery. */
    static void judged(Turn turn, Verdict verdict) {
        StepRule rule = turn.rule();
        if (verdict instanceof Verdict.Reached reached) {
            reached(turn, rule, reached);
        } else if (verdict instanceof Verdict.Length length) {
            if (turn.progress.visit().variant() == null && !over(turn)) {
                go(turn, turn.progress.at(turn.progress.step(), length.octets()));
            } else {
                missed(turn, rule, "asks for another length again (SW 6Cxx)");
            }
        } else if (verdict instanceof Verdict.Again again) {
            again(turn, rule, again.why());
        } else {
            missed(turn, rule, ((Verdict.Missed) verdict).why());
        }
    }

    private static void reached(Turn turn, StepRule rule, Verdict.Reached reached) {
        if (rule.next() == StepRule.END) {
            finishReached(turn, rule, reached.note());
            return;
        }
        note(turn, reached.note());
        move(turn, rule.next());
    }

    private static void finishReached(Turn turn, StepRule rule, @Nullable String note) {
        boolean cleaning = turn.has(DeliveryMark.CLEANING);
        if (cleaning || rule.endsFailed()) {
            turn.finish(Outcome.FAILED, cleaning ? join("cleaned up", note) : note);
        } else {
            turn.finish(Outcome.CONFIRMED, note);
        }
    }

    private static void again(Turn turn, StepRule rule, String why) {
        if (rule.recovery() == StepRule.NONE) {
            missed(turn, rule, why);
        } else if (over(turn)) {
            turn.finish(Outcome.FAILED, why + "; not tried again");
        } else if (!restart(turn)) {
            missed(turn, rule, why + "; no restart is left");
        } else {
            if (!turn.has(DeliveryMark.CLEANING)) {
                turn.evidence = turn.evidence.detail(null);
            }
            move(turn, rule.recovery());
        }
    }

    private static void missed(Turn turn, StepRule rule, String why) {
        if (rule.cleanup() == StepRule.NONE || turn.has(DeliveryMark.CLEANING)) {
            turn.finish(Outcome.FAILED, why);
        } else if (over(turn)) {
            turn.finish(Outcome.FAILED, why + "; the clean-up was not sent");
        } else {
            turn.mark(DeliveryMark.CLEANING);
            note(turn, at(turn) + why);
            move(turn, rule.cleanup());
        }
    }

    /**
     * A verified 00 of a packet that is not the latest of a pending delivery, or whose delivery has ended (rule 5). What
     * proves the last step wins; any other step only shows what was so.
     */
    static void judgedLate(Turn turn, Verdict verdict) {
        StepRule rule = turn.rule();
        boolean ended = turn.phase == Phase.FINAL || turn.outcome != Outcome.PENDING;
        if (verdict instanceof Verdict.Reached reached && rule.next() == StepRule.END) {
            finishReached(turn, rule, reached.note());
        } else if (!ended && !rule.equals(StepRule.LAST)) {
            // A newer packet of the step is under way: its own answer tells.
            turn.release();
        } else if (verdict instanceof Verdict.Reached) {
            turn.finish(turn.outcome, "done, as came to be known after the end; the rest was not sent");
        } else {
            turn.finish(Outcome.FAILED, why(verdict));
        }
    }

    private static String why(Verdict verdict) {
        if (verdict instanceof Verdict.Again again) {
            return again.why();
        }
        return verdict instanceof Verdict.Missed missed ? missed.why() : "asks for another length (SW 6Cxx)";
    }

    /** The card took the packet, its answer is lost. True where the plan goes on all the same. */
    static boolean accepted(Turn turn) {
        StepRule rule = turn.rule();
        if (over(turn)) {
            return false;
        }
        if (rule.selfProving()) {
            move(turn, rule.next());
            return true;
        }
        return rule.repeatable() && repeat(turn);
    }

    /** Nothing proves anything and no send is left, or every copy was refused. True where the plan goes on all the same. */
    static boolean silent(Turn turn) {
        StepRule rule = turn.rule();
        if (rule.silent() == StepRule.NONE || over(turn)) {
            return false;
        }
        move(turn, rule.silent());
        return true;
    }

    /** The step again under another counter, as long as restarts are left. */
    static boolean repeat(Turn turn) {
        if (!restart(turn)) {
            return false;
        }
        turn.release();
        turn.waitUntil(turn.now);
        return true;
    }

    /** Counts a restart, where the policy has one left. */
    static boolean restart(Turn turn) {
        if (turn.progress.restarts() >= turn.policy.restarts()) {
            return false;
        }
        turn.progress = turn.progress.restarted();
        return true;
    }

    private static void move(Turn turn, int step) {
        go(turn, turn.progress.at(step, null));
    }

    private static void go(Turn turn, Progress progress) {
        turn.progress = progress;
        turn.release();
        turn.waitUntil(turn.now);
    }

    /** Nothing of the plan is sent any more. */
    private static boolean over(Turn turn) {
        return turn.has(DeliveryMark.STOPPING) || turn.expired();
    }

    private static void note(Turn turn, @Nullable String note) {
        turn.evidence = turn.evidence.detail(join(turn.evidence.detail(), note));
    }

    /** Names the step under way, where there are several. */
    static String at(Turn turn) {
        int steps = turn.plan.steps();
        if (steps == 1) {
            return "";
        }
        return "step " + (turn.progress.step() + 1) + " of " + steps + " (" + turn.plan.name(turn.progress.step())
                + "): ";
    }

    /** The detail of a delivery that ends: what the plan found or what made it fail, then where it ended and why. */
    static @Nullable String detail(Turn turn, Outcome word, @Nullable String why) {
        boolean several = turn.plan.steps() > 1;
        boolean found = several && (turn.outcome == Outcome.PENDING || turn.has(DeliveryMark.CLEANING));
        String before = found ? turn.evidence.detail() : null;
        boolean plain = word == Outcome.CONFIRMED || why == null;
        String detail = join(before, plain ? why : at(turn) + why + uncleaned(turn, word));
        int restarts = turn.outcome == Outcome.PENDING ? turn.progress.restarts() : 0;
        return restarts == 0 ? detail : join(detail, restarts == 1 ? "1 restart" : restarts + " restarts");
    }

    private static String uncleaned(Turn turn, Outcome word) {
        boolean left = word != Outcome.FAILED
                && turn.packets > 0
                && turn.rule().cleanup() != StepRule.NONE
                && !turn.has(DeliveryMark.CLEANING);
        return left ? "; the clean-up was not sent" : "";
    }

    static @Nullable String join(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        String both = one + "; " + other;
        return both.length() <= MOST_DETAIL ? both : both.substring(0, MOST_DETAIL - 1) + "…";
    }
}
