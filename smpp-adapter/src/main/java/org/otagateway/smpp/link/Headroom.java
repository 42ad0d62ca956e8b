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

    private final LinkSettings settings;
    private final Regulator regulator;
    private final LinkListener listener;
    private int lowest;

    Headroom(LinkSettings settings, Regulator regulator, LinkListener listener) {
        this.settings = settings;
        this.regulator = regulator;
        this.listener = listener;
    }

    /** Segments that would go out now. */
    int room(int unanswered, int queued) {
        if (regulator.pauses(System.nanoTime())) {
            return 0;
        }
        int window = settings.pace().window() - unanswered - queued;
        return Math.max(0, Math.min(window, ahead() - queued));
    }

    /** Segments that may wait to be written: a quarter of a second's worth, shared by the binds. */
    private int ahead() {
        return Math.max(1, (int) (regulator.rate() / 4 / settings.binds().count()));
    }

    /** Someone saw this room; returned as it is. */
    int seen(int room) {
        lowest = Math.min(lowest, room);
        return room;
    }

    /** The room to be told: where it was seen at 0 and a {@code part} of it is free again, or all of it; else 0. */
    int risen(int room, int part) {
        int whole = Math.min(settings.pace().window(), ahead());
        boolean told = (lowest == 0 && room >= Math.max(1, whole / part)) || (lowest < whole && room == whole);
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
                LOG.error("The listener of link {} failed", settings.name(), e);
            }
        }
    }
}
