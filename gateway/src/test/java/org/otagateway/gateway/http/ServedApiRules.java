// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.client.Form;
import org.otagateway.gateway.http.ServedApi.Answer;
import org.otagateway.gateway.process.GatewayFiles;

/** What the tests of the API share: a daemon over two fresh files, and what is asked of it often. */
abstract class ServedApiRules {
    static final int CARDS = 7;

    @TempDir
    Path directory;

    GatewayFiles files = new GatewayFiles(Path.of("."));
    ServedApi api;
    OpenApi openApi;

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

    Answer push(String query) {
        Form form = new Form()
                .add("job", "jobs/job.yaml", directory.resolve("job.yaml"))
                .add("cards", "cards.csv", directory.resolve("cards.csv"));
        return api.post("jobs" + query, form.contentType(), form.body());
    }

    long planned() {
        Answer taken = push("");
        long id = taken.json().get("id").asLong();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("jobs/" + id).json().get("planning_done").asBoolean());
        return id;
    }

    static String field(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    static String part(String name, String filename, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename + "\"\r\n\r\n"
                + content + "\r\n";
    }

    void assertProblem(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        openApi.requireShape(answer.json(), "Problem");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.detail()).startsWith(detail);
    }
}
