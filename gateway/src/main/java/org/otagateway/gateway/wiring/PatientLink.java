// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.wiring;

import java.util.List;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.LinkStatus;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitListener;

/** A link whose first bind may fail: it is opened without waiting for it. For a daemon, which outlives an SMSC that is away. */
final class PatientLink implements SmscLink {
    private final SmscLink link;

    PatientLink(SmscLink link) {
        this.link = link;
    }

    @Override
    public String name() {
        return link.name();
    }

    @Override
    public void open(LinkListener listener) {
        link.openLater(listener);
    }

    @Override
    public void openLater(LinkListener listener) {
        link.openLater(listener);
    }

    @Override
    public void submit(List<Segment> packet, SubmitListener results) {
        link.submit(packet, results);
    }

    @Override
    public void share(double part) {
        link.share(part);
    }

    @Override
    public int headroom() {
        return link.headroom();
    }

    @Override
    public LinkState state() {
        return link.state();
    }

    @Override
    public LinkStatus status() {
        return link.status();
    }

    @Override
    public void close() {
        link.close();
    }
}
