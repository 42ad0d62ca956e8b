// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.client.Events;
import org.otagateway.gateway.client.Form;
import org.otagateway.gateway.http.ServedApi.Answer;
import org.otagateway.gateway.job.JobDigest;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.report.ReportForm;

/** The API over real HTTP: what it takes, what it tells, and what it refuses. */
class ApiTest {
    private static final int CARDS = 7;

    @TempDir
    private Path directory;

    private GatewayFiles files = new GatewayFiles(Path.of("."));
    private ServedApi api;
    private OpenApi openApi;

    @BeforeEach
    void start() {
        files = new GatewayFiles(directory);
        files.job("attempts: 3");
        files.cards(CARDS, 1);
        api = ServedApi.start(files);
        openApi = OpenApi.read();
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

    private long planned() {
        Answer taken = push("");
        long id = taken.json().get("id").asLong();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("jobs/" + id).json().get("planning_done").asBoolean());
        return id;
    }

    @Test
    void healthTellsThatItLivesAndWhyItIsNotReady() {
        Answer live = api.answer(api.request("/healthz"));
        assertThat(live.status()).isEqualTo(200);
        openApi.requireShape(live.json(), "Live");
        Answer ready = api.answer(api.request("/readyz"));
        assertThat(ready.status()).isEqualTo(503);
        openApi.requireShape(ready.json(), "Ready");
        assertThat(ready.json().get("reasons").get(0).asText()).isEqualTo("link a: not bound");
    }

    @Test
    void metricsTellOfStoreJobsAndTheJvm() {
        planned();
        Answer metrics = api.answer(api.request("/metrics"));
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.body())
                .contains("ota_store_commit_seconds_count ")
                .contains("ota_ready 0.0")
                .contains("ota_store_open 1.0")
                .contains("ota_jobs{state=\"running\"}")
                .contains("ota_outcomes_total{outcome=\"confirmed\"}")
                .contains("ota_deliveries_due ")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void everyEndpointIsInTheDescriptionAndNoOther() {
        assertThat(openApi.operations())
                .containsExactlyInAnyOrderElementsOf(ApiServer.endpoints(api.daemon(), Runnable::run).stream()
                        .map(endpoint -> endpoint.method() + " " + endpoint.path())
                        .toList());
    }

    @Test
    void withoutTheTokenNothingIsToldAndTheFailuresAreFew() throws Exception {
        for (String operation : openApi.operations()) {
            String[] words = operation
                    .replace("{id}", "1")
                    .replace("{iccid}", "898821100000000001")
                    .split(" ", -1);
            Answer answer = api.answer(api.request(words[1]).method(words[0], BodyPublishers.noBody()));
            assertThat(answer.status()).as(operation).isIn(401, 429);
            assertThat(answer.type()).startsWith("application/problem+json");
            openApi.requireShape(answer.json(), "Problem");
        }
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            statuses.add(api.answer(api.request("/api/v1/jobs").header("Authorization", "Bearer wrong" + i))
                    .status());
        }
        assertThat(statuses).contains(429).doesNotContain(200);
        assertThat(api.get("jobs").status()).as("who has it is not held up").isEqualTo(200);
        Path file = directory.resolve("store/ota.db.token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(api.authorization()).contains(Files.readString(file).strip());
    }

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

    @Test
    void theSameTwoFilesAreTheSameJobAsWithPush() {
        Answer first = push("");
        assertThat(first.status()).isEqualTo(201);
        openApi.requireShape(first.json(), "Taken");
        assertThat(first.json().get("digest").asText())
                .isEqualTo(JobDigest.of(directory.resolve("job.yaml"), directory.resolve("cards.csv")));
        Answer second = push("?again=true");
        assertThat(second.status()).as("it has not ended").isEqualTo(200);
        assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
        long id = planned();
        assertThat(api.post("jobs/" + id + "/cancel").status()).isEqualTo(200);
        assertThat(push("").json().get("state").asText()).isEqualTo("cancelled");
        Answer again = push("?again=true");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().get("run").asInt()).isEqualTo(2);
        Answer list = api.get("jobs");
        openApi.requireShape(list.json(), "Jobs");
        assertThat(list.json().get("jobs")).hasSize(2);
        Answer page = api.get("jobs?limit=1");
        assertThat(page.json().get("next").asLong()).isEqualTo(id);
        assertThat(api.get("jobs?limit=1&after=" + id)
                        .json()
                        .get("jobs")
                        .get(0)
                        .get("run")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aJobForCardsOfTheStoreIsPlannedAsWithPush() {
        long first = planned();
        api.post("jobs/" + first + "/cancel");
        String type = "multipart/form-data; boundary=b";
        String job = part("job", "retry.yaml", files.read("job.yaml").replace("name: spn", "name: retry"));
        String ofFirst = job + field("targets", "{job: spn, outcomes: [cancelled], iccid: '898821100'}");
        Answer taken = api.post("jobs", type, ofFirst + "--b--\r\n");
        assertThat(taken.status()).as(taken.body()).isEqualTo(201);
        openApi.requireShape(taken.json(), "Taken");
        long id = taken.json().get("id").asLong();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("jobs/" + id).json().get("planning_done").asBoolean());
        assertThat(api.get("jobs/" + id).json().get("total").asInt()).isEqualTo(CARDS);
        Answer same = api.post("jobs", type, ofFirst + "--b--\r\n");
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json().get("id").asLong()).isEqualTo(id);

        assertProblem(
                api.post("jobs", type, job + field("targets", "{job: spm}") + "--b--\r\n"),
                422,
                "targets:1: job: expected the number or name of a job of the store, got 'spm'");
        assertProblem(
                api.post("jobs", type, job + field("targets", "{iccid: '89'}") + "--b--\r\n"),
                422,
                "retry.yaml:5: script[2]: expected columns of the store: iccid, msisdn, imsi, eid and secrets");
        assertProblem(
                api.post("jobs", type, job + "--b--\r\n"), 422, "expected a part cards or targets, or targets in");
        assertProblem(
                api.post("jobs", type, ofFirst + part("cards", "c.csv", "iccid,msisdn\n") + "--b--\r\n"),
                400,
                "expected one of the parts cards and targets, got both");
    }

    @Test
    void aPreviewShowsThePacketsAndKeepsNothing() {
        Form form = new Form()
                .add("job", "jobs/job.yaml", directory.resolve("job.yaml"))
                .add("cards", "cards.csv", directory.resolve("cards.csv"));
        Answer preview = api.post("jobs/preview?limit=2", form.contentType(), form.body());
        assertThat(preview.status()).as(preview.body()).isEqualTo(200);
        openApi.requireShape(preview.json(), "Preview");
        assertThat(preview.json().get("packets")).hasSize(2);
        assertThat(preview.json().get("packets").get(0).get("cntr").asText()).isEqualTo("0000000001");
        assertThat(api.get("jobs").json().get("jobs")).isEmpty();
        assertThat(api.get("cards").json().get("cards")).isEmpty();
        assertThat(directory.resolve("store/ota.db.inbox")).isEmptyDirectory();

        api.post("cards", "text/csv", files.read("cards.csv"));
        String job = part("job", "read.yaml", "name: read\napplication: usim-rfm\nscript:\n  - 00A40004026F46\n");
        Answer ofStore = api.post(
                "jobs/preview",
                "multipart/form-data; boundary=b",
                job + field("targets", "{profile: generic}") + "--b--\r\n");
        assertThat(ofStore.json().get("packets")).hasSize(3);
    }

    private static String field(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    @Test
    void aJobIsPausedResumedByBeingAskedForAgainAndCancelled() {
        long id = planned();
        Answer paused = api.post("jobs/" + id + "/pause");
        openApi.requireShape(paused.json(), "Job");
        assertThat(paused.json().get("reason").asText()).isEqualTo("paused by an operator");
        Answer asked = push("");
        assertThat(asked.json().get("resumed").asBoolean()).isTrue();
        assertThat(asked.json().get("was").asText()).isEqualTo("paused by an operator");
        assertThat(asked.json().get("state").asText()).isEqualTo("running");
        api.post("jobs/" + id + "/pause");
        assertThat(api.post("jobs/" + id + "/resume").json().get("state").asText())
                .isEqualTo("running");
        api.post("jobs/" + id + "/cancel");
        Answer shown = api.get("jobs/" + id);
        openApi.requireShape(shown.json(), "JobSummary");
        assertThat(shown.json().get("outcomes").get("cancelled").asInt()).isEqualTo(CARDS);
        assertThat(directory.resolve("store/ota.db.inbox")).isEmptyDirectory();
    }

    @Test
    void refusedRowsAreToldPageByPage() throws Exception {
        files.write("cards.csv", files.read("cards.csv").replace(",aes,0,", ",aes,x,"));
        long id = planned();
        assertThat(api.get("jobs/" + id).json().get("rejected_rows").asInt()).isEqualTo(CARDS);
        Answer page = api.get("jobs/" + id + "/rejected?limit=2");
        openApi.requireShape(page.json(), "Rejected");
        assertThat(page.json().get("next").asInt()).isEqualTo(3);
        assertThat(api.get("jobs/" + id + "/rejected?after=3").json().get("rejected"))
                .hasSize(CARDS - 2);
    }

    @Test
    void aStrictJobIsPausedAtItsBadRowAndSaysWhy() {
        files.write("cards.csv", files.read("cards.csv").replace(",aes,0,", ",aes,x,"));
        long id = push("?strict=true").json().get("id").asLong();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("jobs/" + id).json().get("state").asText().equals("paused"));
        assertThat(api.get("jobs/" + id).json().get("reason").asText())
                .startsWith("cards.csv:2: cntr1: expected a decimal number");
    }

    @Test
    void theReportIsAStreamOfCsvOrJsonLines() throws Exception {
        long id = planned();
        Answer csv = api.get("jobs/" + id + "/report");
        assertThat(csv.type()).startsWith("text/csv");
        assertThat(csv.body().lines()).hasSize(CARDS + 1).first().isEqualTo(ReportForm.HEADER);
        Answer lines = api.get("jobs/" + id + "/report?format=jsonl");
        assertThat(lines.body().lines()).hasSize(CARDS).allMatch(line -> line.contains("\"outcome\":\"pending\""));
        assertThat(lines.body()).startsWith("{\"iccid\":\"" + GatewayFiles.iccid(1) + "\"");
        assertThat(api.get("jobs/" + id + "/report?format=xml").status()).isEqualTo(400);
        assertThat(api.get("jobs/" + id + "/report?outcome=failed,refused").body())
                .isEqualTo(ReportForm.HEADER + "\n");
        assertThat(api.get("jobs/" + id + "/report?outcome=pending").body()).isEqualTo(csv.body());
        assertProblem(
                api.get("jobs/" + id + "/report?outcome=lost"), 400, "outcome: expected some of pending, confirmed");
    }

    @Test
    void aLongReportWaitsForASlowClient() throws Exception {
        int cards = 1500;
        files.cards(cards, 2);
        long id = planned();
        try (InputStream in = api.send(api.api("jobs/" + id + "/report"), BodyHandlers.ofInputStream())
                .body()) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo(ReportForm.HEADER);
            assertThat(api.get("jobs").status())
                    .as("others are served meanwhile")
                    .isEqualTo(200);
            assertThat(lines.lines()).hasSize(cards);
        }
    }

    @Test
    void eventsTellHowFarAJobIsUntilItsEnd() throws Exception {
        long id = planned();
        try (Events events = new Events(api.send(api.api("jobs/" + id + "/events"), BodyHandlers.ofInputStream())
                .body())) {
            Events.Event first = events.next();
            assertThat(first).isNotNull();
            assertThat(first.name()).isEqualTo("progress");
            openApi.requireShape(first.data(), "Progress");
            assertThat(first.data().get("outcomes").get("pending").asInt()).isEqualTo(CARDS);
            api.post("jobs/" + id + "/cancel");
            Events.Event last = first;
            for (Events.Event event = events.next(); event != null; event = events.next()) {
                last = event;
            }
            assertThat(last.name()).isEqualTo("end");
            openApi.requireShape(last.data(), "JobSummary");
        }
    }

    @Test
    void badInputIsToldAsTheCommandLineTellsIt() {
        files.write("job.yaml", files.read("job.yaml").replace("usim-rfm", "usim-x"));
        Answer job = push("");
        assertThat(job.status()).isEqualTo(422);
        assertThat(job.detail())
                .startsWith("jobs/job.yaml:2: application: expected an application of the card profiles")
                .doesNotContain(directory.toString());
        files.job("attempts: 3");
        files.write("cards.csv", "iccid,msisdn\n");
        assertThat(push("").detail()).startsWith("jobs/job.yaml:5: ").contains("columns of the card file");
        files.write("cards.csv", "");
        assertThat(push("").detail()).startsWith("cards.csv:1: header: expected the columns iccid and msisdn");
        assertThat(api.get("jobs").json().get("jobs"))
                .as("nothing of it is kept")
                .isEmpty();
        assertThat(directory.resolve("store/ota.db.inbox")).isEmptyDirectory();
    }

    @Test
    void aJobReadsTheFilesThatCameWithItAndNoOther() {
        files.write("secret.cap", "of this machine");
        for (String name : List.of(
                "/etc/passwd", "secret.cap", directory.resolve("secret.cap").toString())) {
            files.write("job.yaml", "name: load\napplication: ram\nscript:\n  - load-applet: " + name + "\n");
            assertProblem(push(""), 422, "jobs/job.yaml:4: ");
            assertThat(push("").detail())
                    .endsWith("expected a file that can be read (there is none), got '"
                            + (name.length() > 64 ? name.substring(0, 64) + "…" : name) + "'");
        }
        Form form = new Form()
                .add("file", "secret.cap", directory.resolve("secret.cap"))
                .add(
                        "job",
                        "job.yaml",
                        files.write(
                                "job.yaml",
                                files.read("job.yaml").replaceAll("load-applet: .*", "load-applet: secret.cap")))
                .add("cards", "cards.csv", directory.resolve("cards.csv"));
        assertThat(api.post("jobs", form.contentType(), form.body()).detail()).contains("expected a CAP file (");
    }

    @Test
    void wrongRequestsAreToldWhatWasExpected() {
        assertProblem(api.get("jobs/77"), 404, "JOB: expected the number of a job of the store, got '77'");
        assertProblem(api.get("jobs/x"), 404, "JOB: expected the number of a job of the store, got 'x'");
        assertProblem(api.post("jobs/77/cancel"), 404, "JOB: expected the number of a job");
        assertProblem(api.get("jobs?limit=0"), 400, "limit: expected 1 to 1000, got '0'");
        assertProblem(api.get("jobs?limt=1"), 400, "query: expected after, limit, got 'limt'");
        assertProblem(api.get("nothing"), 404, "Not Found");
        assertProblem(api.answer(api.api("jobs").DELETE()), 405, "Method Not Allowed");
        assertProblem(push("?again=yes"), 400, "again: expected true or false, got 'yes'");
        assertProblem(api.post("jobs", "text/plain", "x"), 415, "expected multipart/form-data");
        assertProblem(api.post("cards", "multipart/form-data; boundary=b", "x"), 415, "expected the card file alone");
        String type = "multipart/form-data; boundary=b";
        assertProblem(api.post("jobs", type, "--b--\r\n"), 400, "expected the parts job and cards, got no job");
        assertThat(api.post("jobs", type, "no form at all").status()).isEqualTo(400);
        assertThat(api.post("jobs", type, part("job", "j.yaml", "a: 1") + "--b").status())
                .isEqualTo(400);
        assertProblem(
                api.post("jobs", type, part("job", "j.yaml", "a") + part("job", "j.yaml", "a") + "--b--\r\n"),
                400,
                "expected one part job, got two");
        assertProblem(api.post("jobs", type, part("other", "x", "a") + "--b--\r\n"), 400, "expected the parts");
        for (String name : List.of("../../evil", "/etc/passwd", ".", "a/../../b")) {
            assertProblem(
                    api.post("jobs", type, part("file", name, "a") + "--b--\r\n"),
                    400,
                    "expected the parts job and cards");
        }
        assertThat(directory.resolve("evil")).doesNotExist();
        assertThat(directory.resolve("store/evil")).doesNotExist();
        String large = part("job", "j.yaml", "#".repeat(5 << 20)) + "--b--\r\n";
        assertProblem(api.post("jobs", type, large), 413, "j.yaml: expected at most 4194304 octets");
        assertThat(directory.resolve("store/ota.db.inbox")).isEmptyDirectory();
    }

    private static String part(String name, String filename, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename + "\"\r\n\r\n"
                + content + "\r\n";
    }

    private void assertProblem(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        openApi.requireShape(answer.json(), "Problem");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.detail()).startsWith(detail);
    }

    @Test
    void whatIsNoHttpGetsNoStackTrace() throws Exception {
        for (String garbage : List.of(
                "nonsense\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "POST /api/v1/cards HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nBig: " + "b".repeat(100_000) + "\r\n\r\n")) {
            String answer = raw(garbage);
            assertThat(answer).doesNotContain("Exception").doesNotContain("\tat ");
            assertThat(answer).matches("(?s)(HTTP/1.1 [45].*)?");
        }
        assertThat(api.get("jobs").status()).isEqualTo(200);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException e) {
            return ""; // it hung up, which is an answer
        }
    }
}
