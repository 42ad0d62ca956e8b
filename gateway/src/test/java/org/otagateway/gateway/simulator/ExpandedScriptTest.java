// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.ExpandedScript;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.ResponseCodec;

/** Expanded scripts on a card (TS 102 226 clause 5.2), each in a packet of its own. */
class ExpandedScriptTest {
    private static final String SELECT_NAME = "220700a4000c026f46";
    private static final String READ_ONE = "220500b0000001";
    private static final String FAILS = "220700a4000c027f99";
    private static final String ONE = "2303ff9000";
    private static final String DONE = "23029000";

    private final TestCards cards = TestCards.standard();
    private long counter;

    /** The answer of the USIM's file management to the objects of a script of definite length. */
    private String run(String objects) {
        return run("b00011", script(objects));
    }

    private static String script(String objects) {
        int length = objects.length() / 2;
        return (length < 0x80 ? "aa" : "aa81") + String.format("%02x", length) + objects;
    }

    private String run(String tar, String script) {
        CommandHeader header = TestCards.header("1619", tar);
        UiccAnswer answer = cards.send(header, ++counter, script);
        Octets packet = answer.report().from(3);
        return new ResponseCodec()
                .open(packet, header.responseSecurity(), cards.keys())
                .success()
                .orElseThrow()
                .data()
                .toHex();
    }

    private static String response(int objects, String answers) {
        String content = String.format("8001%02x", objects) + answers;
        return "ab" + String.format("%02x", content.length() / 2) + content;
    }

    @ParameterizedTest
    @CsvSource({
        // proactive session, early response
        "810181, ''",
        "810182, ''",
        // a record of EF RMA, which is not there
        "810101, 810101",
        // DISPLAY TEXT: the terminal's answer
        "8111d00f810301210082028102" + "8d04044f4b21, 810c" + "8103012100" + "82028281" + "830100",
        // no proactive command, or one that is cut
        "8103d00181, 810101",
        "8106d00581030121, 810101"
    })
    void anImmediateActionIsAnsweredWhereItHasAnAnswer(String action, String answer) {
        assertThat(run(SELECT_NAME + action + READ_ONE)).isEqualTo(response(3, DONE + answer + ONE));
    }

    @Test
    void anErrorActionIsCountedAndHasNoAnswer() {
        assertThat(run("8200" + SELECT_NAME + FAILS + READ_ONE)).isEqualTo(response(3, DONE + "23026a82"));
        assertThat(run("820101" + SELECT_NAME)).isEqualTo(response(2, DONE));
    }

    @ParameterizedTest
    @CsvSource({
        "an unknown tag, 240100, 01",
        "a C-APDU that is none, 220200a4, 02",
        "a length beyond the end, 220900b0, 02",
        "no length, 22, 03",
        "chaining in the middle, 830103, 01",
        "an immediate action without a value, 8100, 02"
    })
    void whatStandsBeforeAFaultIsRunAndTheFaultIsTold(String what, String fault, String code) {
        assertThat(run(SELECT_NAME + READ_ONE + fault)).as(what).isEqualTo(response(2, DONE + ONE + "9001" + code));
        assertThat(run("b00011", "ae80" + SELECT_NAME + "240100" + "0000"))
                .isEqualTo("af80" + DONE + "900101" + "0000");
    }

    @Test
    void aTemplateOfAWrongLengthRunsNothing() {
        assertThat(run("b00011", "aa20" + SELECT_NAME)).isEqualTo(response(0, "900102"));
        assertThat(run("b00011", "aa")).isEqualTo(response(0, "900103"));
    }

    @Test
    void aChainKeepsWhatIsSelected() {
        assertThat(run("830101" + SELECT_NAME)).isEqualTo(response(2, DONE));
        assertThat(run("830102" + READ_ONE)).isEqualTo(response(2, ONE));
        assertThat(run("830103" + READ_ONE)).isEqualTo(response(2, ONE));
        assertThat(run("830103" + READ_ONE)).as("the chain has ended").isEqualTo(response(0, "830101"));
    }

    @Test
    void withoutAChainNothingIsKept() {
        run(SELECT_NAME);
        assertThat(run(READ_ONE)).isEqualTo(response(1, "23026986"));
    }

    @Test
    void aScriptWithoutItsPredecessorIsRefusedAndRunsNothing() {
        assertThat(run("830102" + SELECT_NAME)).isEqualTo(response(0, "830101"));
        assertThat(run("830103" + SELECT_NAME)).isEqualTo(response(0, "830101"));
    }

    @Test
    void aFailureEndsTheChain() {
        run("830101" + SELECT_NAME);
        assertThat(run("830102" + FAILS)).isEqualTo(response(2, "23026a82"));
        assertThat(run("830103" + READ_ONE)).isEqualTo(response(0, "830101"));
        assertThat(run("830101" + SELECT_NAME + "24")).isEqualTo(response(2, DONE + "900101"));
        assertThat(run("830103" + READ_ONE)).isEqualTo(response(0, "830101"));
    }

    @Test
    void aScriptOutsideTheChainEndsIt() {
        run("830101" + SELECT_NAME);
        run(SELECT_NAME);
        assertThat(run("830103" + READ_ONE)).isEqualTo(response(0, "830101"));
        run("830101" + SELECT_NAME);
        run("b00011", "00a4000c026f46");
        assertThat(run("830103" + READ_ONE)).isEqualTo(response(0, "830101"));
    }

    @Test
    void aChainIsOneApplicationsAlone() {
        run("830101" + SELECT_NAME);
        assertThat(run("b00010", script("830103" + READ_ONE))).isEqualTo(response(0, "830101"));
        run("b00010", script(FAILS));
        assertThat(run("830103" + READ_ONE)).isEqualTo(response(2, ONE));
    }

    @Test
    void aResetEndsAChainUnlessItIsKept() {
        run("830101" + SELECT_NAME);
        reset();
        assertThat(run("830103" + READ_ONE)).isEqualTo(response(0, "830101"));
        run("830111" + SELECT_NAME);
        reset();
        assertThat(run("830102" + READ_ONE)).as("nothing is selected").isEqualTo(response(2, "23026986"));
        run("830111" + SELECT_NAME);
        reset();
        assertThat(run("830102" + SELECT_NAME)).isEqualTo(response(2, DONE));
        assertThat(run("830103" + READ_ONE)).isEqualTo(response(2, ONE));
    }

    private void reset() {
        cards.reset = true;
        run("b00010", "00a4000c023f00");
        cards.reset = false;
    }

    @Test
    void anAnswerForWhichThereIsNoRoomIsCutAndEndsTheScript() {
        ScriptRunner.Outcome outcome = new ExpandedRun(
                        ExpandedScript.read(Octets.hex("ae80" + "220500b0000000".repeat(20) + "0000")))
                .run(new NoChains(), () -> command -> new ResponseApdu(Octets.copyOf(new byte[255]), StatusWord.OK));
        assertThat(outcome.commandsExecuted()).isEqualTo(9);
        assertThat(outcome.response().toHex()).endsWith("62f1" + "0000");
    }

    /** A card on which no chain is ever under way. */
    private static final class NoChains implements ScriptChains {
        @Override
        public Optional<CommandRunner> underWay() {
            return Optional.empty();
        }

        @Override
        public void keep(CommandRunner runner, boolean keptOverReset) {
            throw new AssertionError("the script is in no chain");
        }

        @Override
        public void end() {}
    }

    @Test
    void noOctetsMakeItThrow() {
        SplittableRandom random = new SplittableRandom(23);
        String[] parts = {"8301", "01", "02", "03", "11", "22", "81", "82", "05", "00b0000001", SELECT_NAME, "d0", "00"
        };
        for (int i = 0; i < 5_000; i++) {
            StringBuilder objects = new StringBuilder();
            for (int n = random.nextInt(8); n >= 0; n--) {
                objects.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(run(objects.toString())).startsWith("ab");
        }
    }
}
