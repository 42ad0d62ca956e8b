// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otagateway.packet.Vector;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;

/** The published and cross-checked packets, both directions. */
class VectorsTest {
    private final CommandCodec commands = new CommandCodec();
    private final ResponseCodec responses = new ResponseCodec();

    static Stream<Vector> good(String... kinds) {
        return Vector.all().stream().filter(v -> List.of(kinds).contains(v.kind()));
    }

    static Stream<Vector> commandVectors() {
        return good("command", "roundtrip");
    }

    static Stream<Vector> responseVectors() {
        return good("response", "roundtrip");
    }

    static Stream<Vector> negativeVectors() {
        return good("negative command", "negative response");
    }

    @Test
    void all_552_vectors_are_of_a_kind_tested_here() {
        assertThat(commandVectors().count()).isEqualTo(409);
        assertThat(responseVectors().count()).isEqualTo(145);
        assertThat(negativeVectors().count()).isEqualTo(39);
        assertThat(Vector.all()).hasSize(552);
    }

    @ParameterizedTest
    @MethodSource("commandVectors")
    void seals_the_command_to_the_same_octets(Vector v) {
        Octets packet = commands.seal(
                v.header(), new Counter(Long.parseLong(v.text("cntr"), 16)), v.octets("secured_data"), v.keys());

        assertThat(packet).isEqualTo(v.octets("command_packet"));
    }

    @ParameterizedTest
    @MethodSource("commandVectors")
    void opens_the_command_to_the_same_fields(Vector v) {
        ParsedCommand parsed =
                CommandCodec.parse(v.octets("command_packet")).success().orElseThrow();
        CommandPacket packet = commands.open(parsed, v.keys()).success().orElseThrow();

        assertThat(packet.header()).isEqualTo(v.header());
        assertThat(packet.header().spi().toString()).isEqualTo(v.text("spi"));
        assertThat(packet.header().kic().toString()).isEqualTo(v.text("kic"));
        assertThat(packet.header().kid().toString()).isEqualTo(v.text("kid"));
        assertThat(packet.header().tar().toString()).isEqualTo(v.text("tar"));
        assertThat(packet.counter().toHex()).isEqualTo(v.text("cntr"));
        assertThat(packet.paddingCounter()).isEqualTo(Integer.parseInt(v.text("pcntr"), 16));
        assertThat(packet.check()).isEqualTo(v.octets("cc"));
        assertThat(packet.data()).isEqualTo(v.octets("secured_data"));
        assertThat(packet.header().warnings(v.keys()).contains(SecurityWarning.AES_WITHOUT_COUNTER_CHECK))
                .isEqualTo(!v.json().get("aes_counter_rule_kept").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("responseVectors")
    void opens_the_response_to_the_same_fields_and_seals_it_again(Vector v) {
        ResponseSecurity security = v.responseSecurity();
        ParsedResponse parsed =
                ResponseCodec.parse(v.octets("response_packet")).success().orElseThrow();
        ResponsePacket packet =
                responses.open(parsed, security, v.keys()).success().orElseThrow();

        assertThat(Octets.of(packet.status().code())).isEqualTo(v.octets("response_decoded", "status"));
        assertThat(packet.tar().encode()).isEqualTo(v.octets("response_decoded", "tar"));
        assertThat(Octets.hex(packet.counter().toHex())).isEqualTo(v.octets("response_decoded", "cntr"));
        assertThat(Octets.of(packet.paddingCounter())).isEqualTo(v.octets("response_decoded", "pcntr"));
        assertThat(packet.check()).isEqualTo(v.octets("response_decoded", "cc"));
        assertThat(packet.padding()).isEqualTo(v.octets("response_decoded", "padding"));
        assertThat(packet.data()).isEqualTo(v.octets("response_decoded", "data"));
        assertThat(packet.verified()).isEqualTo(security.integrity() == IntegrityMode.CC && parsed.checkLength() != 0);

        ResponseSecurity sealed = parsed.checkLength() == security.checkLength() ? security : ResponseSecurity.NONE;
        assertThat(responses.seal(
                        sealed,
                        packet.tar(),
                        packet.counter(),
                        packet.status(),
                        packet.data(),
                        packet.padding(),
                        v.keys()))
                .isEqualTo(v.octets("response_packet"));
    }

    @ParameterizedTest
    @MethodSource("negativeVectors")
    void refuses_what_has_to_be_refused(Vector v) {
        SecurityFailure failure = v.kind().equals("negative command")
                ? commands.open(v.octets("command_packet"), v.keys()).failure().orElseThrow()
                : responses
                        .open(v.octets("response_packet"), v.responseSecurity(), v.keys())
                        .failure()
                        .orElseThrow();

        assertThat(failure)
                .isInstanceOf(
                        v.text("reason").contains("match the length")
                                ? SecurityFailure.Structure.class
                                : SecurityFailure.CheckFailed.class);
    }
}
