// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the owner when there is room again: after someone saw that there was none, or when all of it is there again (a
 * packet may have found some room, but not enough). Not safe for several threads.
 */
final class Headroom {
    private static final Logger LOG = LoggerFactory.getLogger(Headroom.class);

    private final String link;
    private final LinkListener listener;
    private int lowest;

    Headroom(String link, LinkListener listener) {
        this.link = link;
        this.listener = listener;
    }

    /** Someone saw this room; returned as it is. */
    int seen(int room) {
        lowest = Math.min(lowest, room);
        return room;
    }

    /**
     * The room to be told: where it was seen at 0 and is {@code enough} again, or is whole again; else 0.
     *
     * @param whole the most room there can be now
     */
    int risen(int room, int enough, int whole) {
        boolean told = (lowest == 0 && room >= enough) || (lowest < whole && room == whole);
        if (!told) {
            return 0;
        }
        lowest = room;
        return room;
    }

    /** Tells the owner, unless there is nothing to tell. The one method that needs no lock. */
    void tell(int room) {
        if (room > 0) {
            try {
                listener.headroom(room);
            } catch (RuntimeException e) {
                LOG.error("The listener of link {} failed", link, e);
            }
        }
    }
}
