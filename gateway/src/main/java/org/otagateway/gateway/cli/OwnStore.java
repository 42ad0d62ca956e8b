// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.store.MarkState;
import org.otagateway.gateway.store.Store;
import picocli.CommandLine.Option;

/** The store of a configuration as a command opens it that mends it, with the links and keys left alone. */
final class OwnStore {
    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The settings, gateway.yaml.")
    private @Nullable Path config;

    /** An open store, and what its mark says. */
    record Opened(Store store, MarkState mark) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
        }
    }

    /** @throws UserError where there is none */
    Opened open(Map<String, String> environment) {
        GatewayConfig settings = GatewayConfig.read(Objects.requireNonNull(config), environment);
        if (!settings.store().exists()) {
            throw new UserError(config + ": store: expected a store that is there, got '"
                    + settings.store().place() + "'");
        }
        Store store = Store.openRestored(settings.store());
        return new Opened(store, store.mark().join());
    }
}
