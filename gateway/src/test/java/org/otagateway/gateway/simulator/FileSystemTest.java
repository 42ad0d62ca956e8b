// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.CompactScript;

class FileSystemTest {
    private static final Set<Access> ADMINISTRATOR = EnumSet.of(Access.PIN1, Access.PIN2, Access.ADM);

    private final FileTree tree = FileTree.standard();
    private final UiccState card = TestCards.card(0);

    /** Runs commands in the MF, separated by blanks, and gives the last answer. */
    private String run(Set<Access> rights, String commands) {
        FileSystem files = new FileSystem(tree, card, tree.root(), rights, false);
        String last = "";
        for (String command : commands.split(" ", -1)) {
            last = CompactScript.decode(Octets.hex(command)).success().orElseThrow().commands().stream()
                    .map(files::execute)
                    .reduce((first, second) -> second)
                    .orElseThrow()
                    .encode()
                    .toHex();
        }
        return last;
    }

    private String run(String commands) {
        return run(ADMINISTRATOR, commands);
    }

    private static final String USIM = "00a4040c0ca0000000871002ff49ff0589 ";
    private static final String NAME = USIM + "00a4000c026f46 ";

    @ParameterizedTest
    @CsvSource({
        "00a40004023f00, 6122",
        "00a40004022fe2, 6118",
        "00a4000c022fe2, 9000",
        "00a40004027f20, 6122",
        "00a40004026f46, 6a82",
        "00a40804047f206f46, 6118",
        "00a40804066f467f206f46, 6a82",
        "00a4080403aabbcc, 6700",
        "00a4040407a0000000871002, 6130",
        "00a4040407a0000000871004, 6a82",
        "00a40104027f20, 6a86",
        "00a40001023f00, 6a86",
        "00a4000c01aa, 6700",
        "00a40004027fff, 6a82",
        "a0a40000023f00, 9f16",
        "a0a40000022fe2, 9f0f",
        "a0a40000026f46, 9404",
        "a0a40000026f46 a0b0000001, 9400",
        "00b0000001, 6986",
        "01a40004023f00, 6e00",
        "00fe000000, 6d00",
    })
    void selectingAnswersAsTheStandardsSay(String commands, String expected) {
        assertThat(run(commands)).isEqualTo(expected);
    }

    @Test
    void aFileIsFoundInTheDirectoryBesideAndAbove() {
        assertThat(run("00a4000c027f20 00a4000c027f10 00a4000c026f3b 00b2010400"))
                .isEqualTo("ff".repeat(30) + "9000");
        assertThat(run(USIM + "00a4000c023f00 00a4000c022fe2 00b0000000")).endsWith("9000");
        assertThat(run(USIM + "00a4000c027fff 00a4000c026f46")).isEqualTo("9000");
        assertThat(run(USIM + "00a4080c047fff6f46 00b0000001")).isEqualTo("ff9000");
        assertThat(run(USIM + "00a4030c00 00a4000c022fe2")).isEqualTo("9000");
    }

    @Test
    void theFileControlParametersTellSizeAndStructure() {
        assertThat(run("00a40004022fe2 00c0000018")).isEqualTo("62168202412183022fe28a01058b036f06028002000a88009000");
        assertThat(run(USIM + "00a40004026f3b 00c0000000"))
                .contains("82054221001e0a")
                .contains("8002012c");
        assertThat(run(USIM + "80f2000000")).startsWith("622e").contains("840c" + FileTree.USIM_AID.toHex());
        assertThat(run(USIM + "80f2000100")).isEqualTo(FileTree.USIM_AID.toHex() + "9000");
        assertThat(run("a0a40000027f20 a0c0000016"))
                .startsWith("0000ffff7f2002")
                .endsWith("838a838a9000");
        assertThat(run("a0a40000027f20 a0a40000026f46 a0c000000f"))
                .isEqualTo("000000116f46040004444401020000".substring(0, 16) + "044444010200009000");
    }

    @Test
    void aCardIsPersonalised() {
        assertThat(run("00a4000c022fe2 00b000000a")).isEqualTo("988812010000000010f79000");
        assertThat(run(USIM + "00a4000c026f07 00b0000009")).isEqualTo("0809101010325476989000");
        assertThat(run(USIM + "00a4000c026f40 00b201041e"))
                .isEqualTo("ff".repeat(16) + "07916407000000f1" + "ff".repeat(4) + "ffff9000");
    }

    @ParameterizedTest
    @CsvSource({
        "00b0000011, ffffffffffffffffffffffffffffffffff9000",
        "00b0000000, ffffffffffffffffffffffffffffffffff9000",
        "00b0000f02, ffff9000",
        "00b0000f03, 6c02",
        "00b0001101, 6b00",
        "00b0000012, 6c11",
        "00b0810001, 6a82",
        "00b2010411, 6981",
        "00d600000100 00b0000002, 00ff9000",
        "00d6001001aa 00b0001000, aa9000",
        "00d6001101aa, 6b00",
        "00d6001002aabb, 6700",
        "00d6000000, 6700",
        "a0b0000012, 6700",
        "a0b0001101, 9402",
    })
    void binaryReadsAndWritesKeepToTheFile(String commands, String expected) {
        assertThat(run(NAME + commands)).isEqualTo(expected);
    }

    private static final String FIXED_DIALLING = USIM + "00a4000c026f3b ";

    @Test
    void recordsAreReadWrittenAndSearched() {
        String record = "41".repeat(30);
        String update = FIXED_DIALLING + "00dc03041e" + record;
        assertThat(run(update)).isEqualTo("9000");
        assertThat(run(FIXED_DIALLING + "00b203041e")).isEqualTo(record + "9000");
        assertThat(run(FIXED_DIALLING + "00a2010402" + "4141 00c0000000")).isEqualTo("039000");
        assertThat(run(FIXED_DIALLING + "00a20104024141")).isEqualTo("6101");
        assertThat(run(FIXED_DIALLING + "00a20404024141")).isEqualTo("6282");
        assertThat(run(FIXED_DIALLING + "00a20a05024141 00c0000000")).isEqualTo("039000");
        assertThat(run(FIXED_DIALLING + "a0a20010024141 a0c0000001")).isEqualTo("039000");
        assertThat(run(FIXED_DIALLING + "a0a20000024242")).isEqualTo("9404");
        assertThat(run(FIXED_DIALLING + "a0a20000024141 00b200041e")).isEqualTo(record + "9000");
    }

    @ParameterizedTest
    @CsvSource({
        "00b2000200 00b2000200 00b20b0400, 6a83",
        "00b20b041e, 6a83",
        "00b2000400, 6a83",
        "00b201041f, 6c1e",
        "a0b201041d, 6700",
        "a0b20b041e, 9402",
        "00b2010c1e, 6a82",
        "00b2010500, 6a86",
        "00dc01041d0000000000000000000000000000000000000000000000000000000000, 6700",
        "00b0000001, 6981",
        "a0b0000001, 9408",
    })
    void recordsThatAreNotThereAreRefused(String commands, String expected) {
        assertThat(run(FIXED_DIALLING + commands)).isEqualTo(expected);
    }

    @Test
    void fewerOctetsThanARecordAreItsFirstOnes() {
        assertThat(run(FIXED_DIALLING + "00b201041d")).isEqualTo("ff".repeat(29) + "9000");
    }

    @Test
    void nextAndPreviousMoveThePointer() {
        for (int i = 1; i <= 10; i++) {
            run(FIXED_DIALLING
                    + String.format("00dc%02x041e", i)
                    + String.format("%02x", i).repeat(30));
        }
        assertThat(run(FIXED_DIALLING + "00b2000200 00b2000200")).isEqualTo("02".repeat(30) + "9000");
        assertThat(run(FIXED_DIALLING + "00b2000300")).isEqualTo("0a".repeat(30) + "9000");
        assertThat(run(FIXED_DIALLING + "00b2000200 00b2000300")).isEqualTo("6a83");
    }

    @Test
    void aCyclicFileTakesTheNewestFirstAndIncreases() {
        String meter = USIM + "00a4000c026f39 ";
        assertThat(run(meter + "0032000003000005 00c0000000")).isEqualTo("0000050000059000");
        assertThat(run(meter + "a032000003000002")).isEqualTo("9f06");
        assertThat(run(meter + "00b2010403")).isEqualTo("0000079000");
        assertThat(run(meter + "00b2020403")).isEqualTo("0000059000");
        assertThat(run(meter + "00dc000303ffffff 0032000003000001")).isEqualTo("9850");
        assertThat(run(meter + "00dc010403ffffff")).isEqualTo("6a86");
    }

    @Test
    void accessConditionsHoldForWhoWasNotGrantedThem() {
        Set<Access> none = EnumSet.noneOf(Access.class);
        assertThat(run(none, NAME + "00b0000001")).isEqualTo("ff9000");
        assertThat(run(none, NAME + "00d600000141")).isEqualTo("6982");
        assertThat(run(none, "a0a40000027f20 a0a40000026f07 a0b0000001")).isEqualTo("9804");
        assertThat(run("00a4000c022fe2 00d600000100"))
                .as("EF.ICCID is written by nobody")
                .isEqualTo("6982");
    }

    @Test
    void aVerifiedPinOpensItsFilesAndIsBlockedAfterThreeFailures() {
        Set<Access> none = EnumSet.noneOf(Access.class);
        card.pins().set(CardPins.Reference.PIN1, "1234");
        String imsi = USIM + "00a4000c026f07 ";
        String right = "002000010831323334ffffffff ";
        String wrong = "002000010839393939ffffffff ";
        assertThat(run(none, imsi + right + "00b0000001")).isEqualTo("089000");
        assertThat(run(none, "0020000100")).isEqualTo("63c3");
        assertThat(run(none, wrong.strip())).isEqualTo("63c2");
        assertThat(run(none, "a02000010839393939ffffffff")).isEqualTo("9804");
        assertThat(run(none, wrong.strip())).isEqualTo("63c0");
        assertThat(run(none, imsi + right.strip())).isEqualTo("6983");
        assertThat(run(none, "002000810831323334ffffffff")).isEqualTo("6a88");
        card.pins().set(CardPins.Reference.ADM1, "0011223344556677");
        assertThat(run(none, NAME + "0020000a080011223344556677 00d600000141")).isEqualTo("9000");
    }

    @Test
    void aDeactivatedFileIsClosedUntilItIsActivated() {
        assertThat(run(NAME + "0004000000 00b0000001")).isEqualTo("6984");
        assertThat(run(NAME + "a0b0000001")).isEqualTo("9810");
        assertThat(run(NAME + "0044000000 00b0000001")).isEqualTo("ff9000");
    }

    @Test
    void aFileInTwoDirectoriesIsOne() {
        run(NAME + "00d6000002014a");
        assertThat(run("00a4080c047f206f46 00b0000002")).isEqualTo("014a9000");
    }

    @Test
    void getResponseGivesWhatWaitsOnce() {
        assertThat(run("00c0000000")).isEqualTo("6985");
        assertThat(run("00a40004022fe2 00c0000019")).isEqualTo("6c18");
        assertThat(run("00a40004022fe2 00c0000018 00c0000018")).isEqualTo("6985");
    }
}
