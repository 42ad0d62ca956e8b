// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.client.Form;
import org.otagateway.gateway.http.ServedApi.Answer;
import org.otagateway.gateway.process.GatewayFiles;

/** The life of a job through the API. */
class CampaignApiTest {
    private static final int CARDS = 3;

    private final OpenApi openApi = OpenApi.read();

    @TempDir
    private Path directory = Path.of(".");

    private GatewayFiles files = new GatewayFiles(Path.of("."));
    private ServedApi api;

    @BeforeEach
    void start() {
        files = new GatewayFiles(directory);
        files.job("priority: high");
        files.cards(CARDS, 1);
        api = ServedApi.start(files);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Answer push(String query) {
        Form form = new Form()
                .add("job", "jobs/job.yaml", directory.resolve("job.yaml"))
                .add("cards", "cards.csv", directory.resolve("cards.csv"));
        return api.post("jobs" + query, form.contentType(), form.body());
    }

    private Answer planned(long id) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("jobs/" + id).json().get("planning_done").asBoolean());
        return api.get("jobs/" + id);
    }

    @Test
    void aDraftIsPlannedStartedAndAborted() {
        Answer draft = push("?draft=true");
        openApi.requireShape(draft.json(), "Taken");
        assertThat(draft.json().get("state").asText()).isEqualTo("draft");
        assertThat(draft.json().get("priority").asText()).isEqualTo("high");
        long id = draft.json().get("id").asLong();
        assertThat(planned(id).json().get("total").asInt()).isEqualTo(CARDS);
        assertThat(push("?draft=true").json().get("state").asText()).isEqualTo("draft");

        Answer started = api.post("jobs/" + id + "/start");
        openApi.requireShape(started.json(), "Job");
        assertThat(started.json().get("state").asText()).isEqualTo("running");
        Answer again = push("?draft=true");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("draft: expected files of no job that was started, but job " + id);

        assertThat(api.post("jobs/" + id + "/pause?by=&reason=x").body()).contains("by: expected 1 to 64 characters");
        Answer paused = api.post("jobs/" + id + "/pause?by=anna&reason=wrong%20text%20%28SPN%29");
        assertThat(paused.json().get("reason").asText()).isEqualTo("paused by an operator: wrong text (SPN)");
        Answer shown = api.get("jobs/" + id);
        openApi.requireShape(shown.json(), "JobSummary");
        assertThat(shown.json().at("/acts/0/by").asText()).isEqualTo("anna");
        assertThat(shown.json().at("/acts/1/act").asText()).isEqualTo("started");
        assertThat(shown.json().at("/acts/1/by").asText()).isEqualTo("api");
        assertThat(shown.json().get("counters_leapt").asInt()).isZero();

        Answer aborted = api.post("jobs/" + id + "/abort");
        openApi.requireShape(aborted.json(), "Job");
        assertThat(aborted.json().get("state").asText()).isEqualTo("aborted");
        assertThat(api.get("jobs/" + id).json().at("/outcomes/cancelled").asInt())
                .isEqualTo(CARDS);
    }

    @Test
    void anElementThatNeverStopsTellingOfCardsIsRefusedForAWhile() {
        Answer all = api.post("presence", "application/json", "{\"imsi\": \"26201\"}\n".repeat(30_000));
        assertThat(all.json().get("sightings").asInt()).isEqualTo(30_000);

        HttpResponse<String> refused =
                api.send(api.api("presence").POST(BodyPublishers.ofString("[]")), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 11L);
        assertThat(refused.body()).contains("presence: expected at most 1000 sightings a second");
        assertThat(api.get("jobs").status()).isEqualTo(200);
    }

    @Test
    void aPushWithoutDraftStartsTheDraft() {
        push("?draft=true");
        assertThat(push("").json().get("state").asText()).isEqualTo("running");
    }

    @Test
    void theStartOfAJobAndItsWavesAreShown() throws IOException {
        Files.writeString(
                directory.resolve("job.yaml"),
                files.read("job.yaml") + "schedule: {start: 2099-01-01T00:00:00Z}\n"
                        + "waves: [{cards: 2}, {rest: true}]\n");
        long id = push("").json().get("id").asLong();
        Answer shown = planned(id);
        openApi.requireShape(shown.json(), "JobSummary");
        assertThat(shown.json().get("state").asText()).isEqualTo("scheduled");
        assertThat(shown.json().get("starts").asText()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(shown.json().get("waves")).isEmpty();
        assertThat(shown.json().at("/waiting/wave").asInt()).isEqualTo(CARDS);
        assertThat(api.answer(api.request("/metrics")).body())
                .contains("ota_deliveries_waiting{cause=\"wave\"} 3.0")
                .contains("ota_jobs{state=\"scheduled\"} 1.0");
        assertThat(push("?limit=1").body()).contains("waves: expected no --limit beside them");
    }

    @Test
    void aWaveThatHasBegunIsShown() throws IOException {
        Files.writeString(
                directory.resolve("job.yaml"), files.read("job.yaml") + "waves: [{cards: 2}, {rest: true}]\n");
        long id = push("").json().get("id").asLong();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("jobs/" + id).json().get("waves").size() == 1);
        Answer shown = api.get("jobs/" + id);
        openApi.requireShape(shown.json(), "JobSummary");
        assertThat(shown.json().at("/waves/0/of").asInt()).isEqualTo(2);
        assertThat(shown.json().at("/waves/0/cards").asInt()).isEqualTo(2);
    }
}
