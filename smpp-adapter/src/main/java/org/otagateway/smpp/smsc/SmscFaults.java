// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.otagateway.smpp.pdu.CommandStatus;

/**
 * What goes wrong, all drawn from the one generator given to {@link Smsc#start}.
 *
 * @param probabilities 0 to 1 for each fault; one that is missing never happens
 * @param lossReceipt the receipt of a message lost by {@link Fault#LOSE_SUBMITTED}
 * @param temporaryStatus the command_status of {@link Fault#REFUSE_TEMPORARILY}
 * @param permanentStatus the command_status of {@link Fault#REFUSE_PERMANENTLY}
 * @param lateBy the further delay of {@link Fault#LATE_RESPONSE}
 * @param reorderWithin the longest wait of {@link Fault#REORDER}, also between two copies of a message
 * @param throttleAbove submit_sm in any second answered otherwise than by ESME_RTHROTTLED; 0 for no limit
 * @param dropAfter mean number of PDUs written after which a connection is dropped, in the middle of one half of the
 *     time; 0 for never
 * @param holdBind how long after such a drop a bind is refused with ESME_RALYBND
 * @param restarts when the SMSC goes away and how long
 */
public record SmscFaults(
        Map<Fault, Double> probabilities,
        LossReceipt lossReceipt,
        int temporaryStatus,
        int permanentStatus,
        DelayRange lateBy,
        Duration reorderWithin,
        int throttleAbove,
        int dropAfter,
        Duration holdBind,
        Restarts restarts) {
    /** Nothing goes wrong. */
    public static final SmscFaults NONE = new SmscFaults(
            Map.of(),
            LossReceipt.ANY,
            CommandStatus.ESME_RMSGQFUL.code(),
            CommandStatus.ESME_RSUBMITFAIL.code(),
            DelayRange.ofMillis(3000, 6000),
            Duration.ofSeconds(2),
            0,
            0,
            Duration.ZERO,
            Restarts.NEVER);

    /** @throws IllegalArgumentException where a value is out of its range; the message names it */
    public SmscFaults {
        probabilities.forEach((fault, p) -> {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException(fault + ": expected a probability of 0 to 1, got " + p);
            }
        });
        probabilities = Map.copyOf(probabilities);
        if (temporaryStatus == 0 || permanentStatus == 0) {
            throw new IllegalArgumentException("command_status of a refusal: expected another than 0");
        }
        if (reorderWithin.isNegative() || holdBind.isNegative()) {
            throw new IllegalArgumentException("reorderWithin, holdBind: expected no negative duration");
        }
        if (throttleAbove < 0 || throttleAbove > 1_000_000) {
            throw new IllegalArgumentException("throttleAbove: expected 0 to 1000000, got " + throttleAbove);
        }
        if (dropAfter < 0) {
            throw new IllegalArgumentException("dropAfter: expected 0 or more, got " + dropAfter);
        }
    }

    /** The probability of a fault. */
    public double probability(Fault fault) {
        return probabilities.getOrDefault(fault, 0.0);
    }

    /** The same with another probability for one fault. */
    public SmscFaults with(Fault fault, double probability) {
        Map<Fault, Double> more = new EnumMap<>(Fault.class);
        more.putAll(probabilities);
        more.put(fault, probability);
        return new SmscFaults(
                more,
                lossReceipt,
                temporaryStatus,
                permanentStatus,
                lateBy,
                reorderWithin,
                throttleAbove,
                dropAfter,
                holdBind,
                restarts);
    }

    /** The same with another receipt for lost messages. */
    public SmscFaults withLossReceipt(LossReceipt receipt) {
        return new SmscFaults(
                probabilities,
                receipt,
                temporaryStatus,
                permanentStatus,
                lateBy,
                reorderWithin,
                throttleAbove,
                dropAfter,
                holdBind,
                restarts);
    }

    /** The same with other command_status values of refusals. */
    public SmscFaults withRefusals(int temporary, int permanent) {
        return new SmscFaults(
                probabilities,
                lossReceipt,
                temporary,
                permanent,
                lateBy,
                reorderWithin,
                throttleAbove,
                dropAfter,
                holdBind,
                restarts);
    }

    /** The same with another delay of late responses. */
    public SmscFaults withLateBy(DelayRange late) {
        return new SmscFaults(
                probabilities,
                lossReceipt,
                temporaryStatus,
                permanentStatus,
                late,
                reorderWithin,
                throttleAbove,
                dropAfter,
                holdBind,
                restarts);
    }

    /** The same with another longest wait of what is overtaken. */
    public SmscFaults withReorderWithin(Duration within) {
        return new SmscFaults(
                probabilities,
                lossReceipt,
                temporaryStatus,
                permanentStatus,
                lateBy,
                within,
                throttleAbove,
                dropAfter,
                holdBind,
                restarts);
    }

    /** The same with another limit of submit_sm a second. */
    public SmscFaults withThrottleAbove(int rate) {
        return new SmscFaults(
                probabilities,
                lossReceipt,
                temporaryStatus,
                permanentStatus,
                lateBy,
                reorderWithin,
                rate,
                dropAfter,
                holdBind,
                restarts);
    }

    /** The same with another mean number of PDUs between drops, and time for which the dead bind is held. */
    public SmscFaults withDrops(int after, Duration hold) {
        return new SmscFaults(
                probabilities,
                lossReceipt,
                temporaryStatus,
                permanentStatus,
                lateBy,
                reorderWithin,
                throttleAbove,
                after,
                hold,
                restarts);
    }

    /** The same with restarts. */
    public SmscFaults with(Restarts other) {
        return new SmscFaults(
                probabilities,
                lossReceipt,
                temporaryStatus,
                permanentStatus,
                lateBy,
                reorderWithin,
                throttleAbove,
                dropAfter,
                holdBind,
                other);
    }
}
