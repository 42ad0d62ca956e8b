// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.vector.BadVector;

/** One JSON object a line in, one a line out, in the same order; a bad line gives an error and the rest goes on. */
final class JsonLines {
    /** Strict: an object says each thing once, and nothing follows it. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A line may hold a packet of 255 short messages in several forms; more than this is no packet. */
    private static final int LONGEST_LINE = 1 << 22;

    /** What is done with one object. */
    interface Step {
        ObjectNode apply(ObjectNode object) throws BadVector;
    }

    private final ObjectReader reader = MAPPER.reader();
    private final ObjectWriter writer = MAPPER.writer();
    private final Streams streams;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int limit;

    JsonLines(Streams streams) {
        this.streams = streams;
    }

    /** Reads to the end of the input. */
    ExitCode run(Step step) throws IOException {
        ExitCode code = ExitCode.ALL_WELL;
        long number = 0;
        for (Optional<byte[]> line = line(); line.isPresent(); line = line()) {
            number++;
            if (isBlank(line.get())) {
                continue;
            }
            ObjectNode result = one(number, line.get(), step);
            if (result.has("error")) {
                code = ExitCode.OTHER_OUTCOME;
            }
            streams.out().write(writer.writeValueAsBytes(result));
            streams.out().write('\n');
            if (inputPauses() && streams.out().checkError()) {
                return code; // the reader has gone
            }
        }
        return code;
    }

    private ObjectNode one(long number, byte[] line, Step step) {
        if (line.length >= LONGEST_LINE) {
            return error(null, "line " + number + ": expected at most " + LONGEST_LINE + " octets");
        }
        JsonNode node;
        try {
            node = reader.readTree(line);
        } catch (JsonProcessingException e) {
            return error(null, "line " + number + ": expected a JSON object: " + oneLine(e.getOriginalMessage()));
        } catch (IOException e) {
            return error(null, "line " + number + ": expected a JSON object in UTF-8: " + oneLine(e.getMessage()));
        }
        if (!(node instanceof ObjectNode object)) {
            return error(null, "line " + number + ": expected a JSON object");
        }
        JsonNode name = object.get("name");
        if (name != null && !name.isTextual()) {
            return error(null, "line " + number + ": name: expected a string");
        }
        try {
            ObjectNode result = MAPPER.createObjectNode();
            if (name != null) {
                result.set("name", name);
            }
            result.setAll(step.apply(object));
            return result;
        } catch (BadVector e) {
            return error(name, String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode error(@Nullable JsonNode name, String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.set("name", name == null ? JsonNodeFactory.instance.nullNode() : name);
        error.put("error", message);
        return error;
    }

    private static String oneLine(@Nullable String message) {
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    }

    /** Whether a program may wait for the answer to this line before it writes the next: then it has to get it. */
    private boolean inputPauses() throws IOException {
        return next == limit && streams.in().available() == 0;
    }

    /** The next line without its end, cut to the longest allowed; empty at the end of the input. */
    private Optional<byte[]> line() throws IOException {
        if (!fill()) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        while (fill()) {
            int end = next;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, next, Math.min(end - next, LONGEST_LINE - line.size()));
            next = end;
            if (end < limit) {
                next++;
                break;
            }
        }
        return Optional.of(line.toByteArray());
    }

    /** Makes sure that something is in the buffer; false at the end of the input. */
    private boolean fill() throws IOException {
        while (next == limit) {
            int read = streams.in().read(buffer);
            if (read < 0) {
                return false;
            }
            next = 0;
            limit = read;
        }
        return true;
    }

    private static boolean isBlank(byte[] line) {
        for (byte octet : line) {
            if (octet != ' ' && octet != '\t' && octet != '\r') {
                return false;
            }
        }
        return true;
    }
}
