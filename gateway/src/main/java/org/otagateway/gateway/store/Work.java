// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

/**
 * A unit of work of the one writer. It has no effect outside of its transaction: it may be run a second time, after a
 * neighbour in its batch failed and the batch was rolled back.
 */
@FunctionalInterface
public interface Work<T> {
    /** Reads and writes through {@code tx}, and only while this runs. An exception undoes this work alone. Never null. */
    T run(Transaction tx);
}
