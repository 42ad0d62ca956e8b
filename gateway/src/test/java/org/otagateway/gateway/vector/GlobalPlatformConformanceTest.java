// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GlobalPlatformConformanceTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path VECTORS =
            Path.of("../ota-packet/src/test/resources/org/otagateway/packet/globalplatform/gp-vectors.json");

    /** Said for people; a wrong one is a matter of taste. */
    private static final Set<String> REMARKS = Set.of("name", "source", "note");

    private static ObjectNode file() throws IOException {
        return (ObjectNode) MAPPER.readTree(Files.readAllBytes(VECTORS));
    }

    private static List<Finding> check(ObjectNode vector) {
        ObjectNode file = MAPPER.createObjectNode().put("format", 1);
        file.putArray("vectors").add(vector);
        Conformance conformance = new Conformance();
        conformance.check("test.json", file);
        return conformance.failed();
    }

    @Test
    void allVectorsPass() throws IOException {
        Conformance conformance = new Conformance();
        conformance.check("gp-vectors.json", file());
        assertThat(conformance.failed()).isEmpty();
        assertThat(conformance.passed()).isEqualTo(19);
    }

    /** In each vector each value is changed alone, down to the keys and commands in its lists. */
    @Test
    void noFieldCanChangeUnseen() throws IOException {
        List<String> unseen = new ArrayList<>();
        int changed = 0;
        for (JsonNode node : file().get("vectors")) {
            ObjectNode vector = (ObjectNode) node;
            for (ObjectNode other : changes(vector)) {
                changed++;
                if (check(other).isEmpty()) {
                    unseen.add(other.toString());
                }
            }
        }
        assertThat(changed).isGreaterThan(300);
        assertThat(unseen).isEmpty();
    }

    private static List<ObjectNode> changes(ObjectNode vector) {
        List<ObjectNode> changes = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        vector.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            JsonNode value = vector.get(field);
            if (REMARKS.contains(field) || unused(vector, field)) {
                continue;
            }
            if (value.isTextual()) {
                for (String other : changes(field, value.textValue())) {
                    changes.add(vector.deepCopy().set(field, TextNode.valueOf(other)));
                }
            } else {
                for (int i = 0; i < value.size(); i++) {
                    for (ObjectNode other : changes((ObjectNode) value.get(i))) {
                        ObjectNode copy = vector.deepCopy();
                        copy.withArray(field).set(i, other);
                        changes.add(copy);
                    }
                }
            }
        }
        return changes;
    }

    /** What no octet of the vector depends on: the DEK where no key is put, the ENC where nothing is ciphered. */
    private static boolean unused(ObjectNode vector, String field) {
        return switch (field) {
            case "static_dek" -> vector.has("commands") && !vector.has("session_dek");
            case "static_enc" ->
                vector.has("keys") && vector.get("security_level").asText().equals("11");
            default -> false;
        };
    }

    private static List<String> changes(String field, String value) {
        List<String> changes = new ArrayList<>(List.of(value + "00", value.substring(1)));
        // nothing shows the words behind the method, the card's sequence counter at the end of its answer, the data
        // that VISA2 leaves out, and the lowest bit of an octet of a DES key
        int at = switch (field) {
            case "method", "key_diversification_data" -> 0;
            case "initialize_update_response" -> 30;
            default -> Math.max(0, value.length() - 2);
        };
        changes.add(value.substring(0, at) + (value.charAt(at) == '6' ? '9' : '6') + value.substring(at + 1));
        if (field.equals("method")) {
            changes.remove(0);
        }
        return changes;
    }

    @Test
    void aVectorThatMustBeRefusedFailsWhereItsAnswerIsGood() throws IOException {
        ObjectNode session = (ObjectNode) file().get("vectors").get(0);
        ObjectNode refuse = session.deepCopy()
                .retain(
                        "name",
                        "static_enc",
                        "static_mac",
                        "static_dek",
                        "host_challenge",
                        "initialize_update_response",
                        "security_level");
        refuse.put("kind", "scp02 refuse").put("expect", "reject");
        assertThat(check(refuse)).extracting(Finding::field).containsExactly("initialize_update_response");
        String wrong = refuse.get("initialize_update_response").asText().replace("f32e", "f32f");
        assertThat(check(refuse.deepCopy().put("initialize_update_response", wrong)))
                .isEmpty();
    }

    @Test
    void aFieldThatTheFormatDoesNotDescribeFails() throws IOException {
        ObjectNode vector = (ObjectNode) file().get("vectors").get(0);
        assertThat(check(vector.deepCopy().put("session_rmc", "00")))
                .extracting(Finding::field)
                .containsExactly("session_rmc");
    }

    @Test
    void noFindingHoldsAKey() throws IOException {
        ObjectNode vector = (ObjectNode) file().get("vectors").get(0);
        String key = "5ec4e75ec4e75ec4e75ec4e75ec4e75e";
        for (String field : List.of("session_enc", "static_enc")) {
            assertThat(check(vector.deepCopy().put(field, key)).toString()).doesNotContain("5ec4e7");
        }
    }
}
