// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that chance decides about one message, drawn at once when it is submitted and always in the same order, so
 * that a seed gives the same fates whatever the threads do.
 *
 * @param faults what goes wrong
 * @param answer milliseconds to submit_sm_resp
 * @param delivery milliseconds to the handset
 * @param copy milliseconds from the first to the second copy at the handset
 * @param receipt milliseconds from the handset's answer to the receipt
 * @param mobileOriginated milliseconds from a message of the card to its deliver_sm
 * @param reorder milliseconds that an overtaken receipt waits
 * @param lossReceipt the receipt if the network loses it; never {@link LossReceipt#ANY}
 * @param seed of what the card's answers meet
 */
record MessageFate(
        Set<Fault> faults,
        long answer,
        long delivery,
        long copy,
        long receipt,
        long mobileOriginated,
        long reorder,
        LossReceipt lossReceipt,
        long seed) {
    /** Those of messages; the others are drawn elsewhere. */
    private static final Set<Fault> FAULTS = EnumSet.range(Fault.REFUSE_TEMPORARILY, Fault.GARBAGE);

    private static final Set<Fault> OWN = EnumSet.range(Fault.REFUSE_TEMPORARILY, Fault.INTERMEDIATE_RECEIPT);

    private static final LossReceipt[] LOSSES = {LossReceipt.EXPIRED, LossReceipt.UNDELIVERED, LossReceipt.NONE};

    static MessageFate draw(SmscFaults settings, SmscTiming timing, RandomGenerator random) {
        @Nullable Set<Fault> faults = null;
        for (Fault fault : FAULTS) {
            if (random.nextDouble() < settings.probability(fault)) {
                if (faults == null) {
                    faults = EnumSet.noneOf(Fault.class);
                }
                faults.add(fault);
            }
        }
        long late = settings.lateBy().draw(random);
        long answer = timing.answer().draw(random);
        DelayRange reorder = new DelayRange(Duration.ZERO, settings.reorderWithin());
        LossReceipt loss = LOSSES[random.nextInt(LOSSES.length)];
        boolean slow = faults != null && faults.contains(Fault.LATE_RESPONSE);
        return new MessageFate(
                faults == null ? Set.of() : faults,
                slow ? answer + late : answer,
                timing.delivery().draw(random),
                reorder.draw(random),
                timing.receipt().draw(random),
                timing.mobileOriginated().draw(random),
                reorder.draw(random),
                settings.lossReceipt() == LossReceipt.ANY ? loss : settings.lossReceipt(),
                random.nextLong());
    }

    /** Those that {@link MobileOriginator} and {@link SessionWriter} do not draw. */
    Set<Fault> ofTheMessage() {
        Set<Fault> own = EnumSet.noneOf(Fault.class);
        own.addAll(faults);
        own.retainAll(OWN);
        return own;
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** The generator for the messages that the card sends because of this one's first or second copy. */
    RandomGenerator afterwards(int copy) {
        return new SplittableRandom(seed + copy);
    }
}
