// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.capture.RecordingProxy;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.OtaProcess.Ended;
import org.otagateway.gateway.process.SmscProcess;

/** The traffic of a push, captured: every packet and its answers are found, and tshark reads the same fields. */
class InspectCaptureIT {
    private static final int CARDS = 6;
    /** A script that takes more than one short message. */
    private static final String LONG_JOB = "name: long\napplication: usim-rfm\nscript:\n  - 00A40004026F46\n"
            + "  - 00D6000011${spn}\n".repeat(8) + "policy: {validity: PT10S, response: PT10S}\n";

    @TempDir
    private Path directory;

    private Path capture = Path.of(".");
    private JsonNode told = JsonLines.MAPPER.nullNode();
    private List<String> journal = List.of();

    @BeforeEach
    void captureAPush() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        files.cards(CARDS, 1);
        files.job("validity: PT10S, response: PT10S");
        files.write("long.yaml", LONG_JOB);
        capture = directory.resolve("push.pcap");
        try (SmscProcess smsc = SmscProcess.start(files);
                RecordingProxy proxy = RecordingProxy.to(smsc.port())) {
            files.config(proxy.port(), "ota");
            for (String job : List.of("job.yaml", "long.yaml")) {
                Ended push = OtaProcess.run(
                        directory, "push", job, "--cards", "cards.csv", "--config", "gateway.yaml", "--json");
                assertThat(push.json().get("outcomes").get("confirmed").asInt())
                        .as(push.err())
                        .isEqualTo(CARDS);
            }
            Files.write(capture, proxy.capture());
            journal = Files.readAllLines(smsc.journal(), StandardCharsets.UTF_8);
        }
        Run run = Run.of("inspect", capture.toString(), "--cards", file("cards.csv"), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        told = JsonLines.MAPPER.readTree(run.out());
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void everyPacketIsFoundAndPairedWithItsReceiptsAndItsProofOfReceipt() {
        assertThat(told.get("notices")).isEmpty();
        assertThat(told.get("packets")).hasSize(2 * CARDS);
        int multipart = 0;
        for (JsonNode packet : told.get("packets")) {
            int parts = packet.get("parts").asInt();
            multipart += parts > 1 ? 1 : 0;
            assertThat(packet.get("counter").asInt()).isEqualTo(parts > 1 ? 2 : 1);
            assertThat(packet.get("frames")).hasSize(parts);
            assertThat(packet.get("message_ids")).hasSize(parts);
            assertThat(packet.get("receipts")).isNotEmpty();
            assertThat(packet.get("receipts").toString()).contains("DELIVRD");
            assertThat(packet.get("responses").toString()).contains("\"text\":\"00 PoR OK\"");
        }
        assertThat(multipart).isEqualTo(CARDS);
        assertThat(Run.of("inspect", capture.toString()).out())
                .contains("answers the submit_sm of frame")
                .contains("PoR ciphered (frame");
    }

    @Test
    void asManyAreFoundAsTheJournalOfTheSimulatorHas() {
        long submitted = 0;
        for (JsonNode inspection : told.get("inspections")) {
            boolean alone = !inspection.get("joined").asBoolean();
            submitted +=
                    alone && inspection.get("field").get("meaning").asText().equals("submit_sm") ? 1 : 0;
        }
        long proven = 0;
        for (JsonNode packet : told.get("packets")) {
            for (JsonNode response : packet.get("responses")) {
                // 0b says that the proof follows: the journal has the proof alone
                proven += response.get("text").asText().startsWith("0b") ? 0 : 1;
            }
        }
        assertThat(submitted).isPositive().isEqualTo(inJournal("submit"));
        assertThat(proven).isPositive().isEqualTo(inJournal("por"));
    }

    private long inJournal(String event) {
        return journal.stream()
                .filter(line -> line.startsWith("{\"event\":\"" + event + "\""))
                .count();
    }

    @Test
    void tsharkReadsTheSameFieldsOfSmpp() throws Exception {
        List<List<String>> theirs = tshark(
                capture,
                "smpp",
                "smpp.command_id",
                "smpp.command_length",
                "smpp.sequence_number",
                "smpp.command_status",
                "smpp.source_addr",
                "smpp.destination_addr",
                "smpp.protocol_id",
                "smpp.data_coding",
                "smpp.sm_length",
                "smpp.message_id");
        List<JsonNode> ours = new ArrayList<>();
        for (JsonNode inspection : told.get("inspections")) {
            if (!inspection.get("joined").asBoolean()) {
                ours.add(inspection);
            }
        }
        // a request has none by the standard, and tshark leaves it out
        List<JsonNode> responses = ours.stream()
                .filter(one -> values(List.of(one), "command_id").get(0).length() >= 10)
                .toList();
        List<String> fields = List.of(
                "command_id",
                "command_length",
                "sequence_number",
                "command_status",
                "source_addr",
                "destination_addr",
                "protocol_id",
                "data_coding",
                "sm_length",
                "message_id");
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i);
            assertThat(values(name.equals("command_status") ? responses : ours, name))
                    .as(name)
                    .isNotEmpty()
                    .isEqualTo(decoded(name, theirs.get(i)));
        }
    }

    @Test
    void tsharkReadsTheSameFieldsOfTheShortMessagesThatAreExported() throws Exception {
        Path exported = directory.resolve("cards.pcap");
        assertThat(Run.of("inspect", capture.toString(), "--pcap", exported.toString())
                        .code())
                .isZero();

        Run run = Run.of("inspect", exported.toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        List<JsonNode> ours = new ArrayList<>();
        JsonLines.MAPPER.readTree(run.out()).get("inspections").forEach(one -> {
            if (!one.get("joined").asBoolean() && !one.get("kind").asText().equals("command-apdu")) {
                ours.add(one);
            }
        });
        List<List<String>> theirs = tshark(
                exported,
                "gsm_sms",
                "gsm_sms.tp-mti",
                "gsm_sms.tp-oa",
                "gsm_sms.tp-da",
                "gsm_sms.tp-pid",
                "gsm_sms.tp-dcs",
                "gsm_sms.tp.user_data_length",
                "gsm_sms.dis_field_udh.user_data_header_length",
                "gsm_sms.udh.mm.msg_parts",
                "gsm_sms.udh.mm.msg_part");
        assertThat(ours).hasSizeGreaterThanOrEqualTo(5 * CARDS);
        List<String> fields =
                List.of("TP-MTI", "TP-OA", "TP-DA", "TP-PID", "TP-DCS", "TP-UDL", "UDHL", "total", "number");
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i);
            assertThat(values(ours, name)).as(name).isNotEmpty().isEqualTo(decoded(name, theirs.get(i)));
        }
    }

    /** Values in the form of {@link #decoded}: numbers as decimal, text as it is. */
    private static List<String> values(List<JsonNode> inspections, String name) {
        List<String> values = new ArrayList<>();
        for (JsonNode inspection : inspections) {
            collect(inspection.get("field"), name, values);
        }
        values.removeIf(String::isEmpty); // tshark has no value for an empty text
        return values;
    }

    private static void collect(JsonNode field, String name, List<String> values) {
        if (field.get("name").asText().equals(name)) {
            String octets = field.get("octets").asText();
            values.add(
                    switch (name) {
                        case "source_addr", "destination_addr", "message_id" ->
                            new String(HexFormat.of().parseHex(octets), StandardCharsets.ISO_8859_1).replace("\0", "");
                        case "TP-OA", "TP-DA" -> field.get("meaning").asText().replace("+", "");
                        case "TP-MTI" -> String.valueOf(Integer.parseInt(octets, 16) & 3);
                        default -> Long.toString(Long.parseLong(octets, 16));
                    });
        }
        if (field.has("fields")) {
            field.get("fields").forEach(inside -> collect(inside, name, values));
        }
    }

    /** tshark writes some numbers in hexadecimal, and every field of a frame with commas between its messages. */
    private static List<String> decoded(String name, List<String> values) {
        boolean text = name.endsWith("addr") || name.equals("message_id") || name.endsWith("OA") || name.endsWith("DA");
        return values.stream()
                .filter(value -> !value.isEmpty())
                .map(value -> text ? value : Long.decode(value).toString())
                .toList();
    }

    /** The values of each field, in the order of the capture. */
    private List<List<String>> tshark(Path file, String protocol, String... fields) throws Exception {
        assumeThat(Path.of("/usr/bin/tshark")).exists();
        List<String> command = new ArrayList<>(List.of("/usr/bin/tshark", "-n", "-r", file.toString(), "-Y", protocol));
        command.addAll(List.of("-d", "tcp.port==1-65535,smpp", "-T", "fields", "-E", "separator=|"));
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        Path output = directory.resolve("tshark.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return columns(output, fields.length);
    }

    private static List<List<String>> columns(Path output, int count) throws IOException {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(new ArrayList<>());
        }
        for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            String[] cells = line.split("\\|", -1);
            for (int i = 0; i < count; i++) {
                if (!cells[i].isEmpty()) {
                    columns.get(i).addAll(List.of(cells[i].split(",", -1)));
                }
            }
        }
        return columns;
    }
}
