// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.function.Function;

/** A store that can be read, by its owner or beside it. */
public interface ReadableStore {
    /**
     * Reads what the last commit left, on the caller's thread.
     *
     * @throws StoreException where the database cannot be read
     */
    <T> T read(Function<ReadView, T> read);
}
