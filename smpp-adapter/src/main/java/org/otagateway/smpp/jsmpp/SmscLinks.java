// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.otagateway.smpp.link.LinkMetrics;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.PacedLink;
import org.otagateway.smpp.link.SmscLink;

/** Makes links whose sessions run over jsmpp. */
public final class SmscLinks {
    private SmscLinks() {}

    /**
     * A link that is not open yet.
     *
     * @param clock tells whether the validity of a segment has ended
     * @param random spreads the pauses before a new bind
     */
    public static SmscLink create(
            LinkSettings settings, InstantSource clock, RandomGenerator random, LinkMetrics metrics) {
        return new PacedLink(settings, new JsmppSessions(clock), clock, random, metrics);
    }
}
