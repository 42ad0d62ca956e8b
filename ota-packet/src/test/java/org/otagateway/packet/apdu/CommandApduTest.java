// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.apdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Octets;

class CommandApduTest {
    @ParameterizedTest
    @CsvSource({
        "00a40004, 1, 0, 0",
        "00b0000011, 2, 0, 17",
        "00b0000000, 2, 0, 256",
        "00a40004026f46, 3, 2, 0",
        "00a40004026f4600, 4, 2, 256",
        "00b00000000101, 2, 0, 257",
        "00b00000000000, 2, 0, 65536",
    })
    void eachCaseIsReadAndWrittenBack(String hex, int isoCase, int nc, int ne) {
        CommandApdu apdu = CommandApdu.decode(Octets.hex(hex)).success().orElseThrow();
        assertThat(apdu.isoCase()).isEqualTo(isoCase);
        assertThat(apdu.data().length()).isEqualTo(nc);
        assertThat(apdu.ne()).isEqualTo(ne);
        assertThat(apdu.encode().toHex()).isEqualTo(hex);
    }

    @Test
    void longDataTakesExtendedLengths() {
        Octets data = Octets.copyOf(new byte[256]);
        CommandApdu apdu = new CommandApdu(0x80, 0xE8, 0, 0, data, 256);
        Octets encoded = apdu.encode();
        assertThat(encoded.toHex()).startsWith("80e8000000010000").endsWith("000100");
        assertThat(CommandApdu.decode(encoded)).isEqualTo(new Decoded.Ok<>(apdu));
    }

    @ParameterizedTest
    @CsvSource({
        "00a400, P2, 3",
        "ff000000, CLA, 0",
        "00a40004036f46, data, 5",
        "00a40004016f4600, APDU, 7",
        "00a4000400, , ",
        "00a400040000006f, Lc, 4",
        "00a40004000002, , ",
        "00a400040000026f, data, 7",
        "00a4000400000101ff, Le, 8",
    })
    void aWrongLengthNamesFieldAndOffset(String hex, String field, Integer offset) {
        Decoded<CommandApdu> decoded = CommandApdu.decode(Octets.hex(hex));
        assertThat(decoded.failure().map(wrong -> wrong.field()).orElse(null)).isEqualTo(field);
        assertThat(decoded.failure().map(wrong -> wrong.offset()).orElse(null)).isEqualTo(offset);
    }

    @Test
    void randomOctetsNeverThrowAndWhatDecodesHasOneValue() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(24)];
            random.nextBytes(octets);
            CommandApdu.decode(Octets.copyOf(octets))
                    .success()
                    .ifPresent(apdu ->
                            assertThat(CommandApdu.decode(apdu.encode())).isEqualTo(new Decoded.Ok<>(apdu)));
        }
    }

    @Test
    void aNumberOutsideItsWidthCannotBe() {
        assertThatThrownBy(() -> new CommandApdu(0x100, 0, 0, 0, Octets.EMPTY, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CommandApdu(0, 0, 0, 0, Octets.EMPTY, 65537))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textNeverShowsTheData() {
        assertThat(new CommandApdu(0, 0x20, 0, 1, Octets.hex("31323334ffffffff"), 0).toString())
                .doesNotContain("3132");
    }

    @Test
    void aResponseEndsWithItsStatusWord() {
        ResponseApdu response =
                ResponseApdu.decode(Octets.hex("01029000")).success().orElseThrow();
        assertThat(response.data().toHex()).isEqualTo("0102");
        assertThat(response.statusWord()).isEqualTo(StatusWord.OK);
        assertThat(response.encode().toHex()).isEqualTo("01029000");
        assertThat(ResponseApdu.decode(Octets.hex("90")).failure().orElseThrow().field())
                .isEqualTo("SW1 SW2");
    }
}
