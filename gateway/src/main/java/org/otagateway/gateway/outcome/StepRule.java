// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

/**
 * How a plan goes on from one of its steps. Steps are told by their index in the plan, from 0.
 *
 * @param next after its proof; {@link #END}: the delivery is confirmed, or failed where {@code endsFailed}
 * @param recovery where the plan goes on after {@link Verdict.Again}, as long as the policy has restarts left; {@link
 *     #NONE}: as after {@link Verdict.Missed}
 * @param cleanup where it goes on after {@link Verdict.Missed}, or {@link Verdict.Again} with no restart left; {@link
 *     #NONE}: the delivery has failed
 * @param silent where it goes on once no send is left and nothing proves anything, or every copy was refused: what the
 *     step would have proven may or may not be so. {@link #NONE}: the delivery ends with the step. Only for a repeatable
 *     step, since a copy may still run
 * @param sends of each of its packets, at most; 0: as many as the policy has. A limit where each send may count as a
 *     security failure of a key version
 * @param repeatable running it twice does no harm: after a packet whose answer is lost, or a refusal that proves nothing,
 *     the step gets a new counter, as long as the policy has restarts left
 * @param selfProving where the card took its packet and the answer is lost, the answer of the next step tells: the plan
 *     goes on with {@code next}
 * @param endsFailed a clean-up: where its {@code next} is {@link #END} the outcome is failed, for the cause that led to it
 */
public record StepRule(
        int next,
        int recovery,
        int cleanup,
        int silent,
        int sends,
        boolean repeatable,
        boolean selfProving,
        boolean endsFailed) {
    /** In place of {@code next}: the plan is at its end. */
    public static final int END = -1;
    /** In place of any other index: there is none. */
    public static final int NONE = -1;
    /** A step that ends the plan and has nothing else to it. */
    public static final StepRule LAST = then(END);

    private static final int MOST_SENDS = 100;

    /** @throws IllegalArgumentException where an index is below -1, or the parts do not go together */
    public StepRule {
        if (next < END || recovery < NONE || cleanup < NONE || silent < NONE) {
            throw new IllegalArgumentException("step: expected an index from 0, or -1, got next " + next + ", recovery "
                    + recovery + ", cleanup " + cleanup + ", silent " + silent);
        }
        if (sends < 0 || sends > MOST_SENDS) {
            throw new IllegalArgumentException("sends: expected 0 to 100, got " + sends);
        }
        if (silent != NONE && !repeatable) {
            throw new IllegalArgumentException("silent: expected only on a repeatable step");
        }
        if (selfProving && next == END) {
            throw new IllegalArgumentException("self-proving: expected a next step");
        }
    }

    /** A step after which the plan goes on with {@code next}, and nothing else to it. */
    public static StepRule then(int next) {
        return new StepRule(next, NONE, NONE, NONE, 0, false, false, false);
    }

    /** The same with another index to go on with after {@link Verdict.Again}. */
    public StepRule withRecovery(int index) {
        return new StepRule(next, index, cleanup, silent, sends, repeatable, selfProving, endsFailed);
    }

    /** The same with another index to go on with after {@link Verdict.Missed}. */
    public StepRule withCleanup(int index) {
        return new StepRule(next, recovery, index, silent, sends, repeatable, selfProving, endsFailed);
    }

    /** The same, repeatable, with at most that many sends of a packet (0: the policy's), and an index for silence. */
    public StepRule withSilent(int index, int mostSends) {
        return new StepRule(next, recovery, cleanup, index, mostSends, true, selfProving, endsFailed);
    }

    /** The same, repeatable. */
    public StepRule asRepeatable() {
        return new StepRule(next, recovery, cleanup, silent, sends, true, selfProving, endsFailed);
    }

    /** The same, proven by the next step. */
    public StepRule asSelfProving() {
        return new StepRule(next, recovery, cleanup, silent, sends, repeatable, true, endsFailed);
    }

    /** The same, part of a clean-up. */
    public StepRule asEndsFailed() {
        return new StepRule(next, recovery, cleanup, silent, sends, repeatable, selfProving, true);
    }
}
