// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.ResolvedApplication;
import org.otagateway.gateway.store.HistoryQueries.Act;
import org.otagateway.gateway.store.HistoryQueries.CardDelivery;
import org.otagateway.gateway.store.HistoryQueries.Packet;
import org.otagateway.gateway.store.HistoryQueries.Past;
import org.otagateway.gateway.store.HistoryQueries.SegmentPast;
import org.otagateway.gateway.store.ReadView;
import org.otagateway.gateway.store.Store;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.ResponseStatus;

/** What became of cards and of each delivery, with its evidence, as JSON objects. */
public final class DeliveryBook {
    private static final int ACTS = 100;
    private static final int EVENTS = 1_000;

    private final Store store;

    public DeliveryBook(Store store) {
        this.store = store;
    }

    /**
     * The history of a card: what operators did to it, and up to {@code limit} of its deliveries, the newest first.
     *
     * @param before what the last page said as next; {@link Long#MAX_VALUE} for the first
     * @return null where there is no such card
     */
    public @Nullable ObjectNode history(String iccid, long before, int limit) {
        return store.read(view -> {
            Card card = view.cards().findByIccid(iccid);
            if (card == null) {
                return null;
            }
            ObjectNode json = CardBook.head(view, card);
            ArrayNode acts = json.putArray("acts");
            for (Act act : view.history().acts(card.id(), ACTS)) {
                acts.addObject()
                        .put("time", act.happened().toString())
                        .put("act", act.act())
                        .put("reason", act.reason());
            }
            List<CardDelivery> page = view.history().deliveries(card.id(), before, limit);
            ArrayNode deliveries = json.putArray("deliveries");
            page.forEach(delivery -> deliveries.add(CardBook.delivery(delivery)));
            json.put(
                    "next",
                    page.size() < limit
                            ? null
                            : Long.valueOf(page.get(limit - 1).id()));
            return json;
        });
    }

    /** A delivery with its packets and all that came in for it; null where the job has no such card. */
    public @Nullable ObjectNode delivery(long jobId, String iccid) {
        return store.read(view -> {
            Job job = view.jobs().find(jobId);
            Card card = view.cards().findByIccid(iccid);
            CardDelivery delivery =
                    job == null || card == null ? null : view.history().delivery(card.id(), jobId);
            return delivery == null
                    ? null
                    : delivery(view, Objects.requireNonNull(job), Objects.requireNonNull(card), delivery);
        });
    }

    private static ObjectNode delivery(ReadView view, Job job, Card card, CardDelivery delivery) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("iccid", card.iccid())
                .put("msisdn", card.msisdn())
                .setAll(CardBook.delivery(delivery));
        json.put("row", delivery.rowNo());
        ArrayNode packets = json.putArray("packets");
        for (Packet packet : view.history().packets(delivery.id())) {
            packets.add(packet(view, packet));
        }
        ResolvedApplication application = job.definition().application(card.profile());
        ScriptFormat format =
                application == null ? null : application.application().format();
        List<Past> past = view.history().past(delivery.id(), EVENTS + 1);
        ArrayNode events = json.putArray("events");
        past.stream().limit(EVENTS).forEach(event -> events.add(event(event, format)));
        json.put("more_events", past.size() > EVENTS);
        return json;
    }

    private static ObjectNode packet(ReadView view, Packet packet) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", packet.id())
                .put("kind", packet.kind().name().toLowerCase(Locale.ROOT))
                .put("step", packet.step() + 1)
                .put("key_version", packet.keyVersion())
                .put("counter", packet.counter())
                .put("reference", packet.reference())
                .put("digest", packet.digest().toHex())
                .put("created", text(packet.created()))
                .put("sends", packet.sends())
                .put("segments_submitted", packet.submitted())
                .put("valid_until", packet.validUntil().toString())
                .put("under_way", packet.underWay());
        ArrayNode segments = json.putArray("segments");
        for (SegmentPast segment : view.history().segments(packet.id())) {
            segments.addObject()
                    .put("round", segment.round())
                    .put("part", segment.part())
                    .put("state", segment.state().name().toLowerCase(Locale.ROOT))
                    .put("link", segment.link())
                    .put("message_id", segment.messageId());
        }
        return json;
    }

    private static ObjectNode event(Past event, @Nullable ScriptFormat format) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("time", event.happened().toString())
                .put("packet", event.attemptId())
                .put("kind", event.kind())
                .put("detail", event.detail());
        Octets octets = event.octets();
        json.put("octets", octets == null ? null : octets.toHex());
        String detail = event.detail();
        boolean answer = event.kind().equals("por") || event.kind().equals("hint");
        json.set("decoded", answer && detail != null ? decoded(detail, format) : JsonNodeFactory.instance.nullNode());
        return json;
    }

    /** The status in words, and what the card answered to the script. */
    private static ObjectNode decoded(String detail, @Nullable ScriptFormat format) {
        String[] words = detail.split("[ ;]", 3);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (words[0].matches("[0-9a-f]{2}")) {
            json.put("status", words[0]);
            json.put(
                    "meaning",
                    new ResponseStatus(Integer.parseInt(words[0], 16)).meaning().text());
        }
        if (format != null && words.length > 1 && words[1].matches("([0-9a-f]{2})+")) {
            AnswerText.add(json, format, Octets.hex(words[1]));
        }
        return json;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
