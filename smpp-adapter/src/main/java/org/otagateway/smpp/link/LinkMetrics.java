// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import org.otagateway.smpp.receipt.DeliveryReceipt;

/** Counts what a link does. Called on its threads; every method returns at once. */
public interface LinkMetrics {
    /** Counts nothing. */
    LinkMetrics NONE = new LinkMetrics() {};

    /** One submit_sm was handed to the connection. */
    default void written() {}

    /** One segment got its result, {@code nanos} after it was written; 0 where it was not. */
    default void result(SubmitResult result, long nanos) {}

    /** One answer came after its segment had been given up. */
    default void late(SubmitResult result) {}

    /** One answer came that belongs to no segment we know. */
    default void unmatched() {}

    /** One receipt came in. */
    default void receipt(DeliveryReceipt receipt) {}

    /** One message came in. */
    default void message() {}

    /** One PDU came in that cannot be read. */
    default void unreadable() {}

    /** One incoming PDU was refused for now: by the listener, or because too many waited for their acknowledgement. */
    default void refusedIncoming() {}

    /** The state of the link changed. */
    default void state(LinkState state) {}

    /** A session ended, or a bind did not come about. */
    default void unbound() {}
}
