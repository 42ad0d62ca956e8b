// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import static org.otagateway.gateway.vector.Check.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.IntegrityEngine;

/** The check of files of vectors. */
public final class Conformance {
    private final List<Finding> failed = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private int total;

    /** The vectors read so far. */
    public int total() {
        return total;
    }

    /** The vectors in which nothing differs. */
    public int passed() {
        return total - failed.size();
    }

    /** The first difference of each vector that failed. */
    public List<Finding> failed() {
        return List.copyOf(failed);
    }

    /** What a person should know of the files though no vector failed for it, a line each. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /**
     * Checks all vectors of a file. Its head may say anything or nothing; a format other than 1, a wrong example of the
     * CRC and a missing list count as one vector more. A number of vectors that is not theirs is only remarked: part of
     * a file is a file.
     *
     * @param file the name of the file
     * @param content what the file holds
     */
    public void check(String file, ObjectNode content) {
        int vectors = content.path("vectors").size();
        if (content.has("count") && !content.path("count").equals(IntNode.valueOf(vectors))) {
            remarks.add(file + ": count: expected " + vectors + ", as there are vectors, got " + content.path("count"));
        }
        Check head = new Check(file, content);
        try {
            head(head, content);
        } catch (BadVector e) {
            head.bad(e);
        }
        head.end().ifPresent(finding -> {
            total++;
            failed.add(finding);
        });
        int number = 0;
        for (JsonNode vector : content.path("vectors")) {
            number++;
            total++;
            one(file + " vector " + number, vector).ifPresent(failed::add);
        }
    }

    private static void head(Check check, ObjectNode content) throws BadVector {
        content.fieldNames().forEachRemaining(check::used);
        check.required("vectors");
        if (content.has("format")) {
            check.same("format", IntNode.valueOf(1));
        }
        check.consistent(
                "vectors",
                content.path("vectors").isArray(),
                "a list",
                content.path("vectors").getNodeType().name());
        if (content.has("crc_example")) {
            Fields example = check.fields().in("crc_example");
            Octets input = example.octets("input");
            check.same(
                    "crc_example",
                    content.objectNode()
                            .put("input", input.toHex())
                            .put("crc16", redundancyCheck(IntegrityAlgorithm.CRC_16, input))
                            .put("crc32", redundancyCheck(IntegrityAlgorithm.CRC_32, input))
                            .put("note", example.optionalText("note").orElse("")));
        }
    }

    private static String redundancyCheck(IntegrityAlgorithm algorithm, Octets input) {
        byte[] check = new byte[algorithm.checkLength()];
        new IntegrityEngine().compute(algorithm, null, input.toByteArray(), 0, input.length(), check, 0);
        return Octets.copyOf(check).toHex();
    }

    private static Optional<Finding> one(String place, JsonNode node) {
        if (!(node instanceof ObjectNode vector)) {
            return Optional.of(new Finding(place, "", text("an object"), node));
        }
        Check check = new Check(vector.path("name").asText(place), vector);
        check.required("name", "kind");
        check.used("name", "kind");
        Optional<Kinds.Kind> kind = Kinds.named(vector.path("kind").asText());
        if (kind.isEmpty()) {
            check.differs(
                    "kind",
                    text("a known kind"),
                    text("unknown kind '" + vector.path("kind").asText() + "'"));
            return check.end();
        }
        check.remark("name", "category", "source", "verified_by", "notes", "note");
        try {
            kind.get().check(check);
        } catch (BadVector e) {
            check.bad(e);
        }
        return check.end();
    }
}
