// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.LinkStatus;
import org.otagateway.smpp.link.SmscLink;

/** A link that is bound from the first, has room for ten segments, and leaves the submitting to its heir. */
abstract class BoundLink implements SmscLink {
    private final String name;

    /** {@code name} is what receipts that came over it are matched by. */
    BoundLink(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void open(LinkListener listener) {}

    @Override
    public int headroom() {
        return 10;
    }

    @Override
    public void openLater(LinkListener to) {
        open(to);
    }

    @Override
    public LinkStatus status() {
        return new LinkStatus(1, state() == LinkState.BOUND ? 1 : 0, 0, 0, 1000);
    }

    @Override
    public LinkState state() {
        return LinkState.BOUND;
    }

    @Override
    public final void close() {}
}
