// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.client.ApiClient;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.plan.CardImport;
import org.otagateway.gateway.wiring.Gateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ota cards}: the cards of the store. */
@Command(
        name = "cards",
        description = "The cards of the store.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class CardsCommand implements Ota.Group {
    private final Streams streams;
    private final Map<String, String> environment;

    CardsCommand(Streams streams) {
        this(streams, System.getenv());
    }

    CardsCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.environment = environment;
    }

    @Override
    public List<Object> subcommands() {
        CardActs acts = new CardActs(streams, environment);
        return List.of(
                new Import(),
                acts.new ListCards(),
                acts.new Show(),
                acts.new History(),
                acts.new Block(),
                acts.new Unblock(),
                acts.new Remove(),
                acts.new Alive());
    }

    /** {@code ./ota cards import}. */
    @Command(
            name = "import",
            description = "Takes the cards of a file into the store.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    final class Import implements Callable<Integer> {
        @Parameters(paramLabel = "CARDS.csv", description = "The cards.")
        private @Nullable Path cards;

        @Option(names = "--config", paramLabel = "FILE", required = true, description = "The settings, gateway.yaml.")
        private @Nullable Path config;

        @Option(names = "--strict", description = "A bad row ends the command; the rows before it stay.")
        private boolean strict;

        @Option(names = "--replace-keys", description = "Keys of the file replace others in the store.")
        private boolean replaceKeys;

        @Option(names = "--json", description = "JSON alone on stdout.")
        private boolean json;

        @Override
        public Integer call() {
            Path file = Objects.requireNonNull(cards);
            GatewayConfig settings = GatewayConfig.read(Objects.requireNonNull(config), environment);
            CardProfiles profiles = settings.loadProfiles();
            CardImport.Result result = Owned.either(
                    settings.store(),
                    () -> {
                        try (CardRows rows = CardRows.open(file, settings::international);
                                Gateway gateway = Gateway.open(settings, profiles, environment)) {
                            return take(file, rows, gateway);
                        }
                    },
                    client -> handOver(file, client));
            tell(result);
            return (result.rejected() == 0 ? ExitCode.ALL_WELL : ExitCode.OTHER_OUTCOME).code();
        }

        private CardImport.Result take(Path file, CardRows rows, Gateway gateway) {
            return gateway.cardImport().run(rows, replaceKeys, bad -> {
                if (strict) {
                    throw UserError.in(file.toString(), bad.line(), bad.field(), bad.value(), bad.expected());
                }
                streams.err().println(file + ":" + bad.line() + ": " + bad.reason());
            });
        }

        private CardImport.Result handOver(Path file, ApiClient client) {
            String path = "cards?strict=" + strict + "&replace_keys=" + replaceKeys + "&file="
                    + URLEncoder.encode(file.toString(), StandardCharsets.UTF_8);
            JsonNode result = client.post(path, "text/csv", file);
            long told = 0;
            for (JsonNode row : result.path("rejected")) {
                streams.err()
                        .println(file + ":" + row.path("line").asLong() + ": "
                                + row.path("reason").asText());
                told++;
            }
            long rejected = result.path("rejected_rows").asLong();
            if (rejected > told) {
                streams.err().println("… and " + (rejected - told) + " rejected rows more");
            }
            return new CardImport.Result(
                    result.path("added").asLong(),
                    result.path("updated").asLong(),
                    result.path("unchanged").asLong(),
                    rejected);
        }

        private void tell(CardImport.Result result) {
            if (json) {
                ObjectNode object = JsonLines.MAPPER.createObjectNode();
                object.put("added", result.added());
                object.put("updated", result.updated());
                object.put("unchanged", result.unchanged());
                object.put("rejected_rows", result.rejected());
                streams.out().println(object);
            } else {
                streams.out()
                        .printf(
                                "%d cards added, %d updated, %d unchanged, %d rows rejected%n",
                                result.added(), result.updated(), result.unchanged(), result.rejected());
            }
        }
    }
}
