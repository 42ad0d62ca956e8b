// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the owner when there is room again after someone saw that there was none. Not safe for several threads. */
final class Headroom {
    private static final Logger LOG = LoggerFactory.getLogger(Headroom.class);

    private final String link;
    private final LinkListener listener;
    private boolean exhausted = true;

    Headroom(String link, LinkListener listener) {
        this.link = link;
        this.listener = listener;
    }

    /** Someone saw this room; returned as it is. */
    int seen(int room) {
        exhausted |= room == 0;
        return room;
    }

    /** The room to be told: where it was seen at 0 and is {@code enough} again; else 0. */
    int risen(int room, int enough) {
        if (!exhausted || room < enough) {
            return 0;
        }
        exhausted = false;
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
