// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.CreateFile;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.Structure;
import org.otagateway.packet.globalplatform.Aid;

class FileAdministrationTest {
    private static final Set<Access> ADMINISTRATOR = EnumSet.of(Access.PIN1, Access.PIN2, Access.ADM);
    private static final CommandApdu USIM = FileCommand.select(new Aid(FileTree.USIM_AID));

    private final FileTree issued = FileTree.standard();
    private final UiccState card = TestCards.card(0);

    private FileSystem script(Set<Access> rights) {
        return new FileSystem(issued, card, issued.root(), rights, false);
    }

    /** Runs commands in a script of their own, in the MF at first; gives the last answer. */
    private String run(CommandApdu... commands) {
        return run(script(ADMINISTRATOR), commands);
    }

    private static String run(FileSystem script, CommandApdu... commands) {
        String last = "";
        for (CommandApdu command : commands) {
            last = script.execute(command).encode().toHex();
        }
        return last;
    }

    private static CommandApdu apdu(String digits) {
        return CommandApdu.decode(Octets.hex(digits)).success().orElseThrow();
    }

    private static CommandApdu create(int fid, Structure structure, int size, int recordLength) {
        return new CreateFile(fid, structure, size, recordLength, 0x6F06, 1).command();
    }

    private static CommandApdu select(int fid) {
        return FileCommand.UICC.select(fid);
    }

    private static CommandApdu read(int length) {
        return FileCommand.UICC.readBinary(0, length);
    }

    @Test
    void aFileIsMadeSelectedAndWritten() {
        FileSystem script = script(ADMINISTRATOR);
        assertThat(run(script, USIM, create(0x6F99, Structure.TRANSPARENT, 5, 0)))
                .isEqualTo("9000");
        assertThat(run(script, read(5))).as("it is selected").isEqualTo("ffffffffff9000");
        assertThat(run(script, apdu("00d60000020102"))).isEqualTo("9000");
        assertThat(run(USIM, select(0x6F99), read(5))).as("in another script").isEqualTo("0102ffffff9000");
        assertThat(run(select(0x6F99))).as("in the MF").isEqualTo("6a82");
    }

    @Test
    void filesOfRecordsAreMade() {
        assertThat(run(USIM, create(0x6F9A, Structure.LINEAR_FIXED, 3, 4), apdu("00b2030404")))
                .isEqualTo("ffffffff9000");
        assertThat(run(USIM, select(0x6F9A), apdu("00b2040404"))).isEqualTo("6a83");
        assertThat(run(USIM, create(0x6F9B, Structure.CYCLIC, 2, 3), apdu("00dc000303010203"), apdu("00b2010403")))
                .isEqualTo("0102039000");
    }

    @Test
    void whatTheCardHadKeepsItsContentAndState() {
        run(USIM, select(0x6F46), apdu("00d600000141"), apdu("0004000000"));
        run(USIM, create(0x6F01, Structure.TRANSPARENT, 3, 0));
        assertThat(run(USIM, select(0x6F46), read(1))).as("deactivated").isEqualTo("6984");
        assertThat(run(USIM, select(0x6F46), apdu("0044000000"), read(1))).isEqualTo("419000");
        assertThat(run(select(0x7F20), select(0x6F46), read(1)))
                .as("the same file in DF.GSM")
                .isEqualTo("419000");
    }

    @Test
    void aDirectoryIsMadeWithFilesInItAndGoesWithThem() {
        FileSystem script = script(ADMINISTRATOR);
        CommandApdu directory = apdu("00e000000d620b8202782183025f018a0105");
        assertThat(run(script, directory, create(0x4F01, Structure.TRANSPARENT, 2, 0), read(2)))
                .isEqualTo("ffff9000");
        assertThat(run(select(0x5F01), select(0x4F01), read(2))).isEqualTo("ffff9000");
        assertThat(run(FileCommand.delete(0x5F01))).isEqualTo("9000");
        assertThat(run(select(0x5F01))).isEqualTo("6a82");
        assertThat(run(directory, apdu("00e4000000"))).as("the selected one").isEqualTo("9000");
        assertThat(run(select(0x5F01))).isEqualTo("6a82");
    }

    @Test
    void aFileIsDeleted() {
        run(USIM, create(0x6F99, Structure.TRANSPARENT, 5, 0));
        FileSystem script = script(ADMINISTRATOR);
        assertThat(run(script, USIM, select(0x6F99), FileCommand.delete(0x6F99)))
                .isEqualTo("9000");
        assertThat(run(script, read(1))).as("nothing is selected").isEqualTo("6986");
        assertThat(run(USIM, FileCommand.delete(0x6F99))).isEqualTo("6a82");
        assertThat(run(USIM, select(0x6F7B), apdu("00e4000000"))).isEqualTo("9000");
        assertThat(run(USIM, select(0x6F7B))).isEqualTo("6a82");
        assertThat(run(select(0x7F20), select(0x6F7B))).as("in DF.GSM it stays").isEqualTo("9000");
    }

    @Test
    void aFileIsResizedAndKeepsWhatFits() {
        run(USIM, create(0x6F99, Structure.TRANSPARENT, 3, 0), apdu("00d6000003010203"));
        assertThat(run(USIM, select(0x6F99), FileCommand.resize(0x6F99, 5), read(5)))
                .isEqualTo("010203ffff9000");
        assertThat(run(USIM, FileCommand.resize(0x6F99, 2), select(0x6F99), read(2)))
                .isEqualTo("01029000");
        run(USIM, create(0x6F9A, Structure.LINEAR_FIXED, 2, 3), apdu("00dc020403010203"));
        assertThat(run(USIM, FileCommand.resize(0x6F9A, 9), select(0x6F9A), apdu("00b2020403")))
                .isEqualTo("0102039000");
        assertThat(run(USIM, select(0x6F9A), apdu("00b2030403"))).isEqualTo("ffffff9000");
        assertThat(run(USIM, FileCommand.resize(0x6F9A, 10)))
                .as("no whole records")
                .isEqualTo("6a80");
        assertThat(run(USIM, FileCommand.resize(0x6F98, 10))).isEqualTo("6a82");
        assertThat(run(USIM, FileCommand.resize(0x6F39, 6))).as("cyclic").isEqualTo("6981");
    }

    @ParameterizedTest
    @CsvSource({
        "file exists, 00e0000011620f820241218302" + "6f07" + "80020005" + "8a0105, 6a89",
        "MF, 00e0000011620f820241218302" + "3f00" + "80020005" + "8a0105, 6a80",
        "no size, 00e000000d620b820241218302" + "6f99" + "8a0105, 6a80",
        "size 0, 00e0000011620f820241218302" + "6f99" + "80020000" + "8a0105, 6a80",
        "no identifier, 00e000000d620b8202412180020005" + "8a0105, 6a80",
        "object twice, 00e000000e620c" + "82024121" + "83026f99" + "83026f99, 6a80",
        "no template, 00e0000003820101, 6a80",
        "length, 00e00000046205" + "8202, 6a80",
        "structure, 00e0000011620f820249218302" + "6f99" + "80020005" + "8a0105, 6a80",
        "records, 00e0000013621182044221000383026f99" + "80020005" + "8a0105, 6a80",
        "P1, 00e0010003620100, 6a86",
        "no data, 00e0000000, 6a80",
        "CLA A0, a0e0000011620f820241218302" + "6f99" + "80020005" + "8a0105, 6d00",
        "delete the MF, 00e40000023f00, 6a82",
        "delete one octet, 00e4000001aa, 6700",
    })
    void whatIsWrongIsRefused(String what, String command, String word) {
        assertThat(run(USIM, apdu(command))).as(what).isEqualTo(word);
    }

    @Test
    void theMfAndAnAdfAreNotDeleted() {
        assertThat(run(apdu("00e4000000"))).isEqualTo("6985");
        assertThat(run(USIM, apdu("00e4000000"))).isEqualTo("6985");
    }

    @Test
    void onlyAnAdministratorMayDoIt() {
        FileSystem script = script(EnumSet.of(Access.PIN1));
        for (CommandApdu command : new CommandApdu[] {
            create(0x6F99, Structure.TRANSPARENT, 5, 0), FileCommand.delete(0x6F07), FileCommand.resize(0x6F07, 5)
        }) {
            assertThat(run(script, USIM, command)).isEqualTo("6982");
        }
    }

    @Test
    void memoryAndTheNumberOfFilesEnd() {
        assertThat(run(create(0x2F99, Structure.TRANSPARENT, 0xFFFF, 0))).isEqualTo("6a84");
        String word = "9000";
        int made = 0;
        while (word.equals("9000")) {
            word = run(create(0x2A00 + made, Structure.TRANSPARENT, 1, 0));
            made++;
        }
        assertThat(word).isEqualTo("6a84");
        assertThat(made).isBetween(40, 64);
    }

    @ParameterizedTest
    @CsvSource({
        "00a2010404000000ff00, 6282",
        "00a20104020203 00, 01029000",
        "00a20206040400" + "0203" + "00, 029000",
        "00a20206040500" + "0203" + "00, 02019000",
        "00a20106040401" + "0102" + "00, 6282",
        "00a20106040c01" + "0203" + "00, 01029000",
        "00a20106040c09" + "0203" + "00, 6282",
        "00a20106040600" + "0203" + "00, 01029000",
        "00a20106040700" + "0203" + "00, 02019000",
        "00a20106040000" + "0203" + "00, 6a80",
        "00a20106020400" + "00, 6a80",
        "00a2010702" + "0203" + "00, 6a86"
    })
    void recordsAreSearchedForwardsBackwardsAndFromAnOffset(String command, String answer) {
        run(USIM, create(0x6F9A, Structure.LINEAR_FIXED, 3, 4), apdu("00dc01040401020304"), apdu("00dc02040401020304"));
        assertThat(run(USIM, select(0x6F9A), apdu(command.replace(" ", "")))).isEqualTo(answer);
    }

    @Test
    void aCardMayAskForTheExactLengthOfARecord() {
        CommandApdu shorter = apdu("00b201041d");
        assertThat(run(USIM, select(0x6F3B), shorter)).endsWith("9000");
        FileSystem exact = new FileSystem(issued, card, issued.root(), ADMINISTRATOR, true);
        assertThat(run(exact, USIM, select(0x6F3B), shorter)).isEqualTo("6c1e");
        assertThat(run(exact, apdu("00b201041e"))).endsWith("9000");
        assertThat(run(exact, apdu("00b2010400"))).endsWith("9000");
        assertThat(run(exact, select(0x6F46), read(3)))
                .as("a part of a transparent file")
                .endsWith("9000");
    }

    @Test
    void noOctetsMakeItThrow() {
        SplittableRandom random = new SplittableRandom(17);
        int[] instructions = {0xE0, 0xE4, 0xD4, 0xA4, 0xA2, 0xD6, 0xB0};
        String[] starts = {"", "62", "620f820241218302", "62128204422100048302", "6f99", "04000203"};
        FileSystem script = script(ADMINISTRATOR);
        for (int i = 0; i < 30_000; i++) {
            byte[] noise = new byte[random.nextInt(14)];
            random.nextBytes(noise);
            Octets data = Octets.concat(Octets.hex(starts[random.nextInt(starts.length)]), Octets.copyOf(noise));
            CommandApdu command = new CommandApdu(
                    0x00,
                    instructions[random.nextInt(instructions.length)],
                    random.nextInt(2),
                    random.nextInt(8) == 0 ? random.nextInt(9) : 0,
                    data,
                    i % 3 == 0 ? 256 : 0);
            assertThat(script.execute(command).statusWord().value()).isPositive();
            if (i % 100 == 0) {
                script = script(ADMINISTRATOR);
            }
        }
    }
}
