// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConformanceTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path VECTORS = Path.of("../ota-packet/src/test/resources/ota-vectors.json");

    /** Said for people; a wrong one is a matter of taste. */
    private static final Set<String> REMARKS = Set.of("name", "category", "source", "verified_by", "notes", "reason");

    private static ObjectNode file() throws IOException {
        return (ObjectNode) MAPPER.readTree(Files.readAllBytes(VECTORS));
    }

    private static ObjectNode fileOf(ObjectNode vector) {
        ObjectNode file = MAPPER.createObjectNode();
        file.put("format", 1);
        file.putArray("vectors").add(vector);
        return file;
    }

    private static List<Finding> check(ObjectNode file) {
        Conformance conformance = new Conformance();
        conformance.check("test.json", file);
        assertThat(conformance.passed() + conformance.failed().size()).isEqualTo(conformance.total());
        return conformance.failed();
    }

    @Test
    void allVectorsPass() throws IOException {
        Conformance conformance = new Conformance();
        conformance.check("ota-vectors.json", file());
        assertThat(conformance.failed()).isEmpty();
        assertThat(conformance.total()).isEqualTo(552);
        assertThat(conformance.passed()).isEqualTo(552);
    }

    /** Of each kind and category one vector; in it each field is changed alone, down to the fields of its objects. */
    @Test
    void noFieldCanChangeUnseen() throws IOException {
        Set<String> met = new HashSet<>();
        List<String> unseen = new ArrayList<>();
        int changed = 0;
        for (JsonNode node : file().get("vectors")) {
            ObjectNode vector = (ObjectNode) node;
            String kind = vector.get("kind").asText();
            boolean parts = vector.has("sms_submit_tpdus");
            if (kind.startsWith("negative")
                    || !met.add(kind + vector.get("category").asText() + parts)) {
                continue;
            }
            for (String field : names(vector)) {
                if (REMARKS.contains(field) || unusedKey(vector, field)) {
                    continue;
                }
                for (JsonNode other : changes(vector.get(field))) {
                    if (field.equals("counter_before") && stillBelow(vector, other)) {
                        continue;
                    }
                    changed++;
                    if (check(fileOf(vector.deepCopy().set(field, other))).isEmpty()) {
                        unseen.add(
                                vector.get("name").asText() + ": " + field + " " + vector.get(field) + " → " + other);
                    }
                }
            }
        }
        assertThat(changed).isGreaterThan(300);
        assertThat(unseen).isEmpty();
    }

    /** A key that neither direction uses can be any. */
    private static boolean unusedKey(ObjectNode vector, String field) {
        int spi1 = Integer.parseInt(vector.get("spi").asText().substring(0, 2), 16);
        int spi2 = Integer.parseInt(vector.get("spi").asText().substring(2), 16);
        boolean response = vector.has("response_packet");
        boolean command = vector.has("command_packet");
        return switch (field) {
            case "kic_key" -> !((command && (spi1 & 4) != 0) || (response && (spi2 & 16) != 0));
            case "kid_key" -> !((command && (spi1 & 3) == 2) || (response && (spi2 >> 2 & 3) == 2));
            case "kic", "kid", "spi" -> !command; // a response has none of them; what they mean may stay the same
            default -> false;
        };
    }

    /** Under counter setting 10 the card may have stood anywhere below. */
    private static boolean stillBelow(ObjectNode vector, JsonNode before) {
        return before.asText().length() == 10
                && before.asText().compareTo(vector.get("cntr").asText()) < 0;
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> changes(JsonNode value) {
        List<JsonNode> changes = new ArrayList<>();
        if (value instanceof TextNode text) {
            changes.add(TextNode.valueOf(text.textValue() + "00"));
            if (!text.textValue().isEmpty()) {
                char last = text.textValue().charAt(text.textValue().length() - 1);
                changes.add(TextNode.valueOf(
                        text.textValue().substring(0, text.textValue().length() - 1) + (last == '1' ? '2' : '1')));
            }
            changes.add(IntNode.valueOf(7));
        } else if (value instanceof IntNode number) {
            changes.add(IntNode.valueOf(number.intValue() + 1));
            changes.add(TextNode.valueOf(number.toString()));
        } else if (value instanceof BooleanNode flag) {
            changes.add(BooleanNode.valueOf(!flag.booleanValue()));
        } else if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                for (JsonNode other : changes(list.get(i))) {
                    changes.add(list.deepCopy().set(i, other));
                }
            }
            changes.add(list.deepCopy().add(list.get(0)));
            ArrayNode shorter = list.deepCopy();
            shorter.remove(0);
            changes.add(shorter);
        } else if (value instanceof ObjectNode object) {
            for (String field : names(object)) {
                for (JsonNode other : changes(object.get(field))) {
                    changes.add(object.deepCopy().set(field, other));
                }
            }
        }
        return changes;
    }

    @Test
    void aNegativeVectorWithAGoodPacketFails() throws IOException {
        ObjectNode good = null;
        for (JsonNode vector : file().get("vectors")) {
            if (vector.get("name").asText().equals("AES128 cipher+CC length 1")) {
                good = (ObjectNode) vector;
            }
        }
        assertThat(good).isNotNull();
        ObjectNode negative = good.deepCopy()
                .retain("name", "kic_key", "kid_key", "kic", "kid", "spi", "tar", "cc_length", "command_packet");
        negative.put("kind", "negative command").put("expect", "reject").put("reason", "none");
        assertThat(check(fileOf(negative))).singleElement().satisfies(finding -> {
            assertThat(finding.field()).isEqualTo("command_packet");
            assertThat(finding.actual().asText()).contains("taken as good");
        });
    }

    @Test
    void anUnknownKindFails() {
        ObjectNode vector = MAPPER.createObjectNode().put("name", "n").put("kind", "of its own");
        assertThat(check(fileOf(vector)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.actual().asText()).isEqualTo("unknown kind 'of its own'"));
    }

    @Test
    void aHeadThatSaysNothingOrAnotherNumberFailsNoVector() throws IOException {
        ObjectNode part = MAPPER.createObjectNode().put("count", 551).put("made", "elsewhere");
        part.putArray("vectors").add(file().get("vectors").get(0));
        Conformance conformance = new Conformance();
        conformance.check("part.json", part);
        assertThat(conformance.failed()).isEmpty();
        assertThat(conformance.total()).isEqualTo(1);
        assertThat(conformance.remarks())
                .containsExactly("part.json: count: expected 1, as there are vectors, got 551");
    }

    @Test
    void anotherFormatOrNoListFails() throws IOException {
        assertThat(check(file().put("format", 2))).extracting(Finding::field).containsExactly("format");
        assertThat(check(MAPPER.createObjectNode())).extracting(Finding::field).containsExactly("vectors");
    }

    @Test
    void aFieldThatTheFormatDoesNotDescribeFails() throws IOException {
        ObjectNode vector = (ObjectNode) file().get("vectors").get(0);
        assertThat(check(fileOf(vector.deepCopy().put("cntr_", "00"))))
                .extracting(Finding::field)
                .containsExactly("cntr_");
    }
}
