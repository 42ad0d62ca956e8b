// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.store.MarkState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
        return List.of(new Adopt());
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
