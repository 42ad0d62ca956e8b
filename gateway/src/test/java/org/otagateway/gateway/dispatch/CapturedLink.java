// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SubmitListener;

/** Keeps what is submitted. */
final class CapturedLink extends BoundLink {
    final List<Segment> segments = new ArrayList<>();
    final List<SubmitListener> results = new ArrayList<>();

    CapturedLink() {
        super("captured");
    }

    @Override
    public void submit(List<Segment> packet, SubmitListener to) {
        segments.addAll(packet);
        results.add(to);
    }
}
