// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.client.Form;
import org.otagateway.gateway.process.GatewayFiles;

/** The end of the HTTP server: what was asked is answered, what is new is refused, and nothing waits without need. */
class ApiStopTest {
    @TempDir
    private Path directory;

    @Test
    void aRequestUnderWayIsAnsweredAndANewOneIsRefusedMeanwhile() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        files.job("attempts: 3");
        files.cards(1, 1);
        ServedApi api = ServedApi.start(files);
        int port = api.port();
        byte[] body = files.read("cards.csv").getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/cards HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nAuthorization: "
                            + api.authorization() + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, 20);
            await().until(() -> directory.resolve("store/ota.db.inbox").toFile().list().length > 0);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(api::close);
            await().until(() -> api.get("jobs").status() == 503);
            out.write(body, 20, body.length - 20);
            byte[] answer = new byte[1024];
            int read = socket.getInputStream().readNBytes(answer, 0, answer.length);
            assertThat(new String(answer, 0, read, StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"added\":1");
            closed.get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aStreamWithoutAnEndDoesNotHoldUpTheEnd() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        files.job("attempts: 3");
        files.cards(1, 1);
        ServedApi api = ServedApi.start(files);
        Form form = new Form()
                .add("job", "job.yaml", directory.resolve("job.yaml"))
                .add("cards", "cards.csv", directory.resolve("cards.csv"));
        long id = api.post("jobs", form.contentType(), form.body())
                .json()
                .get("id")
                .asLong();
        try (InputStream events = api.send(api.api("jobs/" + id + "/events"), BodyHandlers.ofInputStream())
                .body()) {
            assertThat(events.read()).isEqualTo('e');
            CompletableFuture.runAsync(api::close).get(20, TimeUnit.SECONDS);
            CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
                try {
                    events.readAllBytes();
                } catch (IOException e) {
                    // cut off, which is an end
                }
            });
            assertThat(ended).succeedsWithin(Duration.ofSeconds(10));
        }
    }
}
