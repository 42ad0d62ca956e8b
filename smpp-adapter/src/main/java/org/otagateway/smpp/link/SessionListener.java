// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.OptionalInt;
import org.otagateway.smpp.receipt.DeliveryReceipt;

/** What a session tells its link, in the order of the wire and before it tells that it is lost. */
public interface SessionListener {
    /**
     * A submit_sm_resp or a generic_nack came.
     *
     * @param commandStatus 0 where the SMSC took the segment
     * @param messageId as the SMSC wrote it; empty where there is none, or none that can be read
     */
    void answered(int sequence, int commandStatus, String messageId);

    /** Nothing more is at hand to be read: after one or more {@link #answered}, on the reading thread. */
    void drained();

    /** A receipt came, in the deliver_sm with this sequence_number, which waits for its answer. */
    void receipt(int sequence, DeliveryReceipt receipt);

    /** A message came, in the deliver_sm with this sequence_number, which waits for its answer. */
    void message(int sequence, IncomingMessage message);

    /** Octets came that cannot be read; with a sequence_number where a deliver_sm_resp can answer them. */
    void unreadable(OptionalInt sequence, UnreadablePdu pdu);

    /**
     * Nothing more can be read, but the connection still stands. Comes back once the owed answers are written, or after a
     * second: called on the reading thread, before {@link #lost}.
     */
    void deaf();

    /** The session is over; nothing else follows. Told once or more; the first counts. */
    void lost(String why);
}
