// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.http.ServedApi.Answer;

/** The API over real HTTP: who is let in, what it tells of itself, and what is no request. */
class ApiTest extends ServedApiRules {
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
