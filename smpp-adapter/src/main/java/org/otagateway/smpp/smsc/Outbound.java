// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.pdu.MessageFields;

/** A deliver_sm that waits for an ESME to take it. */
final class Outbound implements Comparable<Outbound> {
    final long ordinal;
    final MessageFields message;
    /** The handset's number, for the journal. */
    final String msisdn;
    /** The message that a receipt speaks of, null for a message of the card. */
    final @Nullable String receiptOf;
    /** Run once, when the PDU first stands in a session's queue. */
    private @Nullable Runnable whenWritten;

    Outbound(
            long ordinal,
            MessageFields message,
            String msisdn,
            @Nullable String receiptOf,
            @Nullable Runnable whenWritten) {
        this.ordinal = ordinal;
        this.message = message;
        this.msisdn = msisdn;
        this.receiptOf = receiptOf;
        this.whenWritten = whenWritten;
    }

    void written() {
        Runnable action = whenWritten;
        whenWritten = null;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public int compareTo(Outbound other) {
        return Long.compare(ordinal, other.ordinal);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(ordinal);
    }
}
