// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/** Lets through at most a number of submits in any second. */
final class Throttle {
    private final long[] times;
    private int next;
    private boolean full;

    /** @param rate submits a second, at least 1 */
    Throttle(int rate) {
        this.times = new long[rate];
    }

    int rate() {
        return times.length;
    }

    synchronized boolean admit(long nowMillis) {
        if (full && nowMillis - times[next] < 1000) {
            return false;
        }
        times[next] = nowMillis;
        next++;
        if (next == times.length) {
            next = 0;
            full = true;
        }
        return true;
    }
}
