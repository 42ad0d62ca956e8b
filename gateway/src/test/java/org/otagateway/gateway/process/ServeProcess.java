// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code ./ota serve} in a process of its own, and its API. */
public final class ServeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final OtaProcess process;
    private final URI root;
    private final Path tokenFile;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServeProcess(OtaProcess process, URI root, Path tokenFile) {
        this.process = process;
        this.root = root;
        this.tokenFile = tokenFile;
    }

    /** Starts it in the directory of {@code files}, and waits until it says that it is ready. */
    public static ServeProcess start(GatewayFiles files) {
        OtaProcess process =
                OtaProcess.start(files.directory(), Map.of(), List.of("serve", "--config", "gateway.yaml", "--json"));
        await("the daemon is ready").atMost(PATIENCE).until(() -> process.out().contains("\n") || !process.isAlive());
        try {
            JsonNode ready = new JsonMapper().readTree(process.out());
            return new ServeProcess(
                    process,
                    URI.create(ready.path("url").asText()),
                    Path.of(ready.path("token_file").asText()));
        } catch (IOException e) {
            throw new IllegalStateException("the daemon said: " + process.out() + process.err(), e);
        }
    }

    /** The status of an answer and its text. */
    public record Answer(int status, String body) {
        public JsonNode json() {
            try {
                return new JsonMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Asks for {@code path}, with the token. */
    public Answer get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                    .header(
                            "Authorization",
                            "Bearer " + Files.readString(tokenFile).strip())
                    .timeout(Duration.ofSeconds(60))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits until a job has ended, and gives what it came to. */
    public JsonNode ended(long job) {
        return ended(job, Duration.ofMinutes(5));
    }

    /** The same for a job that may take so long. */
    public JsonNode ended(long job, Duration patience) {
        await("job " + job + " ends")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> get("/api/v1/jobs/" + job).json().hasNonNull("finished"));
        return get("/api/v1/jobs/" + job).json();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** SIGTERM, and the wait for the end. */
    public OtaProcess.Ended end() {
        process.terminate();
        return process.await(PATIENCE);
    }

    /** What it told on stderr so far. */
    public String err() {
        return process.err();
    }

    @Override
    public void close() {
        process.close();
    }
}
