// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.util.function.Function;
import java.util.function.Supplier;
import org.otagateway.gateway.client.ApiClient;
import org.otagateway.gateway.store.StoreException;
import org.otagateway.gateway.store.StoreSettings;

/** A store is opened, or its work handed over where a daemon owns it. */
final class Owned {
    private Owned() {}

    /**
     * @param open opens the store
     * @param handOver asks the daemon instead
     * @throws StoreException where another process owns the store that is no daemon
     */
    static <T> T either(StoreSettings store, Supplier<T> open, Function<ApiClient, T> handOver) {
        try {
            return open.get();
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.IN_USE) {
                throw e;
            }
            return handOver.apply(ApiClient.ofOwner(store).orElseThrow(() -> e));
        }
    }
}
