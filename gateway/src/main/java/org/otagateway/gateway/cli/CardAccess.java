// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.client.ApiClient;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.dispatch.Presence;
import org.otagateway.gateway.wiring.Gateway;

/** The cards of a store, opened by this process or behind the daemon that owns it; told as the API tells them. */
interface CardAccess extends AutoCloseable {
    /** Up to {@code limit} cards behind {@code after}. */
    JsonNode page(CardFilter filter, long after, int limit);

    /** A card, or null. */
    @Nullable
    JsonNode show(String iccid);

    /** Up to {@code limit} deliveries of a card before that one, with what operators did to it; null where there is none. */
    @Nullable
    JsonNode history(String iccid, long before, int limit);

    /** Moves a card to another standing; the card as it is then, or null where there is none. */
    @Nullable
    JsonNode move(String iccid, Standing to, @Nullable String reason);

    /** The card was seen: how many deliveries are sent sooner; null where there is no such card. */
    @Nullable
    Long alive(String iccid);

    @Override
    void close();

    /** @param config what names the settings */
    static CardAccess open(Path config, Map<String, String> environment) {
        GatewayConfig settings = GatewayConfig.read(config, environment);
        if (!settings.store().exists()) {
            throw new UserError(config + ": store: expected a store that is there, got '"
                    + settings.store().place() + "'");
        }
        return Owned.either(
                settings.store(),
                () -> new Own(Gateway.open(settings, settings.loadProfiles(), environment)),
                OfDaemon::new);
    }

    /** In the store that this process opened. */
    record Own(Gateway gateway) implements CardAccess {
        @Override
        public JsonNode page(CardFilter filter, long after, int limit) {
            return gateway.cardBook().page(filter, after, limit);
        }

        @Override
        public @Nullable ObjectNode show(String iccid) {
            return gateway.cardBook().show(iccid);
        }

        @Override
        public @Nullable JsonNode history(String iccid, long before, int limit) {
            return gateway.deliveryBook().history(iccid, before, limit);
        }

        @Override
        public @Nullable JsonNode move(String iccid, Standing to, @Nullable String reason) {
            gateway.cardControl(effects -> {}).move(iccid, to, reason);
            return show(iccid);
        }

        @Override
        public @Nullable Long alive(String iccid) {
            Presence.Result result = gateway.presence(effects -> {})
                    .take(List.of(new Presence.Sighting(Presence.By.ICCID, iccid, null)));
            return result.unknown() > 0 ? null : result.forward();
        }

        @Override
        public void close() {
            gateway.close();
        }
    }

    /** Behind the daemon. */
    record OfDaemon(ApiClient client) implements CardAccess {
        @Override
        public JsonNode page(CardFilter filter, long after, int limit) {
            StringBuilder query = new StringBuilder(
                    "cards?after=" + after + "&limit=" + limit + "&never_reached=" + filter.neverReached());
            add(query, "profile", filter.profile());
            add(query, "iccid", filter.iccid());
            add(query, "msisdn", filter.msisdn());
            Standing standing = filter.standing();
            add(query, "standing", standing == null ? null : standing.label());
            return client.get(query.toString());
        }

        @Override
        public @Nullable JsonNode show(String iccid) {
            return client.find("cards/" + iccid);
        }

        @Override
        public @Nullable JsonNode history(String iccid, long before, int limit) {
            String page = before == Long.MAX_VALUE ? "" : "&before=" + before;
            return client.find("cards/" + iccid + "/history?limit=" + limit + page);
        }

        @Override
        public @Nullable JsonNode move(String iccid, Standing to, @Nullable String reason) {
            if (show(iccid) == null) {
                return null;
            }
            String verb = switch (to) {
                case BLOCKED -> "block";
                case ACTIVE -> "unblock";
                case REMOVED -> "remove";
            };
            StringBuilder path = new StringBuilder("cards/" + iccid + "/" + verb + "?");
            add(path, "reason", reason);
            return client.post(path.toString());
        }

        @Override
        public @Nullable Long alive(String iccid) {
            if (show(iccid) == null) {
                return null;
            }
            return client.post("cards/" + iccid + "/alive")
                    .path("brought_forward")
                    .asLong();
        }

        private static void add(StringBuilder query, String name, @Nullable Object value) {
            if (value != null) {
                query.append('&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {
            // nothing is open between two requests
        }
    }
}
