// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.config.HttpSettings;
import org.otagateway.gateway.daemon.ApiToken;
import org.otagateway.gateway.daemon.Daemon;
import org.otagateway.gateway.process.GatewayFiles;

/** A daemon and its API in this process, with an SMSC that is away, and a client of the JDK. */
final class ServedApi implements AutoCloseable {
    /** Nothing listens on it. */
    private static final int NO_SMSC = 1;

    /** What came back. */
    record Answer(int status, String type, String body) {
        JsonNode json() {
            try {
                return new JsonMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String detail() {
            return json().path("detail").asText();
        }
    }

    private final Daemon daemon;
    private final ApiServer server;
    private final ApiToken token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServedApi(Daemon daemon, ApiServer server, ApiToken token) {
        this.daemon = daemon;
        this.server = server;
        this.token = token;
    }

    static ServedApi start(GatewayFiles files) {
        Path yaml = files.config(NO_SMSC, "ota");
        GatewayConfig config = GatewayConfig.read(yaml, Map.of());
        PrometheusMeterRegistry meters = Metrics.create();
        Daemon daemon = Daemon.start(config, config.loadProfiles(), Map.of(), meters);
        ApiToken token = ApiToken.obtain(ApiToken.file(config.store()));
        ApiServer server = ApiServer.start(new HttpSettings("127.0.0.1", 0), daemon, token, meters);
        return new ServedApi(daemon, server, token);
    }

    int port() {
        return server.port();
    }

    String authorization() {
        return token.header();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.uri().resolve(path));
    }

    HttpRequest.Builder api(String path) {
        return request("/api/v1/" + path).header("Authorization", token.header());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Answer answer(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request, BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.body());
    }

    Answer get(String path) {
        return answer(api(path).GET());
    }

    Answer post(String path) {
        return answer(api(path).POST(BodyPublishers.noBody()));
    }

    Answer post(String path, String type, String body) {
        return post(path, type, BodyPublishers.ofString(body));
    }

    Answer post(String path, String type, BodyPublisher body) {
        return answer(api(path).header("Content-Type", type).POST(body));
    }

    Daemon daemon() {
        return daemon;
    }

    @Override
    public void close() {
        server.close();
        daemon.close();
    }
}
