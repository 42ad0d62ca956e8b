// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * Learns what becomes of one packet. Called on the link's threads, which it must not block; {@code index} is the place
 * of the segment in the list that was submitted, from 0.
 */
@FunctionalInterface
public interface SubmitListener {
    /** The result of one segment: exactly once for each, in any order, whatever becomes of the connection. */
    void result(int index, SubmitResult result);

    /**
     * Asked at the last moment before a segment is written, so that a lease that ran out or a cancelled job stops it.
     * Where the answer is no, the result is {@link SubmitResult.Unknown} and not written.
     */
    default boolean mayWrite(int index) {
        return true;
    }

    /** Whether the packet goes before others that are not written yet; asked when it is submitted. */
    default boolean isUrgent() {
        return false;
    }

    /**
     * The answer to a segment whose result was already told as {@link SubmitResult.Unknown}. Its message id lets
     * receipts be matched. At most once, and only after {@link #result} of that segment.
     */
    default void late(int index, SubmitResult answer) {}
}
