// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.OutputStream;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.daemon.Daemon;
import org.otagateway.gateway.daemon.Session;
import org.otagateway.gateway.daemon.Upload;
import org.otagateway.gateway.plan.CardImport;

/** Cards in. No answer holds a key. */
final class CardEndpoints {
    /** The body of a card file: tens of millions of cards. */
    static final long MAX_CARDS = 8L << 30;
    /** Refused rows that one answer tells; the others are counted. */
    private static final int REJECTED_TOLD = 10_000;

    private static final int PAGE = 200;
    private static final int MAX_PAGE = 1000;

    private final Daemon daemon;

    CardEndpoints(Daemon daemon) {
        this.daemon = daemon;
    }

    /** {@code POST /api/v1/cards}: the body is CARDS.csv. */
    HttpResponse post(ServiceRequestContext context, HttpRequest request) throws IOException {
        Query query = new Query(context);
        boolean strict = query.flag("strict");
        boolean replaceKeys = query.flag("replace_keys");
        String file = query.text("file", "cards.csv");
        query.noOther();
        MediaType type = request.contentType();
        if (type != null && type.is(MediaType.MULTIPART_FORM_DATA)) {
            throw new Problem.Raised(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "expected the card file alone, as text/csv");
        }
        Session session = daemon.session();
        try (Upload upload = session.begin()) {
            try (OutputStream out = upload.cards()) {
                Bodies.copy(Bodies.octets(request), out, MAX_CARDS, file);
            }
            ObjectNode json = Json.object();
            ArrayNode rejected = json.arrayNode();
            CardImport.Result result = session.importCards(upload, file, replaceKeys, bad -> {
                if (strict) {
                    throw UserError.in(file, bad.line(), bad.field(), bad.value(), bad.expected());
                }
                if (rejected.size() < REJECTED_TOLD) {
                    rejected.addObject().put("line", bad.line()).put("reason", bad.reason());
                }
            });
            json.put("added", result.added());
            json.put("updated", result.updated());
            json.put("unchanged", result.unchanged());
            json.put("rejected_rows", result.rejected());
            json.set("rejected", rejected);
            return Json.response(HttpStatus.OK, json);
        }
    }

    /** {@code GET /api/v1/cards}: a page of those that the parameters mean. */
    HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        long after = query.number("after", 0, Long.MAX_VALUE).orElse(0);
        int limit = (int) query.number("limit", 1, MAX_PAGE).orElse(PAGE);
        CardFilter filter = filter(query);
        query.noOther();
        return Json.response(HttpStatus.OK, daemon.session().cards().page(filter, after, limit));
    }

    private static CardFilter filter(Query query) {
        CardFilter.Iccids iccid =
                query.parsed("iccid", "", text -> text.isEmpty() ? null : CardFilter.Iccids.parse(text));
        Standing standing = query.parsed("standing", "", text -> text.isEmpty() ? null : Standing.parse(text));
        String profile = query.text("profile", "");
        String msisdn = query.text("msisdn", "");
        boolean neverReached = query.flag("never_reached");
        try {
            return new CardFilter(
                    profile.isEmpty() ? null : profile,
                    iccid,
                    msisdn.isEmpty() ? null : msisdn,
                    standing,
                    neverReached);
        } catch (IllegalArgumentException e) {
            throw new Problem.Raised(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** {@code GET /api/v1/cards/ICCID}. */
    HttpResponse show(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        String iccid = query.iccid();
        query.noOther();
        return shown(daemon.session(), iccid);
    }

    /** {@code GET /api/v1/cards/ICCID/history}. */
    HttpResponse history(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        String iccid = query.iccid();
        long before = query.number("before", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        int limit = (int) query.number("limit", 1, MAX_PAGE).orElse(PAGE);
        query.noOther();
        ObjectNode history = daemon.session().deliveries().history(iccid, before, limit);
        if (history == null) {
            throw new Session.NoSuchCard(iccid);
        }
        return Json.response(HttpStatus.OK, history);
    }

    private static HttpResponse shown(Session session, String iccid) {
        ObjectNode card = session.cards().show(iccid);
        if (card == null) {
            throw new Session.NoSuchCard(iccid);
        }
        return Json.response(HttpStatus.OK, card);
    }

    /** {@code POST /api/v1/cards/ICCID/block}, {@code unblock} or {@code remove}. */
    Handler move(Standing to) {
        return (context, request) -> {
            Query query = new Query(context);
            String iccid = query.iccid();
            String reason = query.parsed("reason", "", Standing::reason);
            query.noOther();
            Session session = daemon.session();
            session.move(iccid, to, reason.isEmpty() ? null : reason);
            return shown(session, iccid);
        };
    }
}
