// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otagateway.packet.Vector;
import org.otagateway.packet.bytes.Octets;

/** The short messages around the packets of the vectors, both directions. */
class SmsVectorsTest {
    private static final Octets TIME_STAMP = Octets.hex("22705200000000");

    static Stream<Vector> with(String field) {
        return Vector.all().stream().filter(v -> v.has(field));
    }

    static Stream<Vector> withUserData() {
        return with("sms_user_data");
    }

    static Stream<Vector> withDeliver() {
        return with("sms_deliver_tpdus");
    }

    static Stream<Vector> withSubmit() {
        return with("sms_submit_tpdus");
    }

    static Stream<Vector> withResponse() {
        return with("response_user_data");
    }

    @ParameterizedTest
    @MethodSource("withUserData")
    void cuts_a_command_into_the_same_user_data_and_puts_it_together(Vector v) {
        int reference = v.has("concat_reference") ? Integer.parseInt(v.text("concat_reference"), 16) : 1;

        List<Octets> segments =
                Segmenter.segment(PacketKind.COMMAND, v.octets("command_packet"), ReferenceWidth.EIGHT_BITS, reference);

        assertThat(segments).isEqualTo(v.list("sms_user_data"));
        assertThat(joined(segments, new Random(reference))).isEqualTo(v.octets("command_packet"));
    }

    @ParameterizedTest
    @MethodSource("withDeliver")
    void makes_and_reads_the_same_deliver_tpdus_and_envelopes(Vector v) {
        List<Octets> tpdus = v.list("sms_deliver_tpdus");
        List<Octets> envelopes = v.list("envelope_apdus");
        SmsAddress originator =
                SmsDeliver.decode(tpdus.get(0)).success().orElseThrow().originator();

        List<SmsDeliver> made = SmsDeliver.dataDownload(originator, TIME_STAMP, v.list("sms_user_data"));

        assertThat(made).extracting(SmsDeliver::encode).isEqualTo(tpdus);
        assertThat(tpdus)
                .extracting(t -> SmsDeliver.decode(t).success().orElseThrow())
                .isEqualTo(made);
        assertThat(tpdus).extracting(t -> SmsPpDownload.of(t).encode()).isEqualTo(envelopes);
        assertThat(envelopes)
                .extracting(e -> SmsPpDownload.decode(e).success().orElseThrow().tpdu())
                .isEqualTo(tpdus);
    }

    @ParameterizedTest
    @MethodSource("withSubmit")
    void makes_and_reads_the_same_submit_tpdus_and_proactive_commands(Vector v) {
        List<Octets> tpdus = v.list("sms_submit_tpdus");
        List<Octets> commands = v.list("proactive_commands");

        List<SmsSubmit> read = tpdus.stream()
                .map(t -> SmsSubmit.decode(t).success().orElseThrow())
                .toList();
        List<Octets> userData = read.stream().map(SmsSubmit::userData).toList();
        int reference = UserData.decode(userData.get(0))
                .success()
                .flatMap(UserData::concatenation)
                .map(Concatenation::reference)
                .orElse(1);

        assertThat(Segmenter.segment(
                        PacketKind.RESPONSE, v.octets("response_packet"), ReferenceWidth.EIGHT_BITS, reference))
                .isEqualTo(userData);
        assertThat(joined(userData, new Random(reference))).isEqualTo(v.octets("response_packet"));
        assertThat(read)
                .extracting(
                        s -> SmsSubmit.response(s.destination(), s.userData()).encode())
                .isEqualTo(tpdus);
        assertThat(tpdus).extracting(t -> SendShortMessage.of(t).encode()).isEqualTo(commands);
        assertThat(commands)
                .extracting(c -> SendShortMessage.decode(c).success().orElseThrow())
                .isEqualTo(tpdus.stream().map(SendShortMessage::of).toList());
    }

    @ParameterizedTest
    @MethodSource("withResponse")
    void finds_the_response_packet_behind_its_header(Vector v) {
        UserData userData =
                UserData.decode(v.octets("response_user_data")).success().orElseThrow();

        assertThat(userData.packetKind()).contains(PacketKind.RESPONSE);
        assertThat(userData.payload()).isEqualTo(v.octets("response_packet"));
        assertThat(userData.encode()).isEqualTo(v.octets("response_user_data"));
    }

    private static Octets joined(List<Octets> segments, Random random) {
        List<Octets> shuffled = new ArrayList<>(segments);
        Collections.shuffle(shuffled, random);
        Reassembler reassembler = new Reassembler(10, 100_000);
        Optional<UserData> whole = Optional.empty();
        for (Octets segment : shuffled) {
            assertThat(whole).isEmpty();
            whole = reassembler.accept(
                    "12345", UserData.decode(segment).success().orElseThrow());
        }
        assertThat(reassembler.waiting()).isZero();
        return whole.orElseThrow().payload();
    }
}
