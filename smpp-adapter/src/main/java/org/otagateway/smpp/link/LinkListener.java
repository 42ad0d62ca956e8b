// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.receipt.DeliveryReceipt;

/**
 * What a link tells its owner. Called on the link's threads, which it must not block; receipts and messages of one
 * connection come one after another in the order of the wire. What it throws refuses the PDU for now.
 */
public interface LinkListener {
    /** A delivery receipt, final or not; possibly before the result of its segment, twice, or for one long forgotten. */
    void receipt(DeliveryReceipt receipt, Acknowledgement acknowledgement);

    /** A mobile originated message. A user data header with information element 71 makes it one, whatever its esm_class. */
    void message(IncomingMessage message, Acknowledgement acknowledgement);

    /** A PDU that cannot be read. Where it asks for no answer, or for none we can give, the acknowledgement does nothing. */
    default void unreadable(UnreadablePdu pdu, Acknowledgement acknowledgement) {
        acknowledgement.durable();
    }

    /** The state changed; {@code why} tells a cause where there is one. */
    default void state(LinkState state, @Nullable String why) {}

    /** The headroom rose from 0 to {@code segments}, or all of it is free again: time to plan more. */
    default void headroom(int segments) {}
}
