// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.client.Events;
import org.otagateway.gateway.client.Form;
import org.otagateway.gateway.http.ServedApi.Answer;
import org.otagateway.gateway.job.JobDigest;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.report.ReportForm;

/** Jobs over the API: taken in, planned, shown, changed and reported. */
class ApiJobsTest extends ServedApiRules {
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
    void aFormIsTakenWhereverItIsCut() {
        String form = part("job", "job.yaml", files.read("job.yaml"))
                + part("cards", "cards.csv", files.read("cards.csv")) + "--b--\r\n";
        for (int behind : new int[] {1, 2, 3, 4, 5, 7}) {
            int at = form.length() - behind;
            Answer taken = api.post(
                    "jobs",
                    "multipart/form-data; boundary=b",
                    BodyPublishers.concat(
                            BodyPublishers.ofString(form.substring(0, at)),
                            BodyPublishers.ofString(form.substring(at))));
            assertThat(taken.status()).as(taken.body()).isIn(200, 201);
        }
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
}
