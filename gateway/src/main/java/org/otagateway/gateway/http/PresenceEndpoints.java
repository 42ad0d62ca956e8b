// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.daemon.Daemon;
import org.otagateway.gateway.daemon.Session;
import org.otagateway.gateway.dispatch.Presence;
import org.otagateway.gateway.dispatch.Presence.By;
import org.otagateway.gateway.dispatch.Presence.Result;
import org.otagateway.gateway.dispatch.Presence.Sighting;

/** Cards that were seen: told by an operator, or by the events of a network. */
final class PresenceEndpoints {
    static final long MAX_OCTETS = 64L << 20;
    private static final int PAGE = 500;
    /** Sightings a second, on average, and at once beyond that. */
    private static final long RATE = 1_000;

    private static final long AT_ONCE = 20_000;
    /** A request takes as much as so many sightings, however few it has. */
    private static final long REQUEST = 5;

    private static final String SIGHTING = "expected objects with one of iccid, msisdn and imsi";

    private final Daemon daemon;
    private final Quota quota;
    private final JsonFactory json = new JsonFactory();

    PresenceEndpoints(Daemon daemon) {
        this(daemon, new Quota(RATE, AT_ONCE, System::nanoTime));
    }

    PresenceEndpoints(Daemon daemon, Quota quota) {
        this.daemon = daemon;
        this.quota = quota;
    }

    /** {@code POST /api/v1/cards/ICCID/alive}. */
    HttpResponse alive(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        String iccid = query.iccid();
        query.noOther();
        Result result = daemon.session().presence().take(List.of(new Sighting(By.ICCID, iccid, null)));
        if (result.unknown() > 0) {
            throw new Session.NoSuchCard(iccid);
        }
        return told(result);
    }

    /** {@code POST /api/v1/presence}: a list of sightings, or one after another; taken in page by page while it comes. */
    HttpResponse post(ServiceRequestContext context, HttpRequest request) throws IOException {
        new Query(context).noOther();
        Duration wait = quota.tryTake(REQUEST);
        if (!wait.isZero()) {
            throw new Problem.Raised(
                    "presence: expected at most " + RATE + " sightings a second on average, and " + AT_ONCE
                            + " at once",
                    wait);
        }
        Session session = daemon.session();
        Presence presence = session.presence();
        Result result = Result.NONE;
        try (InputStream body = Bodies.stream(Bodies.octets(request), MAX_OCTETS, "presence");
                JsonParser parser = json.createParser(body)) {
            List<Sighting> page = new ArrayList<>();
            for (Sighting next = next(parser, session::international);
                    next != null;
                    next = next(parser, session::international)) {
                page.add(next);
                if (page.size() == PAGE) {
                    quota.take(PAGE);
                    result = result.plus(presence.take(page));
                    page.clear();
                }
            }
            if (!page.isEmpty()) {
                quota.take(page.size());
                result = result.plus(presence.take(page));
            }
        } catch (JsonProcessingException e) {
            throw wrong("expected JSON, at line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        }
        return told(result);
    }

    private static HttpResponse told(Result result) {
        ObjectNode object = Json.object();
        object.put("sightings", result.sightings());
        object.put("unknown", result.unknown());
        object.put("brought_forward", result.forward());
        return Json.response(HttpStatus.OK, object);
    }

    /** The next sighting, or null at the end. */
    private static @Nullable Sighting next(JsonParser parser, UnaryOperator<String> international) throws IOException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
            token = parser.nextToken();
        }
        if (token == null) {
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw wrong(parser, SIGHTING);
        }
        return sighting(parser, international);
    }

    private static Sighting sighting(JsonParser parser, UnaryOperator<String> international) throws IOException {
        @Nullable By by = null;
        String name = "";
        @Nullable Instant when = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "iccid", "msisdn", "imsi" -> {
                    if (by != null) {
                        throw wrong(parser, SIGHTING);
                    }
                    by = By.valueOf(field.toUpperCase(java.util.Locale.ROOT));
                    name = digits(parser, field, international);
                }
                case "time" -> when = time(parser);
                default -> parser.skipChildren(); // what else the network says of it
            }
        }
        if (by == null) {
            throw wrong(parser, SIGHTING);
        }
        return new Sighting(by, name, when);
    }

    private static String digits(JsonParser parser, String field, UnaryOperator<String> international)
            throws IOException {
        String text = parser.getValueAsString("");
        String bare = text.startsWith("+") && field.equals("msisdn") ? text.substring(1) : text;
        if (!bare.matches("[0-9]{4,20}")) {
            throw wrong(parser, field + ": expected 4 to 20 digits");
        }
        return field.equals("msisdn") ? international.apply(text) : text;
    }

    private static Instant time(JsonParser parser) throws IOException {
        try {
            return OffsetDateTime.parse(parser.getValueAsString("")).toInstant();
        } catch (DateTimeException e) {
            throw wrong(parser, "time: expected as 2026-01-31T12:00:00Z");
        }
    }

    private static Problem.Raised wrong(JsonParser parser, String what) {
        return wrong("line " + parser.currentLocation().getLineNr() + ": " + what);
    }

    private static Problem.Raised wrong(String what) {
        return new Problem.Raised(HttpStatus.BAD_REQUEST, "presence: " + what);
    }
}
