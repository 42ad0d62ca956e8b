// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;

/** SMPP PDUs as trees. */
class SmppTreeTest {
    private static final String PACKET =
            "00281516091212b000114fc11d0a371d273f81d2970e56214333ca04910a1956b1c0fb8b922a5228aa7a";
    private static final String USER_DATA = "027000" + PACKET;
    private static final String SUBMIT = pdu(
            "00000004",
            "00000007",
            "00" + "000031323334350001013439313531313233343500" + "407f00" + "0000" + "0100f600" + "2d" + USER_DATA);

    private final Inspector inspector = new Inspector(KeyRing.EMPTY, false);

    private static String pdu(String command, String sequence, String body) {
        return String.format("%08x", 16 + body.length() / 2) + command + "00000000" + sequence + body;
    }

    @Test
    void aSubmitShowsItsAddressesAndThePacketInside() {
        Inspection inspection = inspector.inspect(Octets.hex(SUBMIT));

        assertThat(inspection.kind()).isEqualTo(Kind.SMPP_PDU);
        assertThat(inspection.sound()).isTrue();
        assertThat(inspection.root().meaning()).isEqualTo("submit_sm");
        assertThat(meaning(inspection, "destination_addr")).isEqualTo("4915112345");
        assertThat(meaning(inspection, "data_coding")).isEqualTo("8 bit data, class 2 (to the card)");
        Field packet = inspection.root().find("command packet").orElseThrow();
        assertThat(packet.octets().toHex()).isEqualTo(PACKET);
        assertThat(packet.offset()).isEqualTo((SUBMIT.length() - PACKET.length()) / 2);
    }

    @Test
    void aStreamOfPdusIsTakenApart() {
        String enquire = pdu("00000015", "00000008", "");
        Inspection inspection = inspector.inspect(Octets.hex(SUBMIT + enquire));

        assertThat(inspection.root().name()).isEqualTo("SMPP stream");
        assertThat(inspection.root().children())
                .extracting(Field::meaning)
                .containsExactly("submit_sm", "enquire_link");
    }

    @Test
    void aPasswordIsShownNowhere() {
        String bind = pdu("00000009", "00000001", "6f746100" + "73656372657400" + "00" + "34" + "0000" + "00");
        Inspection inspection = inspector.inspect(Octets.hex(bind));

        assertThat(inspection.sound()).isTrue();
        assertThat(meaning(inspection, "system_id")).isEqualTo("ota");
        assertThat(inspection.root().octets().toHex()).doesNotContain("736563726574");
        assertThat(new TextRenderer(false).render(inspection))
                .doesNotContain("73 65 63 72")
                .doesNotContain("secret");
    }

    @Test
    void aRefusalIsExplained() {
        Inspection inspection = inspector.inspect(Octets.hex("00000010800000040000005800000007"));

        assertThat(inspection.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("ESME_RTHROTTLED"));
    }

    @Test
    void aParameterThatIsCutIsToldWithItsPlace() {
        String cut = pdu("80000004", "00000001", "3100" + "001e0009" + "31");
        Inspection inspection = inspector.inspect(Octets.hex(cut));

        assertThat(inspection.reason()).get().satisfies(reason -> {
            assertThat(reason.field()).isEqualTo("receipted_message_id");
            assertThat(reason.offset()).isEqualTo(18);
            assertThat(reason.text()).isEqualTo("expected 13 octets, got 5");
        });
    }

    private static String meaning(Inspection inspection, String field) {
        return inspection.root().find(field).orElseThrow().meaning();
    }
}
