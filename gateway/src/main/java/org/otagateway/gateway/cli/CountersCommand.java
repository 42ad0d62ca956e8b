// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.counter.Advance;
import org.otagateway.gateway.counter.CounterAdvance;
import org.otagateway.gateway.counter.CounterPage;
import org.otagateway.gateway.store.CounterFilter;
import org.otagateway.gateway.store.MarkState;
import org.otagateway.gateway.store.Store;
import org.otagateway.packet.keys.Counter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./ota counters}: the counters of the cards of the store. */
@Command(
        name = "counters",
        description = "The counters of the cards of the store.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class CountersCommand implements Ota.Group {
    private final Streams streams;
    private final Map<String, String> environment;

    CountersCommand(Streams streams) {
        this(streams, System.getenv());
    }

    CountersCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.environment = environment;
    }

    @Override
    public List<Object> subcommands() {
        return List.of(new AdvanceCounters(), new ListCounters());
    }

    /** {@code ./ota counters advance}. */
    @Command(
            name = "advance",
            description =
                    "Moves all counters on, once, after the store was restored from a backup: no value is spent then that"
                            + " was spent before. Cut short, the same command goes on where it stopped.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    final class AdvanceCounters implements Callable<Integer> {
        @Mixin
        private OwnStore where = new OwnStore();

        @Option(
                names = "--by",
                paramLabel = "N",
                description = "By so many values; default: as many as the mark beside the database shows to be lost.")
        private @Nullable Long by;

        @Option(names = "--to", paramLabel = "N", description = "To this value, where they are below.")
        private @Nullable Long to;

        @Option(names = "--profile", paramLabel = "NAME", description = "Only cards of this profile.")
        private @Nullable String profile;

        @Option(names = "--iccid", paramLabel = "ICCID", description = "Only this card.")
        private @Nullable String iccid;

        @Option(names = "--json", description = "JSON alone on stdout.")
        private boolean json;

        @Override
        public Integer call() {
            if (by != null && to != null) {
                throw new UserError("--by: expected either --by or --to");
            }
            try (OwnStore.Opened opened = where.open(environment)) {
                Advance advance = advance(opened.mark());
                CounterFilter filter = filter(opened);
                long changed = new CounterAdvance(opened.store(), InstantSource.system()).run(advance, filter);
                tell(advance, changed, opened.store().mark().join());
                return ExitCode.ALL_WELL.code();
            }
        }

        private Advance advance(MarkState mark) {
            Long values = by;
            if (to != null) {
                return number("--to", to, value -> new Advance.To(new Counter(value)));
            }
            if (values == null && mark.lost() > 0) {
                return new Advance.By(Math.min(mark.lost(), Advance.LAST.value()));
            }
            if (values == null) {
                throw new UserError("--by: expected --by N or --to N, since no mark beside the database shows how many"
                        + " values were lost");
            }
            return number("--by", values, Advance.By::new);
        }

        private Advance number(String option, long value, LongFunction<Advance> made) {
            try {
                return made.apply(value);
            } catch (IllegalArgumentException e) {
                throw new UserError(option + ": expected 1 to " + Advance.LAST.value() + ", got " + value, e);
            }
        }

        private CounterFilter filter(OwnStore.Opened opened) {
            String wanted = iccid;
            if (wanted == null) {
                return new CounterFilter(profile, null);
            }
            Card card = opened.store().read(view -> view.cards().findByIccid(wanted));
            if (card == null) {
                throw new UserError("--iccid: expected a card of the store, got '" + wanted + "'");
            }
            return new CounterFilter(profile, card.id());
        }

        private void tell(Advance advance, long changed, MarkState mark) {
            boolean current = mark.kind() == MarkState.Kind.CURRENT;
            if (json) {
                ObjectNode object = JsonLines.MAPPER.createObjectNode();
                object.put("advanced", changed);
                object.put(
                        advance instanceof Advance.By ? "by" : "to",
                        advance instanceof Advance.By values
                                ? values.values()
                                : ((Advance.To) advance).value().value());
                object.put("usable", current);
                streams.out().println(object);
            } else {
                String how = advance instanceof Advance.By values
                        ? "by " + values.values()
                        : "to " + ((Advance.To) advance).value().value();
                streams.out().println(changed + " counters moved on " + how);
            }
            if (!current) {
                streams.err().println("the store stays closed to spending until all counters are moved on");
            }
        }
    }

    /** {@code ./ota counters list}. */
    @Command(
            name = "list",
            description = "Lists the counters of the store, one a line.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    final class ListCounters implements Callable<Integer> {
        private static final int PAGE = 1000;

        @Option(names = "--config", paramLabel = "FILE", required = true, description = "The settings, gateway.yaml.")
        private @Nullable Path config;

        @Option(names = "--near-end", description = "Only those with less than one value in a hundred left.")
        private boolean nearEnd;

        @Option(names = "--left-below", paramLabel = "N", description = "Only those with fewer than N values left.")
        private @Nullable Long leftBelow;

        @Option(names = "--json", description = "JSON alone on stdout, one object a line.")
        private boolean json;

        @Override
        public Integer call() {
            long margin = margin();
            GatewayConfig settings = GatewayConfig.read(Objects.requireNonNull(config), environment);
            if (!settings.store().exists()) {
                throw new UserError(config + ": store: expected a store that is there, got '"
                        + settings.store().database() + "'");
            }
            return Owned.either(
                    settings.store(),
                    () -> {
                        try (Store store = Store.openRestored(settings.store())) {
                            return list(after -> CounterPage.of(store, margin, after, PAGE));
                        }
                    },
                    client -> list(after -> client.get("counters?after=" + after + "&limit=" + PAGE
                            + (margin == 0 ? "" : "&left_below=" + margin))));
        }

        private long margin() {
            Long below = leftBelow;
            if (below == null) {
                return nearEnd ? CounterDomain.NEAR_END : 0;
            }
            if (below < 1 || below > CounterDomain.MOST_MARGIN) {
                throw new UserError("--left-below: expected 1 to " + CounterDomain.MOST_MARGIN + ", got " + below);
            }
            return below;
        }

        private int list(LongFunction<JsonNode> page) {
            for (Long after = 0L; after != null; ) {
                JsonNode next = page.apply(after);
                next.path("counters").forEach(this::print);
                after = next.path("next").isNumber() ? next.path("next").asLong() : null;
            }
            return ExitCode.ALL_WELL.code();
        }

        private void print(JsonNode counter) {
            if (json) {
                streams.out().println(counter);
                return;
            }
            String domain = counter.path("security_domain").asText();
            streams.out()
                    .printf(
                            "%-20s %-8s %-6s spent %13d  left %13d%n",
                            counter.path("iccid").asText(),
                            (domain.isEmpty() ? "" : domain + ".")
                                    + counter.path("key_version").asInt(),
                            counter.path("tar").asText(),
                            counter.path("spent").asLong(),
                            counter.path("left").asLong());
        }
    }
}
