// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.card.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code ./ota cards} tells of cards of the store, and does to them. */
final class CardActs {
    private static final int PAGE = 500;

    private final Streams streams;
    private final Map<String, String> environment;

    CardActs(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.environment = environment;
    }

    /** What all of them take. */
    static final class Where {
        @Option(names = "--config", paramLabel = "FILE", required = true, description = "The settings, gateway.yaml.")
        private @Nullable Path config;

        @Option(names = "--json", description = "JSON alone on stdout.")
        private boolean json;

        CardAccess open(Map<String, String> environment) {
            return CardAccess.open(Objects.requireNonNull(config), environment);
        }
    }

    /** {@code ./ota cards list}. */
    @Command(
            name = "list",
            description = "Lists cards of the store, one a line.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    final class ListCards implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Mixin
        private FilterOptions filter = new FilterOptions();

        @Option(
                names = "--standing",
                paramLabel = "STANDING",
                description = "Only active, blocked or removed cards; default all but removed ones.")
        private @Nullable String standing;

        @Override
        public Integer call() {
            CardFilter wanted = filter.filter(
                    standing == null ? null : FilterOptions.parsed("--standing", standing, Standing::parse));
            try (CardAccess cards = where.open(environment)) {
                for (Long after = 0L; after != null; ) {
                    JsonNode page = cards.page(wanted, after, PAGE);
                    page.path("cards").forEach(this::print);
                    after = page.path("next").isNumber() ? page.path("next").asLong() : null;
                }
                return ExitCode.ALL_WELL.code();
            }
        }

        private void print(JsonNode card) {
            if (where.json) {
                streams.out().println(card);
                return;
            }
            streams.out()
                    .printf(
                            "%-20s %-16s %-8s %s%n",
                            card.path("iccid").asText(),
                            card.path("msisdn").asText(),
                            card.path("standing").asText(),
                            card.path("profile").asText());
        }
    }

    /** {@code ./ota cards show}. */
    @Command(
            name = "show",
            description = "Shows a card: key versions with their check values, counters, newest deliveries.",
            mixinStandardHelpOptions = true)
    final class Show implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "ICCID", description = "A card of the store.")
        private String iccid = "";

        @Override
        public Integer call() {
            try (CardAccess cards = where.open(environment)) {
                JsonNode card = required(iccid, cards.show(requireIccid(iccid)));
                if (where.json) {
                    streams.out().println(card);
                } else {
                    CardText.print(streams.out(), card);
                }
                return ExitCode.ALL_WELL.code();
            }
        }
    }

    static String requireIccid(String text) {
        if (!text.matches("[0-9]{18,20}")) {
            throw new UserError("ICCID: expected 18 to 20 digits, got '" + text + "'");
        }
        return text;
    }

    private static JsonNode required(String iccid, @Nullable JsonNode card) {
        if (card == null) {
            throw new UserError("ICCID: expected a card of the store, got '" + iccid + "'");
        }
        return card;
    }

    /** {@code ./ota cards history}. */
    @Command(
            name = "history",
            description =
                    "Tells what became of a card: what operators did to it, and its deliveries, the newest first.",
            mixinStandardHelpOptions = true)
    final class History implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "ICCID", description = "A card of the store.")
        private String iccid = "";

        @Override
        public Integer call() {
            requireIccid(iccid);
            try (CardAccess cards = where.open(environment)) {
                boolean first = true;
                for (Long before = Long.MAX_VALUE; before != null; ) {
                    JsonNode page = required(iccid, cards.history(iccid, before, PAGE));
                    if (where.json) {
                        streams.out().println(page);
                    } else {
                        CardText.printHistory(streams.out(), page, first);
                    }
                    before = page.path("next").isNumber() ? page.path("next").asLong() : null;
                    first = false;
                }
                return ExitCode.ALL_WELL.code();
            }
        }
    }

    /** Moves cards to another standing. */
    @Command(mixinStandardHelpOptions = true)
    abstract class Move implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "ICCID", arity = "1..*", description = "Cards of the store.")
        private List<String> iccids = List.of();

        @Option(names = "--reason", paramLabel = "WORDS", description = "Why; it is told with the card.")
        private @Nullable String reason;

        private final Standing to;

        Move(Standing to) {
            this.to = to;
        }

        @Override
        public Integer call() {
            iccids.forEach(CardActs::requireIccid);
            String words = reason == null ? null : FilterOptions.parsed("--reason", reason, Standing::reason);
            try (CardAccess cards = where.open(environment)) {
                // All or none: a list with a wrong card is a wrong list.
                iccids.forEach(iccid -> required(iccid, cards.show(iccid)));
                ObjectNode all = JsonLines.MAPPER.createObjectNode();
                ArrayNode moved = all.putArray("cards");
                for (String iccid : iccids) {
                    JsonNode card = required(iccid, cards.move(iccid, to, words));
                    moved.addObject()
                            .put("iccid", iccid)
                            .put("standing", card.path("standing").asText());
                    if (!where.json) {
                        streams.out()
                                .println("card " + iccid + " is "
                                        + card.path("standing").asText());
                    }
                }
                if (where.json) {
                    streams.out().println(all);
                }
                return ExitCode.ALL_WELL.code();
            }
        }
    }

    /** {@code ./ota cards block}. */
    @Command(name = "block", description = "Cards get nothing more from any job; what is open of them is stopped.")
    final class Block extends Move {
        Block() {
            super(Standing.BLOCKED);
        }
    }

    /** {@code ./ota cards unblock}. */
    @Command(name = "unblock", description = "Blocked cards may be sent to again by jobs to come.")
    final class Unblock extends Move {
        Unblock() {
            super(Standing.ACTIVE);
        }
    }

    /** {@code ./ota cards alive}. */
    @Command(
            name = "alive",
            description = "Cards were seen: what the SMSC gave up is sent to them again soon.",
            mixinStandardHelpOptions = true)
    final class Alive implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "ICCID", arity = "1..*", description = "Cards of the store.")
        private List<String> iccids = List.of();

        @Override
        public Integer call() {
            iccids.forEach(CardActs::requireIccid);
            try (CardAccess cards = where.open(environment)) {
                iccids.forEach(iccid -> required(iccid, cards.show(iccid)));
                long forward = 0;
                for (String iccid : iccids) {
                    Long more = cards.alive(iccid);
                    forward += more == null ? 0 : more;
                }
                if (where.json) {
                    streams.out()
                            .println(JsonLines.MAPPER
                                    .createObjectNode()
                                    .put("sightings", iccids.size())
                                    .put("brought_forward", forward));
                } else {
                    streams.out().println(forward + " deliveries are sent sooner");
                }
                return ExitCode.ALL_WELL.code();
            }
        }
    }

    /** {@code ./ota cards remove}. */
    @Command(
            name = "remove",
            description = "Removes cards with their keys. Their counters stay, so that no value comes again.")
    final class Remove extends Move {
        Remove() {
            super(Standing.REMOVED);
        }
    }
}
