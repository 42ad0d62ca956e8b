// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.daemon.ApiToken;
import org.otagateway.gateway.store.StoreOwner;
import org.otagateway.gateway.store.StoreSettings;

/**
 * The API of the daemon that owns a store. What it refuses is told as a command would tell it: bad input as a
 * {@link UserError}, anything else as an {@link OutsideFault}, with its own words.
 */
public final class ApiClient {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int NOT_FOUND = 404;
    private static final int MAX_PROBLEM = 1 << 16;

    private final URI root;
    private final ApiToken token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private ApiClient(URI root, ApiToken token) {
        this.root = root;
        this.token = token;
    }

    /** The daemon that owns the store, where the owner is one; {@code store} is in use. */
    public static Optional<ApiClient> ofOwner(StoreSettings store) {
        return StoreOwner.of(store).api().map(root -> new ApiClient(root, ApiToken.read(ApiToken.file(store))));
    }

    /** Where it is. */
    public URI root() {
        return root;
    }

    /** @param path below {@code /api/v1/} */
    public JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    /** The same, or null where there is no such thing. */
    public @Nullable JsonNode find(String path) {
        HttpResponse<InputStream> response = exchange(request(path).GET());
        return response.statusCode() == NOT_FOUND ? null : json(required(response));
    }

    public JsonNode post(String path) {
        return json(send(request(path).POST(BodyPublishers.noBody())));
    }

    public JsonNode post(String path, String contentType, BodyPublisher body) {
        return json(send(request(path).header("Content-Type", contentType).POST(body)));
    }

    /** Sends a file as it is. */
    public JsonNode post(String path, String contentType, Path file) {
        try {
            return post(path, contentType, BodyPublishers.ofFile(file));
        } catch (IOException e) {
            throw new OutsideFault("cannot read " + file + ": " + e, e);
        }
    }

    /** An answer of any length; the caller closes it. */
    public InputStream stream(String path) {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve("/api/v1/" + path)).header("Authorization", token.header());
    }

    private InputStream send(HttpRequest.Builder request) {
        return required(exchange(request));
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new OutsideFault("the daemon at " + root + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideFault("interrupted while the daemon at " + root + " was asked", e);
        }
    }

    private InputStream required(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        if (status < 400) {
            return response.body();
        }
        String detail = detail(response);
        boolean input = status < 500 && status != 401 && status != 403 && status != 408 && status != 429;
        throw input ? new UserError(detail) : new OutsideFault(detail);
    }

    private String detail(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            JsonNode problem = MAPPER.readTree(body.readNBytes(MAX_PROBLEM));
            if (problem != null && problem.path("detail").isTextual()) {
                return problem.path("detail").asText();
            }
        } catch (IOException e) {
            // told by its status
        }
        return "the daemon at " + root + " answered with status " + response.statusCode();
    }

    private JsonNode json(InputStream body) {
        try (body) {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new OutsideFault("the daemon at " + root + " answered with something else than JSON", e);
        } catch (IOException e) {
            throw new OutsideFault("the daemon at " + root + " broke off: " + e, e);
        }
    }
}
