// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.globalplatform.Aid;

final class FileCommandTest {
    private static List<String> hex(List<CommandApdu> commands) {
        return commands.stream().map(command -> command.encode().toHex()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "EF.SPN, ADF.USIM/EF.SPN, 7fff/6f46, TRANSPARENT",
        "ef.iccid, MF/EF.ICCID, 2fe2, TRANSPARENT",
        "EF.ADN, DF.TELECOM/EF.ADN, 7f10/6f3a, LINEAR_FIXED",
        "DF.GSM/EF.FPLMN, DF.GSM/EF.FPLMN, 7f20/6f7b, TRANSPARENT",
        "ADF.USIM/EF.SMSP, ADF.USIM/EF.SMSP, 7fff/6f42, LINEAR_FIXED",
        "EF.ARR, MF/EF.ARR, 2f06, LINEAR_FIXED"
    })
    void aFileIsKnownByItsName(String name, String whole, String path, Structure structure) {
        KnownFile file = KnownFile.named(name).orElseThrow();
        assertThat(file.name()).isEqualTo(whole);
        assertThat(file.path()).hasToString(path);
        assertThat(file.structure()).isEqualTo(structure);
    }

    @Test
    void noNameAndNoPathIsThereTwice() {
        assertThat(KnownFile.ALL).extracting(KnownFile::name).doesNotHaveDuplicates();
        assertThat(KnownFile.ALL).extracting(KnownFile::path).doesNotHaveDuplicates();
        assertThat(KnownFile.named("EF.NONE")).isEmpty();
    }

    @Test
    void aFileIsSelectedByItsPathOrFromTheMfDown() {
        FilePath path = FilePath.hex("3F007F206F46");
        assertThat(hex(FileCommand.UICC.select(path))).containsExactly("00a4080c047f206f46");
        assertThat(hex(FileCommand.SIM.select(path)))
                .containsExactly("a0a40000023f00", "a0a40000027f20", "a0a40000026f46");
        assertThat(FileCommand.UICC.select(0x6F46).encode().toHex()).isEqualTo("00a4000c026f46");
        assertThat(FileCommand.select(Aid.hex("a0000000871002")).encode().toHex())
                .isEqualTo("00a4040c07a0000000871002");
        assertThatThrownBy(() -> FileCommand.SIM.select(FilePath.hex("7fff6f46")))
                .hasMessage("path: a SIM has no ADF 7fff");
    }

    @Test
    void aLongUpdateIsCut() {
        byte[] value = new byte[600];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (i * 7);
        }
        List<CommandApdu> updates = FileCommand.UICC.updateBinary(0x00F0, Octets.copyOf(value), 255);
        List<Octets> parts = new ArrayList<>();
        int offset = 0xF0;
        for (CommandApdu update : updates) {
            assertThat(update.ins()).isEqualTo(0xD6);
            assertThat(update.p1() << 8 | update.p2()).isEqualTo(offset);
            offset += update.data().length();
            parts.add(update.data());
        }
        assertThat(updates).hasSize(3);
        assertThat(Octets.concat(parts.toArray(Octets[]::new))).isEqualTo(Octets.copyOf(value));
    }

    @Test
    void eachCommandHasItsOctets() {
        assertThat(FileCommand.UICC.readBinary(0x0102, 256).encode().toHex()).isEqualTo("00b0010200");
        assertThat(FileCommand.SIM.readRecord(3, 28).encode().toHex()).isEqualTo("a0b203041c");
        assertThat(FileCommand.UICC.updateRecord(1, Octets.hex("cafe")).encode().toHex())
                .isEqualTo("00dc010402cafe");
        assertThat(FileCommand.searchRecord(1, Octets.hex("42")).encode().toHex())
                .isEqualTo("00a20104014200");
        assertThat(FileCommand.UICC.activate().encode().toHex()).isEqualTo("00440000");
        assertThat(FileCommand.SIM.deactivate().encode().toHex()).isEqualTo("a0040000");
        assertThat(FileCommand.delete(0x6F46).encode().toHex()).isEqualTo("00e40000026f46");
        assertThat(FileCommand.resize(0x6F7B, 30).encode().toHex()).isEqualTo("80d400000a620883026f7b8002001e");
    }

    @Test
    void aFileIsCreatedWithItsStructureSizeAndRules() {
        assertThat(new CreateFile(0x6F46, Structure.TRANSPARENT, 17, 0, 0x6F06, 3)
                        .command()
                        .encode()
                        .toHex())
                .isEqualTo("00e0000018" + "6216" + "82024121" + "83026f46" + "8a0105" + "8b036f0603" + "80020011"
                        + "8800");
        assertThat(new CreateFile(0x6F3B, Structure.LINEAR_FIXED, 20, 28, 0x6F06, 1)
                        .command()
                        .encode()
                        .toHex())
                .isEqualTo("00e000001a" + "6218" + "82044221001c" + "83026f3b" + "8a0105" + "8b036f0601" + "80020230"
                        + "8800");
        assertThatThrownBy(() -> new CreateFile(0x6F46, Structure.TRANSPARENT, 17, 1, 0x6F06, 3))
                .hasMessage("record length: expected 0 to 0, got 1");
        assertThatThrownBy(() -> new CreateFile(0x6F46, Structure.CYCLIC, 255, 10, 0x6F06, 3))
                .hasMessage("size: expected 1 to 254, got 255");
    }

    @Test
    void aPinIsFilledUpAndNotShown() {
        SecretOctets pin = SecretOctets.hex("31323334");
        CommandApdu verify = FileCommand.UICC.verifyPin(0x01, pin);
        assertThat(verify.encode().toHex()).isEqualTo("002000010831323334ffffffff");
        assertThat(verify.toString()).doesNotContain("31323334");
        assertThatThrownBy(() -> FileCommand.SIM.verifyPin(1, SecretOctets.hex("313233")))
                .hasMessage("PIN octets: expected 4 to 8, got 3");
    }

    @Test
    void aNumberOutOfRangeIsRefused() {
        assertThatThrownBy(() -> FileCommand.UICC.readBinary(0x8000, 1)).hasMessageStartingWith("offset");
        assertThatThrownBy(() -> FileCommand.UICC.readBinary(0, 257)).hasMessageStartingWith("length");
        assertThatThrownBy(() -> FileCommand.UICC.readRecord(0, 1)).hasMessageStartingWith("record");
        assertThatThrownBy(() -> FileCommand.UICC.updateRecord(255, Octets.of(1)))
                .hasMessageStartingWith("record");
        assertThatThrownBy(() -> FileCommand.UICC.updateBinary(0x7FFF, Octets.of(1, 2), 255))
                .hasMessageStartingWith("offset of the last octet");
        assertThatThrownBy(() -> FileCommand.UICC.updateBinary(0, Octets.EMPTY, 255))
                .hasMessageStartingWith("value octets");
        assertThatThrownBy(() -> FilePath.hex("3F00")).hasMessageStartingWith("path");
        assertThatThrownBy(() -> FilePath.hex("6f4")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FilePath.hex("7f203f00")).hasMessageStartingWith("path");
    }
}
