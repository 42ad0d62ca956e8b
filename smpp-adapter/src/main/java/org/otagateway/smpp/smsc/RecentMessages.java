// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last messages of cards, for those that come from where they do not belong. Thread-safe. */
final class RecentMessages {
    private static final int MOST = 256;

    private final List<MobileMessage> ring = new ArrayList<>();
    private int next;

    /**
     * Keeps a message, and gives one of another card that was kept before.
     *
     * @param which 0 to 1: of those kept
     * @return null where there is none
     */
    synchronized @Nullable MobileMessage exchange(MobileMessage message, double which) {
        MobileMessage other = ring.isEmpty() ? null : ring.get((int) (which * ring.size()));
        if (ring.size() < MOST) {
            ring.add(message);
        } else {
            ring.set(next, message);
            next = (next + 1) % MOST;
        }
        return other == null || other.source().equals(message.source()) ? null : other;
    }
}
