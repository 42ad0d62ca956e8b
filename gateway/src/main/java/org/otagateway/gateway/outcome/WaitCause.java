// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.util.Locale;

/** Why a card of a job has no outcome yet, as far as the store can tell. */
public enum WaitCause {
    /** Its time has come, and it goes when there is room, or when the job may send. */
    QUEUED,
    /** Its wave has not begun. */
    WAVE,
    /** The window in which the job sends to it is closed. */
    WINDOW,
    /** Another packet of the card is under way, or the plan of another job holds it (design rule 7). */
    CARD_HELD,
    /** Its packet goes out. */
    SENDING,
    /** The SMSC refused its packet for now. */
    THROTTLED,
    /** The SMSC has its packet and has told nothing yet. */
    AT_SMSC,
    /** The SMSC could not deliver the last send; the next follows. */
    UNREACHABLE,
    /** The same, since the card's memory for messages is full, or the card says that its memory is. */
    MEMORY_FULL,
    /** The card said that its counter is not below that of the packet. */
    COUNTER_LOW,
    /** The packet was delivered and no proof of receipt came yet. */
    NO_POR;

    /** The word for people and programs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException where no cause has this word */
    public static WaitCause ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
