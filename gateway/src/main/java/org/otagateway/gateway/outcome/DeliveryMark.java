// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

/** What is remembered of a delivery, as bits of one number in the store. */
public enum DeliveryMark {
    /** An operator asked to stop: nothing is sent again. */
    STOPPING(1),
    /** It waits to send its packet again, not to spend a counter (setting 11: older packets go first). */
    RESUMING(2),
    /** A probe was spent. */
    PROBED(4),
    /** A second probe was spent after a replay refusal of the first. */
    PROBED_AGAIN(8),
    /** The plan has failed and cleans up; the first cause is in the detail. */
    CLEANING(16),
    /** The card was blocked or removed by an operator, which stopped it: the detail says so. */
    BLOCKED(64),
    /** One of its packets leapt to where the card's counter may be. */
    LEAPT(128);

    private final int bit;

    DeliveryMark(int bit) {
        this.bit = bit;
    }

    /** The one bit. */
    public int bit() {
        return bit;
    }
}
