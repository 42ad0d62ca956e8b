// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.vector.Conformance;
import org.otagateway.gateway.vector.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ota conformance FILE.json…}: runs the vectors of the files. */
@Command(
        name = "conformance",
        description = "Runs vectors of secured packets and GlobalPlatform; 0 only if none failed.",
        mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
    private final Streams streams;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of vectors.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "JSON alone on stdout.")
    private boolean json;

    ConformanceCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Conformance conformance = new Conformance();
        for (Path file : files) {
            conformance.check(file.toString(), read(file));
        }
        conformance.remarks().forEach(streams.err()::println);
        if (json) {
            streams.out().println(toJson(conformance));
        } else {
            tell(conformance);
        }
        return (conformance.failed().isEmpty() ? ExitCode.ALL_WELL : ExitCode.OTHER_OUTCOME).code();
    }

    private static ObjectNode read(Path file) {
        try {
            if (JsonLines.MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
                return object;
            }
            throw UserError.in(file.toString(), 0, null, null, "a JSON object with the list 'vectors'");
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw UserError.in(file.toString(), line, null, e.getOriginalMessage(), "a JSON object");
        } catch (IOException e) {
            throw UserError.in(file.toString(), 0, null, e.toString(), "a file that can be read");
        }
    }

    private static ObjectNode toJson(Conformance conformance) {
        ObjectNode result = JsonLines.MAPPER.createObjectNode();
        result.put("total", conformance.total());
        result.put("passed", conformance.passed());
        ArrayNode failed = result.putArray("failed");
        for (Finding finding : conformance.failed()) {
            ObjectNode one = failed.addObject();
            one.put("name", finding.name());
            one.put("field", finding.field());
            one.set("expected", missingAsNull(finding.expected()));
            one.set("actual", missingAsNull(finding.actual()));
        }
        return result;
    }

    private static JsonNode missingAsNull(JsonNode node) {
        return node.isMissingNode() ? JsonLines.MAPPER.nullNode() : node;
    }

    private void tell(Conformance conformance) {
        for (Finding finding : conformance.failed()) {
            streams.out().println("FAILED " + finding.name());
            streams.out().println("  " + finding.field());
            streams.out().println("    expected " + missingAsNull(finding.expected()));
            streams.out().println("    actual   " + missingAsNull(finding.actual()));
        }
        streams.out()
                .println(conformance.total() + " vectors, " + conformance.passed() + " passed, "
                        + conformance.failed().size() + " failed");
    }
}
