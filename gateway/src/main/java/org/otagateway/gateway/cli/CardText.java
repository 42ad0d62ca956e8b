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
