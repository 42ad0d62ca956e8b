// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Cards for people. */
final class CardText {
    private CardText() {}

    static void print(PrintStream out, JsonNode card) {
        out.println("card " + card.path("iccid").asText() + ", "
                + card.path("msisdn").asText() + ", profile "
                + card.path("profile").asText() + ", " + card.path("standing").asText()
                + note(card));
        if (card.path("number_moved_to").isTextual()) {
            out.println("  its number is card " + card.path("number_moved_to").asText() + "'s since");
        }
        for (JsonNode keys : card.path("keys")) {
            List<String> values = new ArrayList<>();
            keys.path("check_values")
                    .properties()
                    .forEach(value ->
                            values.add(value.getKey() + " " + value.getValue().asText()));
            String replaced = keys.path("replaced_by").isNumber()
                    ? ", replaced by version " + keys.path("replaced_by").asInt()
                    : "";
            out.println("  keys " + place(keys) + keys.path("version").asInt() + ": "
                    + keys.path("algorithm").asText() + ", check values " + String.join(", ", values) + replaced
                    + (keys.path("gone").asBoolean() ? ", gone" : ""));
        }
        for (JsonNode counter : card.path("counters")) {
            String tar = counter.path("tar").asText();
            out.println(
                    "  counter " + place(counter) + counter.path("key_version").asInt()
                            + (tar.isEmpty() ? "" : " TAR " + tar) + ": spent "
                            + counter.path("spent").asLong() + ", "
                            + (counter.path("placed").isNull()
                                    ? "never placed"
                                    : "placed at " + counter.path("placed").asLong() + " by "
                                            + counter.path("placed_by").asText())
                            + (counter.path("behind").asBoolean() ? ", the card may be ahead" : ""));
        }
        card.path("deliveries").forEach(delivery -> print(out, delivery, "  "));
    }

    /** @param head whether the card itself is told, too */
    static void printHistory(PrintStream out, JsonNode history, boolean head) {
        if (head) {
            print(out, history);
            for (JsonNode act : history.path("acts")) {
                String reason = act.path("reason").isTextual()
                        ? ": " + act.path("reason").asText()
                        : "";
                out.println(
                        "  " + act.path("time").asText() + " " + act.path("act").asText() + reason);
            }
        } else {
            history.path("deliveries").forEach(delivery -> print(out, delivery, "  "));
        }
    }

    static void printDelivery(PrintStream out, JsonNode delivery) {
        out.println("card " + delivery.path("iccid").asText() + ", "
                + delivery.path("msisdn").asText());
        print(out, delivery, "  ");
        for (JsonNode packet : delivery.path("packets")) {
            out.println("  packet " + packet.path("id").asLong() + ", "
                    + packet.path("kind").asText() + " step "
                    + packet.path("step").asInt() + ": counter "
                    + packet.path("counter").asLong() + ", key version "
                    + packet.path("key_version").asInt() + ", sends "
                    + packet.path("sends").asInt() + ", first "
                    + packet.path("created").asText("before this release")
                    + (packet.path("under_way").asBoolean() ? ", under way" : ""));
            for (JsonNode segment : packet.path("segments")) {
                String id = segment.path("message_id").isTextual()
                        ? " " + segment.path("link").asText() + " "
                                + segment.path("message_id").asText()
                        : "";
                out.println("    round " + segment.path("round").asInt() + " part "
                        + segment.path("part").asInt() + ": "
                        + segment.path("state").asText() + id);
            }
        }
        delivery.path("events").forEach(event -> printEvent(out, event));
        if (delivery.path("more_events").asBoolean()) {
            out.println("  … and more events");
        }
    }

    private static void printEvent(PrintStream out, JsonNode event) {
        String packet = event.path("packet").isNumber()
                ? " packet " + event.path("packet").asLong()
                : "";
        String detail =
                event.path("detail").isTextual() ? " " + event.path("detail").asText() : "";
        String meaning = event.path("decoded").path("meaning").isTextual()
                ? " (" + event.path("decoded").path("meaning").asText() + ")"
                : "";
        out.println("  " + event.path("time").asText() + packet + " "
                + event.path("kind").asText() + detail + meaning);
        for (JsonNode response : event.path("decoded").path("responses")) {
            out.println("    SW " + response.path("status_word").asText() + " "
                    + response.path("data").asText());
        }
        if (event.path("octets").isTextual()) {
            out.println("    octets " + event.path("octets").asText());
        }
    }

    private static void print(PrintStream out, JsonNode delivery, String indent) {
        String detail = delivery.path("detail").asText("");
        out.println(indent + "job " + delivery.path("job").asLong() + ", "
                + delivery.path("name").asText() + ": "
                + delivery.path("outcome").asText()
                + (delivery.path("finished").isTextual()
                        ? " " + delivery.path("finished").asText()
                        : "")
                + (detail.isEmpty() || detail.equals("null") ? "" : ", " + detail));
    }

    private static String place(JsonNode json) {
        String domain = json.path("security_domain").asText();
        return domain.isEmpty() ? "" : domain + ".";
    }

    private static String note(JsonNode card) {
        boolean noted = card.path("standing_since").isTextual()
                && !card.path("standing").asText().equals("active");
        String reason = card.path("standing_reason").isTextual()
                ? ": " + card.path("standing_reason").asText()
                : "";
        return noted ? " since " + card.path("standing_since").asText() + reason : "";
    }
}
