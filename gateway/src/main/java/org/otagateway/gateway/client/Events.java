// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events one by one. {@link #close} from another thread ends a read that waits. */
public final class Events implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final InputStream stream;
    private final BufferedReader lines;

    /** One event: its name and its data. */
    public record Event(String name, JsonNode data) {}

    public Events(InputStream stream) {
        this.stream = stream;
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** The next event, or null at the end of the stream. */
    public @Nullable Event next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && data.length() > 0) {
                return new Event(name, MAPPER.readTree(data.toString()));
            }
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data.append(line, "data: ".length(), line.length());
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
