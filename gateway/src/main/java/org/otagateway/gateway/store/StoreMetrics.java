// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

/** What the writer tells about its commits. Called on its thread: count and return. */
@FunctionalInterface
public interface StoreMetrics {
    /** Nobody counts. */
    StoreMetrics NONE = (works, nanoseconds) -> {};

    /**
     * A commit is done.
     *
     * @param works units of work in it
     * @param nanoseconds from its begin to the answer of the disk
     */
    void committed(int works, long nanoseconds);
}
