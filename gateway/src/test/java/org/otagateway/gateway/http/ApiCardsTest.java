// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.otagateway.gateway.http.ServedApi.Answer;
import org.otagateway.gateway.process.GatewayFiles;

/** Cards over the API: imports, lists, standings, history and sightings. */
class ApiCardsTest extends ServedApiRules {
    @Test
    void cardsComeInAndNoAnswerHoldsAKey() throws Exception {
        String csv = files.read("cards.csv");
        Answer first = api.post("cards", "text/csv", csv);
        assertThat(first.status()).isEqualTo(200);
        openApi.requireShape(first.json(), "Import");
        assertThat(first.json().get("added").asInt()).isEqualTo(CARDS);
        assertThat(api.post("cards", "text/csv", csv).json().get("unchanged").asInt())
                .isEqualTo(CARDS);

        String key = csv.lines().toList().get(1).split(",", -1)[2];
        String bad = csv.replace(key, "f".repeat(32)).replaceFirst("(?m),0,01", ",many,01");
        Answer refused = api.post("cards?file=some/cards.csv", "text/csv", bad);
        assertThat(refused.json().get("rejected_rows").asInt()).isEqualTo(1);
        assertThat(refused.json().get("rejected").get(0).get("line").asInt()).isEqualTo(2);
        assertThat(refused.body()).contains("cntr1: expected a decimal number").doesNotContain("f".repeat(32));
        Answer strict = api.post("cards?strict=true&file=some/cards.csv", "text/csv", bad);
        assertThat(strict.status()).isEqualTo(422);
        assertThat(strict.detail()).startsWith("some/cards.csv:2: cntr1: expected a decimal number");
        String other = csv.replace(key, "e".repeat(32));
        assertThat(api.post("cards", "text/csv", other).body())
                .contains("\"rejected_rows\":1")
                .doesNotContain("e".repeat(32))
                .doesNotContain(key);
        assertThat(api.post("cards?replace_keys=true", "text/csv", other)
                        .json()
                        .get("updated")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void cardsAreListedShownBlockedAndRemovedAndNoKeyIsTold() throws Exception {
        api.post("cards", "text/csv", files.read("cards.csv"));
        Answer list = api.get("cards?limit=3&iccid=898821100&never_reached=true");
        openApi.requireShape(list.json(), "Cards");
        assertThat(list.json().get("cards")).hasSize(3);
        assertThat(api.get("cards?after=" + list.json().get("next").asLong())
                        .json()
                        .get("cards"))
                .hasSize(CARDS - 3);
        String iccid = GatewayFiles.iccid(2);
        Answer blocked = api.post("cards/" + iccid + "/block?reason=lost");
        openApi.requireShape(blocked.json(), "CardShown");
        assertThat(blocked.json().get("standing").asText()).isEqualTo("blocked");
        assertThat(blocked.json().get("standing_reason").asText()).isEqualTo("lost");
        assertThat(api.get("cards?standing=blocked").json().get("cards")).hasSize(1);
        long id = planned();
        assertThat(api.get("jobs/" + id + "/rejected").body()).contains("expected a card that is not blocked (since ");
        Answer shown = api.get("cards/" + GatewayFiles.iccid(1));
        openApi.requireShape(shown.json(), "CardShown");
        String key = files.read("cards.csv").lines().toList().get(1).split(",", -1)[2];
        assertThat(shown.body()).contains("\"check_values\":{\"kic\":\"").doesNotContain(key.substring(6));
        assertThat(shown.json().get("deliveries").get(0).get("job").asLong()).isEqualTo(id);
        assertThat(api.post("cards/" + iccid + "/unblock")
                        .json()
                        .get("standing")
                        .asText())
                .isEqualTo("active");
        Answer removed = api.post("cards/" + iccid + "/remove");
        assertThat(removed.json().get("keys")).isEmpty();
        assertThat(removed.json().get("counters")).isNotEmpty();
        assertThat(api.get("cards").json().get("cards")).hasSize(CARDS - 1);
        Answer history = api.get("cards/" + iccid + "/history?limit=1");
        openApi.requireShape(history.json(), "CardHistory");
        assertThat(history.body()).contains("\"act\":\"blocked\",\"reason\":\"lost\"");
        Answer delivery = api.get("jobs/" + id + "/deliveries/" + GatewayFiles.iccid(1));
        openApi.requireShape(delivery.json(), "Delivery");
        assertProblem(api.get("jobs/" + id + "/deliveries/" + iccid), 404, "ICCID: expected a card of job " + id);
        assertProblem(api.get("cards/89000000000000000000/history"), 404, "ICCID: expected a card of the store");
        assertProblem(api.get("cards/89000000000000000000"), 404, "ICCID: expected a card of the store, got '8900");
        assertProblem(api.post("cards/x/block"), 404, "ICCID: expected a card of the store, got 'x'");
        assertProblem(api.get("cards?iccid=9-1"), 400, "iccid: expected first digits, or a range");
        assertProblem(api.get("cards?msisdn=x"), 400, "msisdn: expected the first digits of numbers, got 'x'");
    }

    @Test
    void sightingsAreTakenInByAnyNameAndBadOnesAreTold() throws Exception {
        api.post("cards", "text/csv", files.read("cards.csv"));
        Answer seen = api.post("cards/" + GatewayFiles.iccid(1) + "/alive");
        openApi.requireShape(seen.json(), "Seen");
        assertThat(seen.body()).isEqualTo("{\"sightings\":1,\"unknown\":0,\"brought_forward\":0}");
        Answer counters = api.get("counters?limit=3");
        openApi.requireShape(counters.json(), "Counters");
        assertThat(counters.json().get("counters")).hasSize(3);
        assertThat(api.get("counters?left_below=1000").json().get("counters")).isEmpty();
        assertProblem(api.post("cards/89000000000000000000/alive"), 404, "ICCID: expected a card of the store, got");

        String one = "{\"msisdn\": \"" + GatewayFiles.msisdn(2) + "\", \"time\": \"2026-01-31T12:00:00+01:00\"}";
        Answer list = api.post(
                "presence", "application/json", "[" + one + ", {\"imsi\": \"262011234567890\", \"cell\": [1, {}]}]");
        openApi.requireShape(list.json(), "Seen");
        assertThat(list.body()).isEqualTo("{\"sightings\":2,\"unknown\":1,\"brought_forward\":0}");
        Answer lines = api.post("presence", "application/x-ndjson", (one + "\n").repeat(1_200));
        assertThat(lines.body()).isEqualTo("{\"sightings\":1200,\"unknown\":0,\"brought_forward\":0}");

        assertProblem(
                api.post("presence", "application/json", "[{}]"),
                400,
                "presence: line 1: expected objects with one of iccid, msisdn and imsi");
        assertProblem(
                api.post("presence", "application/json", "[{\"iccid\": \"89x\"}]"),
                400,
                "presence: line 1: iccid: expected 4 to 20 digits");
        assertProblem(
                api.post("presence", "application/json", "\n[{\"imsi\": \"26201\", \"time\": \"soon\"}]"),
                400,
                "presence: line 2: time: expected as 2026-01-31T12:00:00Z");
        assertProblem(
                api.post("presence", "application/json", "[{\"imsi\""), 400, "presence: expected JSON, at line 1");
    }
}
