// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otagateway.packet.Vector;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.sms.SmsSubmit;

/** Each vector is inspected with its keys: every field is the vector's, and what has to be refused is told with its reason. */
class InspectVectorsTest {
    static Stream<Vector> commands() {
        return Vector.all().stream()
                .filter(vector ->
                        vector.kind().equals("command") || vector.kind().equals("roundtrip"));
    }

    static Stream<Vector> responses() {
        return Vector.all().stream()
                .filter(vector ->
                        vector.kind().equals("response") || vector.kind().equals("roundtrip"));
    }

    static Stream<Vector> negatives() {
        return Vector.all().stream().filter(vector -> vector.kind().startsWith("negative"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyFieldOfACommandIsTheVectors(Vector vector) {
        Inspection inspection = inspector(vector).inspect(vector.octets("command_packet"));

        assertThat(inspection.kind()).isEqualTo(Kind.COMMAND_PACKET);
        assertCommand(vector, inspection);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandsAreFoundInTheirShortMessages(Vector vector) {
        Inspector inspector = inspector(vector);
        List<Octets> userData = vector.list("sms_user_data");
        if (userData.size() == 1) {
            Inspection inspection = inspector.inspect(userData.get(0));
            assertThat(inspection.kind()).isEqualTo(Kind.USER_DATA);
            assertCommand(vector, inspection);
        }
        if (vector.has("sms_deliver_tpdus")) {
            for (Octets tpdu : vector.list("sms_deliver_tpdus")) {
                Inspection inspection = inspector.inspect(tpdu);
                assertThat(inspection.kind()).isEqualTo(Kind.SMS_DELIVER);
                assertThat(inspection.sound()).isTrue();
                assertThat(value(inspection, "TP-PID")).isEqualTo("7f");
                assertThat(userData).contains(octets(inspection, "TP-UD"));
            }
        }
        if (vector.has("envelope_apdus")) {
            for (Octets envelope : vector.list("envelope_apdus")) {
                Inspection inspection = inspector.inspect(envelope);
                assertThat(inspection.kind()).isEqualTo(Kind.ENVELOPE);
                assertThat(inspection.sound()).isTrue();
                assertThat(userData).contains(octets(inspection, "TP-UD"));
                if (userData.size() == 1) {
                    assertCommand(vector, inspection);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void everyFieldOfAResponseIsTheVectors(Vector vector) {
        Inspector inspector = inspector(vector);
        inspector.expect(List.of(vector.responseSecurity()));

        assertResponse(vector, inspector.inspect(vector.octets("response_packet"), Kind.RESPONSE_PACKET));
        assertResponse(vector, inspector.inspect(vector.octets("response_user_data"), Kind.USER_DATA));
    }

    static Stream<Vector> submitted() {
        return Vector.all().stream().filter(vector -> vector.has("sms_submit_tpdus"));
    }

    @ParameterizedTest
    @MethodSource("submitted")
    void responsesAreFoundInTheShortMessagesOfTheCard(Vector vector) {
        Inspector inspector = inspector(vector);
        inspector.expect(List.of(vector.responseSecurity()));
        List<Octets> tpdus = vector.list("sms_submit_tpdus");
        List<Octets> commands = vector.list("proactive_commands");
        assertThat(tpdus).isNotEmpty().hasSameSizeAs(commands);
        for (int i = 0; i < tpdus.size(); i++) {
            SmsSubmit read = SmsSubmit.decode(tpdus.get(i)).success().orElseThrow();
            Inspection submit = inspector.inspect(tpdus.get(i), Kind.SMS_SUBMIT);
            Inspection proactive = inspector.inspect(commands.get(i), Kind.PROACTIVE_COMMAND);
            for (Inspection inspection : List.of(submit, proactive)) {
                assertThat(inspection.sound()).isTrue();
                assertThat(octets(inspection, "TP-UD")).isEqualTo(read.userData());
                if (tpdus.size() == 1) {
                    assertResponse(vector, inspection);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void aCheckedResponseIsOpenedWithoutKnowingItsCommand(Vector vector) {
        Inspection inspection = inspector(vector).inspect(vector.octets("response_packet"), Kind.RESPONSE_PACKET);

        if (vector.responseSecurity().checkLength() == 8
                && vector.responseSecurity().kic().coding() != 0xD) {
            assertResponse(vector, inspection);
        }
    }

    @ParameterizedTest
    @MethodSource("negatives")
    void whatHasToBeRefusedIsToldWithItsReason(Vector vector) {
        Inspector inspector = inspector(vector);
        boolean command = vector.has("command_packet");
        if (!command) {
            inspector.expect(List.of(vector.responseSecurity()));
        }
        Inspection inspection = command
                ? inspector.inspect(vector.octets("command_packet"))
                : inspector.inspect(vector.octets("response_packet"), Kind.RESPONSE_PACKET);

        assertThat(inspection.kind()).isEqualTo(command ? Kind.COMMAND_PACKET : Kind.RESPONSE_PACKET);
        assertThat(inspection.sound()).isFalse();
        String reason = vector.text("reason").replace("checksum made with another key", "checksum does not match");
        assertThat(inspection.findings())
                .anySatisfy(finding -> assertThat(finding.text()).contains(reason));
        if (vector.text("reason").contains("another key")) {
            assertThat(inspection.diagnosis().orElseThrow().matches()).isEmpty();
        } else if (vector.name().contains("changed") && !vector.name().contains("area")) {
            assertThat(inspection.diagnosis().orElseThrow().matches()).isNotEmpty();
        } else if (vector.name().contains("CPL one too big")
                && inspection.diagnosis().isPresent()) {
            assertThat(inspection.diagnosis().get().matches())
                    .anySatisfy(match -> assertThat(match).contains("CPL was counted as"));
        }
    }

    private static Inspector inspector(Vector vector) {
        return new Inspector(KeyRing.of("vector", vector.keys()), true);
    }

    private static void assertCommand(Vector vector, Inspection inspection) {
        assertThat(inspection.reason()).isEmpty();
        assertThat(value(inspection, "SPI")).isEqualTo(vector.text("spi"));
        assertThat(value(inspection, "KIc")).isEqualTo(vector.text("kic"));
        assertThat(value(inspection, "KID")).isEqualTo(vector.text("kid"));
        assertThat(value(inspection, "TAR")).isEqualTo(vector.text("tar"));
        assertThat(value(inspection, "CNTR")).isEqualTo(vector.text("cntr"));
        assertThat(value(inspection, "PCNTR")).isEqualTo(vector.text("pcntr"));
        assertThat(value(inspection, "RC/CC")).isEqualTo(vector.text("cc"));
        assertThat(value(inspection, "data")).isEqualTo(vector.text("secured_data"));
    }

    private static void assertResponse(Vector vector, Inspection inspection) {
        assertThat(inspection.reason()).isEmpty();
        for (String field : List.of("tar", "cntr", "pcntr", "status", "padding", "data")) {
            assertThat(value(inspection, field.matches("tar|cntr|pcntr") ? field.toUpperCase(Locale.ROOT) : field))
                    .as(field)
                    .isEqualTo(vector.octets("response_decoded", field).toHex());
        }
        assertThat(value(inspection, "RC/CC"))
                .isEqualTo(vector.octets("response_decoded", "cc").toHex());
    }

    private static String value(Inspection inspection, String field) {
        return octets(inspection, field).toHex();
    }

    private static Octets octets(Inspection inspection, String field) {
        return inspection.root().find(field).map(Field::octets).orElse(Octets.EMPTY);
    }
}
