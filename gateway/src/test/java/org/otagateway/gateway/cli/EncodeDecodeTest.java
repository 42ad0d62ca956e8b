// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodeDecodeTest {
    static final Path VECTORS = Path.of("../ota-packet/src/test/resources/ota-vectors.json");

    /** What a command packet is made of. */
    private static final Set<String> INPUTS = Set.of(
            "name",
            "kic_key",
            "kid_key",
            "kic",
            "kid",
            "spi",
            "tar",
            "cntr",
            "cc_length",
            "secured_data",
            "concat_reference");

    private static final Set<String> REMARKS = Set.of("category", "kind", "source", "verified_by", "notes");

    private static final Set<String> OF_A_CARD = Set.of(
            "envelope_status_word",
            "counter_before",
            "counter_after",
            "response_packet",
            "response_user_data",
            "response_decoded",
            "sms_submit_tpdus",
            "proactive_commands",
            "deliver_report_user_data",
            "deliver_report_decoded");

    private static final String COMMAND = "{\"name\":\"a\",\"kic_key\":\"113091158dc8c4b2e79d5986e3926f14\","
            + "\"kid_key\":\"54f97ec91e8faf82800c573efe3a82a1\",\"kic\":\"12\",\"kid\":\"12\",\"spi\":\"1619\","
            + "\"tar\":\"b00011\",\"cntr\":\"0000001ef0\",\"secured_data\":\"a1\"}";

    static List<ObjectNode> vectors(String... kinds) throws IOException {
        List<ObjectNode> vectors = new ArrayList<>();
        for (JsonNode vector :
                JsonLines.MAPPER.readTree(Files.readAllBytes(VECTORS)).get("vectors")) {
            if (Set.of(kinds).contains(vector.get("kind").textValue())) {
                vectors.add((ObjectNode) vector);
            }
        }
        return vectors;
    }

    private static ObjectNode object(String line) throws IOException {
        return (ObjectNode) JsonLines.MAPPER.readTree(line);
    }

    private static Run run(String command, List<ObjectNode> objects) {
        StringBuilder input = new StringBuilder();
        objects.forEach(object -> input.append(object).append('\n'));
        return Run.withInput(input.toString(), command);
    }

    @Test
    void encodesEveryCommandOfTheVectorsFromItsFieldsAlone() throws IOException {
        List<ObjectNode> vectors = vectors("command", "roundtrip");
        List<ObjectNode> inputs = new ArrayList<>();
        for (ObjectNode vector : vectors) {
            inputs.add(vector.deepCopy().retain(INPUTS));
        }
        Run run = run("encode", inputs);
        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSameSizeAs(vectors);
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode made = object(run.outLines().get(i));
            ObjectNode wanted = vectors.get(i).deepCopy();
            wanted.remove(REMARKS);
            wanted.remove(OF_A_CARD);
            wanted.remove(Set.of("kic_key", "kid_key"));
            for (String field : List.of("sms_deliver_tpdus", "envelope_apdus")) {
                if (!wanted.has(field)) {
                    made.remove(field);
                }
            }
            assertThat(made).as(vectors.get(i).get("name").asText()).isEqualTo(wanted);
        }
    }

    @Test
    void decodesEveryCommandOfTheVectorsFromItsShortMessagesInAnyOrder() throws IOException {
        List<ObjectNode> vectors = vectors("command", "roundtrip");
        List<ObjectNode> inputs = new ArrayList<>();
        for (ObjectNode vector : vectors) {
            ObjectNode input = vector.deepCopy().retain("name", "kic_key", "kid_key");
            var parts = input.putArray("sms_user_data");
            for (int i = vector.get("sms_user_data").size() - 1; i >= 0; i--) {
                parts.add(vector.get("sms_user_data").get(i));
            }
            inputs.add(input);
        }
        Run run = run("decode", inputs);
        assertThat(run.code()).isZero();
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode opened = object(run.outLines().get(i));
            for (String field : List.of("name", "spi", "kic", "kid", "tar", "cntr", "pcntr", "cc", "secured_data")) {
                assertThat(opened.get(field)).as(field).isEqualTo(vectors.get(i).get(field));
            }
        }
    }

    @Test
    void decodesEveryResponseOfTheVectors() throws IOException {
        List<ObjectNode> vectors = vectors("response", "roundtrip");
        List<ObjectNode> inputs = new ArrayList<>();
        for (ObjectNode vector : vectors) {
            inputs.add(vector.deepCopy()
                    .retain("name", "kic_key", "kid_key", "kic", "kid", "spi", "cc_length", "response_user_data"));
        }
        Run run = run("decode", inputs);
        assertThat(run.code()).isZero();
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode opened = (ObjectNode) object(run.outLines().get(i)).get("response_decoded");
            ObjectNode wanted =
                    (ObjectNode) vectors.get(i).get("response_decoded").deepCopy();
            wanted.remove("via");
            assertThat(opened).as(vectors.get(i).get("name").asText()).isEqualTo(wanted);
        }
    }

    @Test
    void encodesEveryResponseOfTheVectors() throws IOException {
        List<ObjectNode> vectors = vectors("response", "roundtrip");
        List<ObjectNode> inputs = new ArrayList<>();
        for (ObjectNode vector : vectors) {
            ObjectNode input = vector.deepCopy()
                    .retain("name", "kic_key", "kid_key", "kic", "kid", "spi", "cc_length", "response_decoded");
            ((ObjectNode) input.get("response_decoded")).remove(List.of("cc", "pcntr", "script", "via"));
            inputs.add(input);
        }
        Run run = run("encode", inputs);
        assertThat(run.code()).isZero();
        for (int i = 0; i < vectors.size(); i++) {
            assertThat(object(run.outLines().get(i)).get("response_packet"))
                    .isEqualTo(vectors.get(i).get("response_packet"));
        }
    }

    @Test
    void refusesEveryNegativeVectorAndGoesOn() throws IOException {
        List<ObjectNode> vectors = vectors("negative command", "negative response");
        List<ObjectNode> inputs = new ArrayList<>(vectors);
        inputs.add(object(COMMAND).put("command_packet", "00181516191212b00011c377988e28071b5c2c8c5c6e27677631"));
        Run run = run("decode", inputs);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outLines()).hasSize(vectors.size() + 1);
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode result = object(run.outLines().get(i));
            assertThat(result.fieldNames()).toIterable().containsExactly("name", "error");
            assertThat(result.get("name")).isEqualTo(vectors.get(i).get("name"));
        }
        assertThat(object(run.outLines().get(vectors.size()))
                        .get("secured_data")
                        .asText())
                .isEqualTo("a1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spi       | \"16\"                 | spi",
                "spi       | \"ff19\"               | spi",
                "spi       | 1619                   | spi",
                "kic       | \"1\"                  | kic",
                "kic       | \"zz\"                 | kic",
                "tar       | \"b0001\"              | tar",
                "cntr      | \"00\"                 | cntr",
                "cc_length | \"8\"                  | cc_length",
                "cc_length | 5                      | cc_length",
                "cc_length | 8.5                    | cc_length",
                "kic_key   | \"00\"                 | kic_key",
                "kic_key   | \"\"                   | kic_key",
                "kid_key   | null                   | kid_key",
                "secured_data | [\"a1\"]            | secured_data",
                "concat_reference | \"0102\"        | concat_reference"
            })
    void aBadFieldIsNamed(String field, String value, String named) throws IOException {
        ObjectNode input = object(COMMAND);
        input.set(field, JsonLines.MAPPER.readTree(value));
        Run run = run("encode", List.of(input, object(COMMAND)));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outLines()).hasSize(2);
        assertThat(object(run.outLines().get(0)).get("error").asText()).startsWith(named + ":");
        assertThat(object(run.outLines().get(1)).has("command_packet")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"name\":", "[]", "7", "{\"a\":1,\"a\":2}", "{} {}", "{\"name\":3}", "nothing"})
    void aLineThatIsNoObjectIsAnError(String line) throws IOException {
        Run run = Run.withInput(line + "\n" + COMMAND + "\n", "encode");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outLines()).hasSize(2);
        assertThat(object(run.outLines().get(0)).get("name").isNull()).isTrue();
        assertThat(object(run.outLines().get(0)).get("error").asText()).contains("line 1");
    }

    @Test
    void noErrorHoldsAKey() throws IOException {
        ObjectNode input = object(COMMAND);
        input.put("kic_key", "5ec4e75ec4e75ec4e75ec4e75ec4e7");
        assertThat(run("encode", List.of(input)).out()).doesNotContain("5ec4e7").contains("kic_key");
    }

    @Test
    void emptyInputIsEmptyOutput() {
        assertThat(Run.withInput("", "decode")).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void theLastLineNeedsNoEndAndBlankOnesMeanNothing() throws IOException {
        Run run = Run.withInput("\n  \r\n" + COMMAND + "\n\n" + COMMAND, "encode");
        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(2);
    }

    @Test
    void aLineOfAnyLengthIsReadAndOneBeyondAllMeasureIsAnError() throws IOException {
        ObjectNode wordy = object(COMMAND).put("notes", "x".repeat(300_000));
        String endless = "{\"name\":\"" + "x".repeat(5_000_000) + "\"}";
        Run run = Run.withInput(wordy + "\n" + endless + "\n" + COMMAND + "\n", "encode");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outLines()).hasSize(3);
        assertThat(object(run.outLines().get(0)).has("command_packet")).isTrue();
        assertThat(object(run.outLines().get(1)).get("error").asText()).contains("line 2: expected at most");
        assertThat(object(run.outLines().get(2)).has("command_packet")).isTrue();
    }

    @Test
    void aProgramThatWaitsForEachAnswerGetsIt() throws Exception {
        CompletableFuture<Integer> ota;
        try (PipedOutputStream toOta = new PipedOutputStream();
                PipedInputStream fromOta = new PipedInputStream()) {
            Streams streams = new Streams(
                    new PipedInputStream(toOta),
                    new PrintStream(
                            new BufferedOutputStream(new PipedOutputStream(fromOta), 1 << 16),
                            false,
                            StandardCharsets.UTF_8),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                    false);
            ota = CompletableFuture.supplyAsync(() -> new Ota(streams).run("encode"));
            BufferedReader answers = new BufferedReader(new InputStreamReader(fromOta, StandardCharsets.UTF_8));
            for (int i = 0; i < 3; i++) {
                toOta.write((COMMAND + "\n").getBytes(StandardCharsets.UTF_8));
                toOta.flush();
                assertThat(answers.readLine()).contains("command_packet");
            }
        }
        assertThat(ota.get(1, TimeUnit.MINUTES)).isZero();
    }
}
