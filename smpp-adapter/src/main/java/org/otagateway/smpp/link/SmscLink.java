// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.List;

/**
 * The link to one SMSC: one bind or several, each kept alive and bound again for ever, each with a window of unanswered
 * segments, all of them together with a rate that no second exceeds.
 */
public interface SmscLink extends AutoCloseable {
    /** The name from the settings. */
    String name();

    /**
     * Makes the first bind, on the caller's thread and within the connect and response time-outs; afterwards the link
     * makes the others and binds again by itself, with growing pauses, until it is closed.
     *
     * @throws LinkException where the first bind fails; the link may then be opened again
     * @throws IllegalStateException where it is open or was closed
     */
    void open(LinkListener listener) throws LinkException;

    /**
     * Opens without waiting for a bind: the link tries by itself until it is closed.
     *
     * @throws IllegalStateException where it is open or was closed
     */
    void openLater(LinkListener listener);

    /**
     * Submits all segments of one packet, which go out over one bind, next to each other and in this order.
     * While a packet of a card is under way, others of that card go over the same bind. Never blocks: what window
     * and rate do not let out now waits in a bounded queue; what the queue does not hold, or what comes while the link
     * is not bound, is {@link SubmitResult.Unknown} and not written at once (perhaps on the caller's thread).
     *
     * @param packet 1 to 255 segments
     * @throws IllegalArgumentException where there are none, or more
     */
    void submit(List<Segment> packet, SubmitListener results);

    /**
     * The segments that would go out now without waiting for window, rate or a pause after a temporary refusal; 0 while
     * not bound. {@link LinkListener#headroom} tells when it rises from 0.
     */
    int headroom();

    /**
     * Where several gateways share the rate of one SMSC: this one goes by so much of it from now on, 0 to 1. Never blocks.
     */
    default void share(double part) {}

    /** {@link LinkState#BOUND} where one bind is. */
    LinkState state();

    /** How it stands now. */
    LinkStatus status();

    /**
     * Takes no more segments, waits at most the response time-out for the answers under way, unbinds and disconnects.
     * Segments without an answer are then {@link SubmitResult.Unknown}. A second call does nothing.
     */
    @Override
    void close();
}
