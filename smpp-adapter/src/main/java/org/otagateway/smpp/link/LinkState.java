// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/** Where a link stands. */
public enum LinkState {
    /** Not opened yet, or closed for good. */
    CLOSED,
    /** Connecting or binding. */
    BINDING,
    /** One bind at least is there: the one state in which segments go out. */
    BOUND,
    /** Waits before the next try to bind. */
    WAITING,
    /** Takes no more segments, waits for the answers to those under way. */
    CLOSING
}
