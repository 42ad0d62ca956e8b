// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.store.MarkState;
import org.otagateway.gateway.store.StoreCopy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./ota store}: the store as a whole. */
@Command(
        name = "store",
        description = "The store as a whole.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class StoreCommand implements Ota.Group {
    private final Streams streams;
    private final Map<String, String> environment;

    StoreCommand(Streams streams) {
        this(streams, System.getenv());
    }

    StoreCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.environment = environment;
    }

    @Override
    public List<Object> subcommands() {
        return List.of(new Adopt(), new Copy());
    }

    /** {@code ./ota store copy}. */
    @Command(
            name = "copy",
            description =
                    "Copies a store into another database, as from the embedded one to PostgreSQL, and retires the"
                            + " first.",
            mixinStandardHelpOptions = true)
    final class Copy implements Callable<Integer> {
        @Option(
                names = "--from",
                paramLabel = "FILE",
                required = true,
                description = "The settings, gateway.yaml, of the store that is copied.")
        private @Nullable Path from;

        @Option(
                names = "--to",
                paramLabel = "FILE",
                required = true,
                description = "The settings of the new one, which is empty.")
        private @Nullable Path to;

        @Override
        public Integer call() {
            GatewayConfig source = GatewayConfig.read(Objects.requireNonNull(from), environment);
            GatewayConfig target = GatewayConfig.read(Objects.requireNonNull(to), environment);
            if (!source.store().exists()) {
                throw new UserError(from + ": store: expected a store that is there, got '"
                        + source.store().place() + "'");
            }
            if (source.store().place().equals(target.store().place())) {
                throw new UserError(to + ": store: expected another store than that of " + from + ", got '"
                        + target.store().place() + "'");
            }
            long rows = StoreCopy.run(
                    source.store(),
                    target.store(),
                    InstantSource.system(),
                    (table, count) -> streams.err().println("store copy: " + table + ": " + count + " rows"));
            streams.out()
                    .println("copied and compared " + rows + " rows to "
                            + target.store().place() + "; " + source.store().place()
                            + " is no longer used. The root key stays "
                            + source.rootKeyFile() + ", or the variable that holds it");
            return ExitCode.ALL_WELL.code();
        }
    }

    /** {@code ./ota store adopt}. */
    @Command(
            name = "adopt",
            description = "Says that a database without its mark was moved and is the newest there is.",
            mixinStandardHelpOptions = true)
    final class Adopt implements Callable<Integer> {
        @Mixin
        private OwnStore where = new OwnStore();

        @Override
        public Integer call() {
            try (OwnStore.Opened opened = where.open(environment)) {
                MarkState mark = opened.mark();
                if (mark.kind() == MarkState.Kind.RESTORED) {
                    throw new UserError("store: expected the newest database, got one whose mark knows of "
                            + mark.lost() + " counter values more; run 'ota counters advance' once");
                }
                boolean current = mark.kind() == MarkState.Kind.CURRENT;
                if (!current) {
                    opened.store().renewMark(tx -> mark).join();
                }
                streams.out().println(current ? "the database has its mark already" : "the database has a mark again");
                return ExitCode.ALL_WELL.code();
            }
        }
    }
}
